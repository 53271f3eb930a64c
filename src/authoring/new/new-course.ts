import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { JobFile } from '../../contract/job';
import { diskErrorCode } from '../../course/files/disk';
import { isJunk } from '../../course/files/walk';
import type { Course, Shape } from '../../course/format/format';
import { COURSE_FILE } from '../../course/format/read';
import { moduleNameOf } from '../../course/python/standard-modules';
import { checkedId, checkedTitle, slugOf, titleOf } from './slug';
import { courseTemplate, firstStep, type Kind, stepTemplate } from './template';
import { writeNew } from './write-new';

/** The port of a new server. A further step listens on 8000 and its number. */
export const FIRST_PORT = 8000;

/** A course to be made. Null for what is made from the folder's name. */
export interface CourseWish {
  /** Absolute. */
  readonly directory: string;
  readonly id: string | null;
  readonly title: string | null;
  readonly shape: Shape;
  readonly kind: Kind;
}

/** What was written. */
export interface Made {
  /** Ids. */
  readonly course: string;
  readonly step: string;
  /** Of the course, or of the step that was added. */
  readonly title: string;
  /** From 1. */
  readonly number: number;
  /** Relative to the course, with `/`, in the order of their names. */
  readonly files: readonly string[];
}

/**
 * Makes a course of one step that `codealong check` passes.
 * @param known courses whose ids are taken
 * @throws CodedError `id-unusable`, `title-unusable`, `course-id-taken`, `folder-not-empty`, `not-written`
 */
export async function newCourse(wish: CourseWish, templates: string, known: readonly Course[]): Promise<Made> {
  const name = path.basename(wish.directory);
  const id = checkedId(wish.id ?? slugOf(name, 'course') ?? name, 'course');
  const title = checkedTitle(wish.title ?? titleOf(name));
  const twin = known.find((course) => course.id === id && course.directory !== wish.directory);
  if (twin !== undefined) throw new CodedError('course-id-taken', { id, folder: twin.directory });
  await checkEmpty(wish.directory);
  const step = await firstStep(templates, wish.kind);
  const entry = wish.shape === 'separate' ? `${moduleNameOf(step.id)}.py` : 'main.py';
  const described = { ...(await courseTemplate(templates)), id, title, entry, shape: wish.shape, steps: [step] };
  const text = `${JSON.stringify(described, null, 2)}\n`;
  const files = [{ path: COURSE_FILE, bytes: Buffer.from(text) }, ...(await filesOf(wish, templates, step, entry))];
  await writeNew(wish.directory, files);
  return { course: id, step: step.id, title, number: 1, files: files.map((file) => file.path).sort() };
}

/** The starter of a growing course belongs to all of its steps. */
async function filesOf(
  { shape, kind }: CourseWish,
  templates: string,
  { id, title }: { readonly id: string; readonly title: string },
  entry: string,
): Promise<readonly JobFile[]> {
  const name = id.replaceAll('-', '_');
  const module = entry.replace(/\.py$/, '');
  const words = { TITLE: title, STEP: id, NAME: name, ENTRY: entry, MODULE: module, PORT: String(FIRST_PORT) };
  const files = await stepTemplate(templates, kind, 'first', words);
  const isShared = (file: JobFile) => shape === 'growing' && file.path.startsWith('starter/');
  return files.map((file) => (isShared(file) ? file : { ...file, path: `steps/01-${id}/${file.path}` }));
}

/** A folder that does not exist, or that holds nothing but git's folder and what desktops leave behind. @throws CodedError */
async function checkEmpty(folder: string): Promise<void> {
  const found = await lstat(folder).catch(diskErrorCode);
  if (found === 'ENOENT') return;
  const names = await readdir(folder).catch(diskErrorCode);
  if (typeof names === 'string') throw new CodedError('not-written', { file: folder, reason: names });
  const [first] = names.filter((name) => name !== '.git' && !isJunk(name)).sort();
  if (first !== undefined) throw new CodedError('folder-not-empty', { folder, found: first });
}
