import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { SNAPSHOT_MAX_BYTES } from '../contract/limits';
import { followLink } from '../course/files/collect-files';
import { isFile, readWhole } from '../course/files/disk';
import { isJunk, isToolFolder } from '../course/files/walk';
import type { Course, Step } from '../course/format/format';
import { languageOf } from '../course/languages';
import { entryNameOf, inFolder } from './plan';
import type { Trial } from './trial';

/** The seed of every wrong program's run, so that random values in its text stay the same. */
export const WRONG_SEED = 1;

/** A program that a step's suite must catch, with the text that a learner would read. */
export interface WrongProgram {
  readonly trial: Trial;
  /** The text's file, relative to the course, with `/`. */
  readonly textFile: string;
  /** Null for a file that is missing or empty. */
  readonly text: string | null;
}

/** The entries of a step's folder `wrong`. All names are relative to the course. */
export interface WrongFolder {
  readonly programs: readonly WrongProgram[];
  /** Texts without a program. */
  readonly alone: readonly string[];
  /** Folders without the entry; files that are neither a program nor a text; programs that would share one text. */
  readonly odd: readonly { readonly file: string; readonly why: OddWrong }[];
}

type OddWrong = 'no-entry' | 'no-program' | 'two' | 'too-large';

interface FolderEntry {
  readonly name: string;
  readonly folder: boolean;
}

/** Reads `steps/NN-id/wrong`. A missing folder counts as empty. */
export async function readWrong(course: Course, step: Step): Promise<WrongFolder> {
  const folder = `${step.folder}/wrong`;
  const entries = await listed(path.join(course.directory, folder));
  const texts = entries.filter(({ name, folder }) => !folder && name.endsWith('.txt'));
  const candidates = entries.filter((entry) => !texts.includes(entry) && !entry.name.endsWith('.md'));
  const programs: WrongProgram[] = [];
  const odd: WrongFolder['odd'][number][] = [];
  for (const entry of candidates) {
    const file = `${folder}/${entry.name}`;
    const why = await entryFault(course, step, file, entry, candidates);
    if (why === null) programs.push(await program(course, step, file, entry));
    else odd.push({ file, why });
  }
  const named = new Set(candidates.map((entry) => `${bare(entry, course)}.txt`));
  const alone = texts.filter(({ name }) => !named.has(name)).map(({ name }) => `${folder}/${name}`);
  return { programs, alone, odd };
}

async function listed(folder: string): Promise<readonly FolderEntry[]> {
  const found = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return found
    .map((entry) => ({ name: entry.name, folder: entry.isDirectory() }))
    .filter(({ name }) => !isToolFolder(name) && !isJunk(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function entryFault(
  course: Course,
  step: Step,
  file: string,
  entry: FolderEntry,
  all: readonly FolderEntry[],
): Promise<OddWrong | null> {
  const found = entry.folder ? null : await followLink(course.directory, file);
  const named = entry.name.endsWith(languageOf(course).extension);
  if (!entry.folder && (!named || typeof found !== 'object')) return 'no-program';
  if (typeof found === 'object' && found !== null && found.bytes > SNAPSHOT_MAX_BYTES) return 'too-large';
  if (all.some((other) => other !== entry && bare(other, course) === bare(entry, course) && !entry.folder))
    return 'two';
  const start = path.join(course.directory, file, entryNameOf(course, step));
  return entry.folder && !(await isFile(start)) ? 'no-entry' : null;
}

function bare({ name, folder }: FolderEntry, course: Course): string {
  const { extension } = languageOf(course);
  return folder || !name.endsWith(extension) ? name : name.slice(0, -extension.length);
}

/** A file replaces the entry and is the whole program; a folder is a program's folder. */
async function program(course: Course, step: Step, file: string, entry: FolderEntry): Promise<WrongProgram> {
  const textFile = `${path.posix.dirname(file)}/${bare(entry, course)}.txt`;
  const base = { ...inFolder(course, step, file, 'wrong'), seed: WRONG_SEED };
  const alone = entry.folder ? {} : { root: null, source: await fileOf(course, file) };
  const text = await fileOf(course, textFile).then(
    (bytes) => Buffer.from(bytes).toString('utf8'),
    () => '',
  );
  return { trial: { ...base, ...alone }, textFile, text: text.trim() === '' ? null : text };
}

/** A file of the course, or the file of the course that it links to. @throws the file system's error */
async function fileOf(course: Course, file: string): Promise<Uint8Array> {
  const found = await followLink(course.directory, file);
  if (typeof found !== 'object') throw Object.assign(new Error(found), { code: 'ENOENT' });
  return readWhole(found.absolute, SNAPSHOT_MAX_BYTES);
}
