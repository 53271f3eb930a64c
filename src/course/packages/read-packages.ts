import { createHash } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { CodedError, nullIfCoded } from '../../contract/codes';
import { diskErrorCode, readWhole } from '../files/disk';
import type { Course } from '../format/format';
import { type PinnedPackage, readRequirements } from './requirements';
import { packageVersion, refuseTwice, type WheelName, wheelNameOf } from './wheel-name';

/** Where the wheels of a list may lie, relative to the list. */
const WHEELS = 'wheels';
/** Bytes of all wheels that a course names or that its lists may mean. The twin of PACKED_MAX in docker/course-image/install.py. */
export const PACKED_MAX_BYTES = 50 * 1024 * 1024;
const LIST_MAX_BYTES = 1024 * 1024;

/** A wheel of a course. */
export interface CourseWheel extends WheelName {
  /** The name of its file alone. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** The packages that a course brings. */
export interface CoursePackages {
  /** Those that lie in the course. There may be several of one package, for several machines. */
  readonly wheels: readonly CourseWheel[];
  /** What its lists name. */
  readonly pinned: readonly PinnedPackage[];
}

/** The course's own fields that say which packages it brings. */
export type BringingCourse = Pick<Course, 'directory' | 'packages'>;

/** A file of the course, with its path in it. */
interface Found {
  readonly file: string;
  readonly bytes: number;
}

/**
 * Reads what a course brings, and checks what can be seen without unpacking it. Nothing is run, and nothing outside of the course is read.
 * @returns null for a course that brings nothing
 * @throws CodedError `package-*`, `packages-too-large`, `requirement-*`, `wheel-*` (contract/codes/package-codes.ts)
 */
export async function readPackages(course: BringingCourse): Promise<CoursePackages | null> {
  const named = course.packages ?? [];
  if (named.length === 0) return null;
  const found = await Promise.all(named.map((file) => findFile(course.directory, file)));
  const own = found.filter(({ file }) => isWheel(file));
  const lists = found.filter((one) => !own.includes(one)).map(({ file }) => file);
  const pinned = (await Promise.all(lists.map((file) => readList(course.directory, file)))).flat();
  const beside = (await Promise.all(lists.map((file) => folderOf(course.directory, file)))).flat();
  const meant = beside.filter((file) => isOf(pinned, file));
  const others = await Promise.all(meant.map((file) => findFile(course.directory, file)));
  const wheels = await readWheels(course.directory, distinct([...own, ...others]));
  const wanted = wheels.filter((wheel) => isWanted(wheel, pinned, lists[0] ?? ''));
  refuseTwice([...own.map(({ file }) => wheelNameOf(file)), ...wanted, ...pinned]);
  return { wheels: wanted, pinned };
}

/** The names of the packages that a course brings, without a look into its wheels. @throws CodedError as `readPackages` does */
export async function packageNames({ directory, packages = [] }: BringingCourse): Promise<readonly string[]> {
  const named = packages.map(async (file) => {
    if (isWheel(file)) return [wheelNameOf(file).package];
    await findFile(directory, file);
    return (await readList(directory, file)).map((one) => one.package);
  });
  return [...new Set((await Promise.all(named)).flat())];
}

/** Every file whose change may change what the course brings, with what tells that it has changed; cheap enough for each run. */
export async function packagesStamp({ directory, packages = [] }: BringingCourse): Promise<string> {
  const beside = await Promise.all(packages.filter((file) => !isWheel(file)).map((file) => folderOf(directory, file)));
  const files = [...packages, ...beside.flat()];
  const stamps = files.map(async (file) => {
    const stats = await lstat(path.join(directory, file)).catch(() => null);
    return [file, stats?.size, stats?.mtimeMs, stats?.ino];
  });
  return JSON.stringify(await Promise.all(stamps));
}

function isWheel(file: string): boolean {
  return file.endsWith('.whl');
}

/** @throws CodedError `package-file-missing`, `package-file-unreadable`, `package-file-link` {file} */
async function findFile(directory: string, file: string): Promise<Found> {
  const parts = file.split('/');
  for (const [index] of parts.entries()) {
    const part = parts.slice(0, index + 1).join('/');
    const stats = await lstat(path.join(directory, part)).catch((error: unknown) => {
      const code = diskErrorCode(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') throw new CodedError('package-file-missing', { file });
      throw new CodedError('package-file-unreadable', { file, reason: code });
    });
    if (stats.isSymbolicLink()) throw new CodedError('package-file-link', { file: part });
    if (index < parts.length - 1) continue;
    if (!stats.isFile()) throw new CodedError('package-file-unreadable', { file, reason: 'EINVAL' });
    return { file, bytes: stats.size };
  }
  throw new CodedError('package-file-missing', { file });
}

async function readFile(directory: string, file: string, most: number): Promise<Uint8Array> {
  return readWhole(path.join(directory, file), most).catch((error: unknown) => {
    throw new CodedError('package-file-unreadable', { file, reason: diskErrorCode(error) });
  });
}

async function readList(directory: string, file: string): Promise<readonly PinnedPackage[]> {
  const bytes = await readFile(directory, file, LIST_MAX_BYTES);
  return readRequirements(new TextDecoder(hasMarkOfUtf16(bytes) ? 'utf-16le' : 'utf-8').decode(bytes), file);
}

/** As a shell of Windows writes what a command prints. */
function hasMarkOfUtf16(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}

/** The names of the wheels in the folder beside a list, with their paths in the course. */
async function folderOf(directory: string, list: string): Promise<readonly string[]> {
  const folder = path.posix.join(path.posix.dirname(list), WHEELS);
  const names = await readdir(path.join(directory, folder)).catch((error: unknown): string[] => {
    const reason = diskErrorCode(error);
    if (reason === 'ENOENT' || reason === 'ENOTDIR') return [];
    throw new CodedError('package-file-unreadable', { file: folder, reason });
  });
  return names.filter(isWheel).map((name) => path.posix.join(folder, name));
}

/** Whether a wheel beside a list is one of a package of the list. Other files there are left alone. */
function isOf(pinned: readonly PinnedPackage[], file: string): boolean {
  try {
    const { package: name } = wheelNameOf(file);
    return pinned.some((one) => one.package === name);
  } catch (error) {
    return nullIfCoded(error) !== null;
  }
}

/** A wheel may be named, and lie beside a list as well. */
function distinct(files: readonly Found[]): readonly Found[] {
  const byName = new Map([...files].reverse().map((one) => [path.posix.basename(one.file), one]));
  return [...byName.values()].reverse();
}

/** @throws CodedError `packages-too-large` {bytes, most} before any is read */
async function readWheels(directory: string, files: readonly Found[]): Promise<readonly CourseWheel[]> {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > PACKED_MAX_BYTES) throw new CodedError('packages-too-large', { bytes, most: PACKED_MAX_BYTES });
  return Promise.all(
    files.map(async ({ file }) => ({
      ...wheelNameOf(file),
      file: path.posix.basename(file),
      bytes: await readFile(directory, file, PACKED_MAX_BYTES),
    })),
  );
}

/**
 * Whether it is a wheel that its list means, by its hash, or one that no list speaks of. A file of another version is left alone.
 * @throws CodedError `wheel-hash-differs` {wheel, file, package, found}
 */
function isWanted(wheel: CourseWheel, pinned: readonly PinnedPackage[], list: string): boolean {
  const same = pinned.filter((one) => one.package === wheel.package);
  if (same.length === 0) return true;
  const found = createHash('sha256').update(wheel.bytes).digest('hex');
  if (same.some(({ hashes }) => hashes.includes(found))) return true;
  if (!same.some(({ version }) => packageVersion(version) === packageVersion(wheel.version))) return false;
  throw new CodedError('wheel-hash-differs', { wheel: wheel.file, file: list, package: wheel.package, found });
}
