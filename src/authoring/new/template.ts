import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { JobFile } from '../../contract/job';
import { slashed } from '../../course/files/paths';
import { isJunk, isToolFolder } from '../../course/files/walk';

/** What a step's suite does: runs a program to its end, calls functions, or talks to a server. Each has a folder of templates. */
export const KINDS = ['program', 'function', 'server'] as const;
export type Kind = (typeof KINDS)[number];

/** A step that stands alone, or one that adds something to the program of the step before. */
export type Place = 'first' | 'next';

/** What stands in a template, in names of files too, as `__TITLE__`. */
export interface TemplateWords {
  readonly TITLE: string;
  /** The step's id, and the same with underscores, as part of a file's name. */
  readonly STEP: string;
  readonly NAME: string;
  /** The file that is started. */
  readonly ENTRY: string;
  /** The module that holds the function. */
  readonly MODULE: string;
  /** The port that the server listens on. */
  readonly PORT: string;
}

/** The files of a step, relative to its folder, in the order of their names. */
export async function stepTemplate(
  templates: string,
  kind: Kind,
  place: Place,
  words: TemplateWords,
): Promise<readonly JobFile[]> {
  const folder = path.join(templates, kind, place);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !isJunk(entry.name))
    .map((entry) => slashed(path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name))))
    .filter((name) => !name.split('/').some(isToolFolder));
  return Promise.all(files.sort().map(async (name) => filled(name, await readFile(path.join(folder, name)), words)));
}

function filled(name: string, bytes: Uint8Array, words: TemplateWords): JobFile {
  // A checkout on Windows may have other line ends.
  const text = Buffer.from(bytes).toString('utf8').replaceAll('\r\n', '\n');
  return { path: withWords(name, words), bytes: Buffer.from(withWords(text, words)) };
}

/** One pass, so that a title such as `__PORT__` stays as it is. */
function withWords(text: string, words: TemplateWords): string {
  const known: Readonly<Record<string, string>> = { ...words };
  return text.replace(/__([A-Z]+)__/g, (mark, word: string) => known[word] ?? mark);
}

/** The id and the title of the step that a new course of this kind begins with. */
export async function firstStep(
  templates: string,
  kind: Kind,
): Promise<{ readonly id: string; readonly title: string }> {
  return JSON.parse(await readFile(path.join(templates, kind, 'step.json'), 'utf8'));
}

/** The fields of every new course, in the order in which they are written. */
export async function courseTemplate(templates: string): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse(await readFile(path.join(templates, 'course.json'), 'utf8'));
}
