import nodePath from 'node:path';
import { type CodeArgs, CodedError } from '../../contract/codes';
import type { Platform } from '../../contract/platform';

/** The most bytes that Linux allows in one part of a path and in a whole path. The sandbox is always Linux. */
const PART_MAX_BYTES = 255;
const PATH_MAX_BYTES = 1024;

/** `node:path` as it behaves on the given platform, regardless of the machine that we run on. */
export function pathsOf(platform: Platform): nodePath.PlatformPath {
  return platform.platform === 'win32' ? nodePath.win32 : nodePath.posix;
}

/** A relative path with the separators of this machine, with `/`. */
export function slashed(relative: string): string {
  return relative.split(nodePath.sep).join('/');
}

/**
 * Turns a path of this machine, relative to the sent folder, into the sandbox's form: with `/`, and composed. macOS returns
 * decomposed umlauts, and Python on Linux would not find a module by such a name.
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

/** False for half a surrogate pair: Windows allows it in names, but UTF-8 cannot represent it. */
export function isUnicode(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function badName(name: string, why: BadName): CodedError {
  return new CodedError('bad-file-name', { name, why });
}

/** `file` relative to `folder` as a job path; null when it is outside the folder. Both are absolute. */
export function isWithin(folder: string, file: string, platform: Platform): string | null {
  const paths = pathsOf(platform);
  const relative = paths.relative(folder, file);
  if (relative === '' || relative === '..' || relative.startsWith(`..${paths.sep}`)) return null;
  return paths.isAbsolute(relative) ? null : toJobPath(relative, platform);
}

/** Whether two job paths name the same file on that platform: Windows and macOS ignore case, macOS also how umlauts are composed. */
export function sameFile(left: string, right: string, platform: Platform): boolean {
  return left === right || folded(left, platform) === folded(right, platform);
}

function folded(path: string, { platform }: Platform): string {
  if (platform === 'darwin') return path.normalize('NFC').toLowerCase();
  return platform === 'win32' ? path.toLowerCase() : path;
}

/** Expands `~` and `~/x` (on Windows also `~\x`) to the home folder; any other path stays unchanged. */
export function expandHome(folder: string, platform: Platform): string {
  const isHome =
    folder === '~' || folder.startsWith('~/') || (platform.platform === 'win32' && folder.startsWith('~\\'));
  return isHome ? pathsOf(platform).join(platform.home, folder.slice(1)) : folder;
}
