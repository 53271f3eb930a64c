import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { SNAPSHOT_MAX_BYTES } from '../contract/limits';
import { isFile, readRegular } from '../course/files/disk';
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
  readonly odd: readonly { readonly file: string; readonly why: 'no-entry' | 'no-program' | 'two' }[];
}

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

async function entryFault(course: Course, step: Step, file: string, entry: FolderEntry, all: readonly FolderEntry[]) {
  const named = entry.name.endsWith(languageOf(course).extension);
  if (!entry.folder && !(named && (await isFile(path.join(course.directory, file))))) return 'no-program';
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
  const alone = entry.folder ? {} : { root: null, source: await readWhole(course, file) };
  const text = await readWhole(course, textFile).then(
    (bytes) => Buffer.from(bytes).toString('utf8'),
    () => '',
  );
  return { trial: { ...base, ...alone }, textFile, text: text.trim() === '' ? null : text };
}

/** A file of the course, or the regular file that it links to. */
async function readWhole(course: Course, file: string): Promise<Uint8Array> {
  return readRegular(await realpath(path.join(course.directory, file)), SNAPSHOT_MAX_BYTES);
}
