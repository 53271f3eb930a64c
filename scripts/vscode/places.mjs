// Which VS Code the tests run in, and where it is kept. The folder's name holds every version, so a changed one is installed anew.
import { join } from 'node:path';

/** A whole VS Code server and workbench, as an npm package. */
export const CODE_SERVER = 'code-server@4.139.1';
/** The Node that it asks for. */
export const NODE_VERSION = '24.21.0';
/** Raise it when the way of installing changes. */
const RECIPE = 1;

/** The npm package that is that Node's program, or null where the recipe is not known to work. */
export function nodePackage({ platform, arch }) {
  const known = (platform === 'linux' || platform === 'darwin') && (arch === 'x64' || arch === 'arm64');
  return known ? `node-${platform}-${arch}` : null;
}

/** Everything by its path: `folder` holds the rest, and is there only when it is complete. */
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
