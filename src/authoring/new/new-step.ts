import { readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { JobFile } from '../../contract/job';
import type { Platform } from '../../contract/platform';
import type { Course, StepText } from '../../course/format/format';
import { COURSE_FILE } from '../../course/format/read';
import { takeFolder } from '../../course/program/learner-folder';
import { moduleNameOf } from '../../course/python/standard-modules';
import { collectSuite } from '../../course/suite';
import { entryNameOf } from '../plan';
import { appendStep } from './append-step';
import { grownPrograms } from './grown-programs';
import { FIRST_PORT, type Made } from './new-course';
import { checkedId, checkedTitle, titleOf } from './slug';
import { type Kind, stepTemplate } from './template';
import { replaceFile, writeNew } from './write-new';

/** A step to be added at the end of a course. Null for what follows from the id, or from the course's last step. */
export interface StepWish {
  readonly id: string;
  readonly title: string | null;
  readonly kind: Kind | null;
}

/** Where a step is added, and from what. */
interface Site {
  readonly course: Course;
  readonly templates: string;
  readonly platform: Platform;
}

/**
 * Adds a step that `codealong check` passes. In a growing course, its solution is the one of the step before with something more.
 * @throws CodedError `id-unusable`, `title-unusable`, `step-id-taken`, `already-there`, `previous-solution-missing`, `not-written`
 */
export async function newStep(wish: StepWish, site: Site): Promise<Made> {
  const { course } = site;
  const id = checkedId(wish.id, 'step');
  const title = checkedTitle(wish.title ?? titleOf(id));
  const number = course.steps.length + 1;
  const folder = `steps/${String(number).padStart(2, '0')}-${id}`;
  await checkFree(course, id, folder);
  const kind = wish.kind ?? (await kindOf(site));
  const { entry, files } =
    course.shape === 'growing' ? await grown(site, id, title, kind) : await alone(site, id, title, kind);
  const undo = await writeNew(path.join(course.directory, folder), files);
  await addToCourse(course, { id, title, ...(entry === null ? {} : { entry }) }).catch(async (error: unknown) => {
    await undo();
    throw error;
  });
  return { course: course.id, step: id, title, number, files: files.map((file) => `${folder}/${file.path}`).sort() };
}

/** @throws CodedError `step-id-taken`, `already-there` */
async function checkFree(course: Course, id: string, folder: string): Promise<void> {
  const twin = course.steps.find((step) => step.id === id);
  if (twin !== undefined) throw new CodedError('step-id-taken', { step: id, number: twin.number });
  const names = await readdir(path.join(course.directory, 'steps')).catch(() => []);
  const number = Number.parseInt(path.basename(folder), 10);
  const there = names.find(
    (name) => name === path.basename(folder) || (/^\d{2,3}-/.test(name) && Number.parseInt(name, 10) === number),
  );
  if (there !== undefined) throw new CodedError('already-there', { file: `steps/${there}` });
}

/** What the suite of the last step does. */
async function kindOf({ course, platform }: Site): Promise<Kind> {
  const last = course.steps.at(-1);
  const { files } = last === undefined ? { files: [] } : await collectSuite(course, last, platform);
  const own = files.filter((file) => file.path.startsWith(`${last?.folder}/`));
  const text = own.map(({ bytes }) => Buffer.from(bytes).toString('utf8')).join('\n');
  if (/\bconnect\(|\bwait_for_port\(/.test(text)) return 'server';
  return /\bsolution\.\w/.test(text) ? 'function' : 'program';
}

interface NewFiles {
  /** Null if the step has the course's own. */
  readonly entry: string | null;
  /** Relative to the step. */
  readonly files: readonly JobFile[];
}

/** A step of a separate course has a program of its own. */
async function alone({ course, templates }: Site, id: string, title: string, kind: Kind): Promise<NewFiles> {
  const module = moduleNameOf(id);
  const entry = `${module}.py`;
  const port = String(FIRST_PORT + course.steps.length + 1);
  const words = { TITLE: title, STEP: id, NAME: nameOf(id), ENTRY: entry, MODULE: module, PORT: port };
  return { entry: entry === course.entry ? null : entry, files: await stepTemplate(templates, kind, 'first', words) };
}

async function grown(site: Site, id: string, title: string, kind: Kind): Promise<NewFiles> {
  const { course, templates } = site;
  const last = course.steps.at(-1);
  const entry = last === undefined ? course.entry : entryNameOf(course, last);
  const before = await solutionBefore(site, `${last?.folder}/solution`, entry);
  const text = before.map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join('\n');
  const taken = new Set(before.map((file) => file.path.replace(/(?:\.py|\/.*)$/, '')));
  const port = freePort(FIRST_PORT + course.steps.length + 1, text);
  const words = { TITLE: title, STEP: id, NAME: nameOf(id), ENTRY: entry, MODULE: moduleNameOf(id, taken), PORT: port };
  const template = await stepTemplate(templates, kind, 'next', words);
  return { entry: last?.entry ?? null, files: grownPrograms(template, before, entry) };
}

function nameOf(id: string): string {
  return id.replaceAll('-', '_');
}

/** The first port from this one on that the program does not name. */
function freePort(from: number, program: string): string {
  let port = from;
  while (program.includes(String(port))) port += 1;
  return String(port);
}

/** @throws CodedError `previous-solution-missing`, `folder-too-large` */
async function solutionBefore({ course, platform }: Site, folder: string, entry: string): Promise<readonly JobFile[]> {
  const missing = new CodedError('previous-solution-missing', { file: `${folder}/${entry}` });
  const root = path.join(course.directory, ...folder.split('/'));
  const { files } = await takeFolder(root, null, platform).catch((error: unknown) => {
    throw error instanceof CodedError ? error : missing;
  });
  if (!files.some((file) => file.path === entry)) throw missing;
  return files;
}

/** Its byte order mark is kept. */
async function addToCourse(course: Course, step: StepText): Promise<void> {
  const file = await realpath(path.join(course.directory, COURSE_FILE));
  const text = await readFile(file, 'utf8');
  const mark = text.startsWith('\u{feff}') ? '\u{feff}' : '';
  await replaceFile(file, mark + appendStep(text.slice(mark.length), step));
}
