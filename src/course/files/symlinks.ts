import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { FoundFile } from './walk';

/** Why a link is left out. */
export type LinkFault = 'outside' | 'folder' | 'broken';

/** The file that a link inside `root` leads to, under the link's own name; links out of the root are never followed. */
export async function followLink(root: string, relative: string): Promise<FoundFile | LinkFault> {
  const absolute = await realpath(path.join(root, relative)).catch(() => null);
  if (absolute === null) return 'broken';
  const inner = path.relative(await realpath(root), absolute);
  if (inner === '..' || inner.startsWith(`..${path.sep}`) || path.isAbsolute(inner)) return 'outside';
  const found = await lstat(absolute);
  if (found.isDirectory()) return 'folder';
  return found.isFile() ? { relative, absolute, bytes: found.size } : 'broken';
}
