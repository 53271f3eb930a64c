import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { CodedError, type Message } from '../../contract/codes';
import { diskErrorCode, readRegular } from '../files/disk';
import type { Course, CourseFileCode, CourseText, Problem, Step, StepText } from './format';
import type { JsonText } from './json-text';
import { COURSE_MAX_BYTES, parseCourse } from './parse';

export const COURSE_FILE = 'course.json';

export interface CourseRead {
  /** Null as soon as there is a problem. */
  readonly course: Course | null;
  readonly problems: readonly Problem[];
  /** The positions of the values in `course.json`; null when it is not JSON. */
  readonly json: JsonText | null;
}

/** Reads the course of a folder and finds the folders of its steps. No content of the folder makes it throw. */
export async function readCourse(directory: string): Promise<CourseRead> {
  const file = path.join(directory, COURSE_FILE);
  const bytes = await readRegular(await resolved(file), COURSE_MAX_BYTES + 1).catch(diskErrorCode);
  if (typeof bytes === 'string')
    return brokenCourse([problem(file, { code: 'course-unreadable', args: { reason: bytes } })]);
  const { course, problems, json } = parseCourse(bytes, file);
  if (course === null || json === null) return brokenCourse(problems, json);
  return withFolders(course, json, directory, file);
}

/** Turns a problem into an error that can be thrown. File and line become args. */
export function problemError<K extends Problem['code']>({ code, args, file, line }: Problem<K>): CodedError<K> {
  return new CodedError(code, { ...args, file, line });
}

async function resolved(file: string): Promise<string> {
  return realpath(file).catch(() => file);
}

async function withFolders(course: CourseText, json: JsonText, directory: string, file: string): Promise<CourseRead> {
  const names = await readdir(path.join(directory, 'steps')).catch(() => []);
  const found = course.steps.map((step, index) => findFolder(step, index + 1, names));
  const problems = found.flatMap((step, index) =>
    'code' in step ? [{ ...problem<FolderCode>(file, step), line: json.lineOf(`/steps/${index}/id`) }] : [],
  );
  if (problems.length > 0) return brokenCourse(problems, json);
  const steps = found.flatMap((step) => ('code' in step ? [] : [step]));
  return { course: { ...course, directory, steps }, problems, json };
}

type FolderCode = 'step-folder-missing' | 'step-folder-number';

/** `steps/NN-<id>`: `course.json` decides the order, so NN must be the step's number in it. */
function findFolder(step: StepText, number: number, names: readonly string[]): Step | Message<FolderCode> {
  const named = names.filter((name) => /^\d{2,3}-/.test(name) && name.slice(name.indexOf('-') + 1) === step.id).sort();
  const right = named.find((name) => Number.parseInt(name, 10) === number);
  if (right !== undefined) return { ...step, number, folder: `steps/${right}` };
  const wanted = `steps/${String(number).padStart(2, '0')}-${step.id}`;
  const [wrong] = named;
  if (wrong === undefined) return { code: 'step-folder-missing', args: { step: step.id, wanted } };
  return { code: 'step-folder-number', args: { step: step.id, folder: `steps/${wrong}`, wanted } };
}

function problem<K extends CourseFileCode>(file: string, { code, args }: Message<K>): Problem<K> {
  return { file, line: null, code, args };
}

function brokenCourse(problems: readonly Problem[], json: JsonText | null = null): CourseRead {
  return { course: null, problems, json };
}
