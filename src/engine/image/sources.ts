import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { RUNTIMES_FOLDER } from './read-runtimes';

/** A file that the image is built from. */
export interface SourceFile {
  /** Relative, with `/`. */
  readonly path: string;
  /** With line feeds only, unless it is binary, so that a checkout on Windows builds the same image. */
  readonly bytes: Buffer;
}

/** The sources and their hash. */
export interface ReadSources {
  readonly files: readonly SourceFile[];
  readonly hash: string;
}

/**
 * The sources of a folder, read once, at the first need. They belong to an installed tool and do not change under it. Reading them
 * at every run took most of the time of a run before its sandbox (47 files).
 */
export class Sources {
  #read: Promise<ReadSources> | null = null;

  constructor(private readonly folder: string) {}

  /** Reads them if that has not been done; a failure is not kept. @throws the file system's error */
  read(): Promise<ReadSources> {
    return this.#read ?? this.again();
  }

  /** Reads them again, for someone who edits them. @throws the file system's error */
  again(): Promise<ReadSources> {
    const reading = readSources(this.folder, OF_OTHER_IMAGES).then((files) => ({ files, hash: hashSources(files) }));
    this.#read = reading;
    reading.catch(() => {
      if (this.#read === reading) this.#read = null;
    });
    return reading;
  }
}

/** Folders of `docker/` that the runner's own image has nothing of. */
const OF_OTHER_IMAGES: readonly string[] = ['course-image', RUNTIMES_FOLDER];

/** A fixed date, so that the same sources are the same bytes and the engine finds its cached layers. */
const DATE = new Date(0);

/**
 * The files under `folder`, sorted by path, without dot files and `__pycache__`. Links are not followed.
 * @param leftOut names of folders directly in it
 */
export async function readSources(folder: string, leftOut: readonly string[] = []): Promise<readonly SourceFile[]> {
  const all = await filesBelow(folder, '');
  const paths = all.filter((path) => !leftOut.some((name) => path.startsWith(`${name}/`))).sort();
  return Promise.all(paths.map(async (path) => ({ path, bytes: lineFeeds(await readFile(join(folder, path))) })));
}

/** Without bounds, unlike `course/files/walk.ts`: the folder is CodeAlong's own. */
async function filesBelow(folder: string, under: string): Promise<string[]> {
  const entries = await readdir(join(folder, under), { withFileTypes: true });
  const kept = entries.filter(({ name }) => !name.startsWith('.') && name !== '__pycache__');
  const found = kept.map((entry) => {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(folder, path);
    return entry.isFile() ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}

function lineFeeds(bytes: Buffer): Buffer {
  if (bytes.includes(0) || !bytes.includes('\r\n')) return bytes;
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

/** A hash in hexadecimal over paths and contents. It includes their lengths, so that no byte can move from one to the other. */
export function hashSources(files: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  for (const { path, bytes } of files) {
    hash.update(`${Buffer.byteLength(path)} ${bytes.length} ${path}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/** The sources as a tar stream. Modes and owners do not depend on this machine. */
export function tarSources(files: readonly SourceFile[]): Readable {
  const tar = pack();
  for (const path of foldersOf(files)) tar.entry({ name: `${path}/`, type: 'directory', mode: 0o755, mtime: DATE });
  for (const { path, bytes } of files) {
    tar.entry({ name: path, mode: path.endsWith('.sh') ? 0o755 : 0o644, mtime: DATE }, bytes);
  }
  tar.finalize();
  return tar;
}

function foldersOf(files: readonly SourceFile[]): readonly string[] {
  const parents = files.flatMap(({ path }) =>
    path
      .split('/')
      .slice(0, -1)
      .map((_, at, all) => all.slice(0, at + 1).join('/')),
  );
  return [...new Set(parents)].sort();
}

/**
 * The base images of a Dockerfile: those of its `FROM` lines, without its own stages and `scratch`. An `ARG` has the given value, else
 * its default. A line whose `ARG` has neither is left out.
 */
export function basesOf(files: readonly SourceFile[], args: Readonly<Record<string, string>> = {}): readonly string[] {
  const text = files.find(({ path }) => path === 'Dockerfile')?.bytes.toString('utf8') ?? '';
  const [before = '', ...stages] = text.split(/^\s*FROM\s+(?:--\S+\s+)*/im);
  const values = argumentsOf(before, args);
  const own = new Set(['scratch']);
  const bases: string[] = [];
  for (const stage of stages) {
    const [, from = '', name] = /^(\S+)(?:[ \t]+AS[ \t]+(\S+))?/i.exec(stage) ?? [];
    const base = from.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, one, other) => values.get(one ?? other) ?? whole);
    if (!own.has(base) && !base.includes('$')) bases.push(base);
    if (name !== undefined) own.add(name);
  }
  return bases;
}

/** The arguments that `FROM` lines can use: those before the first `FROM`. */
function argumentsOf(text: string, given: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const found = text.matchAll(/^\s*ARG\s+(\w+)(?:=(\S+))?/gim);
  const valued = [...found].map(
    ([, name = '', value]) => [name, given[name] ?? value?.replace(/^"(.*)"$/, '$1')] as const,
  );
  return new Map(valued.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}
