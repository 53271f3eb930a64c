import nodePath from 'node:path';
import { type CodeArgs, CodedError } from '../../contract/codes';
import type { Platform } from '../../contract/platform';

/** Bytes of one part of a path, and of a whole path, that Linux takes. The sandbox is always Linux. */
const PART_MAX_BYTES = 255;
const PATH_MAX_BYTES = 1024;

/** `node:path` as it behaves on that platform, whatever we run on. */
export function pathsOf(platform: Platform): nodePath.PlatformPath {
  return platform.platform === 'win32' ? nodePath.win32 : nodePath.posix;
}

/** A relative path with the separators of this machine, with `/`. */
export function slashed(relative: string): string {
  return relative.split(nodePath.sep).join('/');
}

/**
 * A path of this machine, relative to the folder that travels, as the sandbox shall see it: with `/`, and composed (macOS hands
 * out decomposed umlauts, under which Python on Linux would not find a module).
 * @throws CodedError `bad-file-name`
 */
export function toJobPath(relative: string, platform: Platform): string {
  const slashed = platform.platform === 'win32' ? relative.replaceAll('\\', '/') : relative;
  if (pathsOf(platform).isAbsolute(relative)) throw badName(relative, 'absolute');
  return checkJobPath(platform.platform === 'darwin' ? slashed.normalize('NFC') : slashed);
}

type BadName = CodeArgs['bad-file-name']['why'];

/** @returns the path itself. @throws CodedError `bad-file-name` {name, why} */
export function checkJobPath(path: string): string {
  const why = fault(path);
  if (why !== null) throw badName(path, why);
  return path;
}

function fault(path: string): BadName | null {
  const parts = path.split('/');
  if (path === '') return 'empty';
  if (path.startsWith('/')) return 'absolute';
  if (path.includes('\0')) return 'nul';
  if (!isUnicode(path)) return 'not-unicode';
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return 'outside';
  const long =
    Buffer.byteLength(path) > PATH_MAX_BYTES || parts.some((part) => Buffer.byteLength(part) > PART_MAX_BYTES);
  return long ? 'too-long' : null;
}

/** False for half a surrogate pair, which Windows allows in names and UTF-8 cannot say. */
export function isUnicode(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function badName(name: string, why: BadName): CodedError {
  return new CodedError('bad-file-name', { name, why });
}

/** `file` relative to `folder` as a job path; null when it does not lie in it. Both absolute. */
export function isWithin(folder: string, file: string, platform: Platform): string | null {
  const paths = pathsOf(platform);
  const relative = paths.relative(folder, file);
  if (relative === '' || relative === '..' || relative.startsWith(`..${paths.sep}`)) return null;
  return paths.isAbsolute(relative) ? null : toJobPath(relative, platform);
}

/** Whether two job paths name one file on a disk of that platform: Windows and macOS ignore case, macOS how umlauts are written. */
export function sameFile(left: string, right: string, platform: Platform): boolean {
  return left === right || folded(left, platform) === folded(right, platform);
}

function folded(path: string, { platform }: Platform): string {
  if (platform === 'darwin') return path.normalize('NFC').toLowerCase();
  return platform === 'win32' ? path.toLowerCase() : path;
}

/** `~` and `~/x` (on Windows also `~\x`) below the home folder; anything else as it is. */
export function expandHome(folder: string, platform: Platform): string {
  const isHome =
    folder === '~' || folder.startsWith('~/') || (platform.platform === 'win32' && folder.startsWith('~\\'));
  return isHome ? pathsOf(platform).join(platform.home, folder.slice(1)) : folder;
}
