import type { EndpointFiles } from '../../../src/engine/endpoint/docker-contexts';

/** A disk of just these files; folders follow from their paths. */
export function filesOf(files: Readonly<Record<string, string>>): EndpointFiles {
  const under = (folder: string) =>
    Object.keys(files)
      .filter((path) => path.startsWith(folder) && /[\\/]/.test(path[folder.length] ?? ''))
      .map((path) => path.slice(folder.length + 1).split(/[\\/]/)[0] ?? '');
  return { readFile: (path) => files[path] ?? null, list: (folder) => [...new Set(under(folder))].sort() };
}
