// The VS Code for the tests, and its folder. The folder's name holds every version, so a changed version is installed anew.
import { join } from 'node:path';

/** A whole VS Code server and workbench, as an npm package. */
export const CODE_SERVER = 'code-server@4.139.1';
/** The Node version that it requires. */
export const NODE_VERSION = '24.21.0';
/** Raise this when the way of installing changes. */
const RECIPE = 1;

/** The npm package that contains this Node's program, or null where the recipe is not known to work. */
export function nodePackage({ platform, arch }) {
  const known = (platform === 'linux' || platform === 'darwin') && (arch === 'x64' || arch === 'arm64');
  return known ? `node-${platform}-${arch}` : null;
}

/** All paths. `folder` contains the others and exists only when it is complete. */
export function vscodePlaces(root, { platform, arch }) {
  const cache = join(root, '.cache/vscode');
  const key = `${CODE_SERVER.replace('@', '-')}-node-${NODE_VERSION}-${platform}-${arch}-${RECIPE}`;
  const folder = join(cache, key);
  const modules = join(folder, 'node_modules');
  return {
    cache,
    folder,
    server: join(modules, 'code-server/lib/vscode'),
    node: join(modules, nodePackage({ platform, arch }) ?? 'none', 'bin/node'),
  };
}
