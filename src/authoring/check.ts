import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../contract/codes';
import { slashed } from '../course/files/paths';
import { isJunk, isToolFolder } from '../course/files/walk';
import type { Course, Step } from '../course/format/format';
import { findStep } from '../course/format/load';
import { type CourseRead, readCourse } from '../course/format/read';
import { checkClient } from './check-client';
import { checkImage } from './check-image';

import { checkTexts } from './check-texts';
import { bad, type CheckFinding, good } from './finding';
import { foreignMarks } from './foreign-marks';
import { type CheckOptions, tryAll } from './try-all';

/** The result of a check. */
export interface Checked {
  /** Null for an invalid `course.json`: nothing else was checked then. */
  readonly course: Course | null;
  /** The steps that were checked. */
  readonly steps: readonly Step[];
  readonly findings: readonly CheckFinding[];
}

/**
 * Checks a course: its format, its texts and its programs. The program that a step begins with must fail. Its solution must pass it and
 * all steps before, each time. Its wrong programs must be caught with the text that is kept. The genuine program must pass.
 * Where it can have no image, no program is tried.
 * @throws CodedError `unknown-step`, `unknown-runtime`, `runtime-not-in-course`, `cancelled`
 */
export async function checkCourse(directory: string, options: CheckOptions): Promise<Checked> {
  const findings: CheckFinding[] = [];
  const add = (finding: CheckFinding) => {
    findings.push(finding);
    options.show(finding);
  };
  const read = await readCourse(directory);
  (await checkFormat(directory, read)).forEach(add);
  const { course } = read;
  if (course === null) return { course, steps: [], findings };
  const steps = options.step === null ? course.steps : stepsNamed(course, options.step);
  (await checkTexts(course, steps)).forEach(add);
  for (const step of steps) (await foreignMarks(course, step)).forEach(add);
  const image = await checkImage(course, options);
  image.forEach(add);
  if (image.some(({ ok }) => !ok)) return { course, steps: [], findings };
  if (options.step === null && !options.accept) (await checkClient(course, options)).forEach(add);
  await tryAll(course, steps, read, options, add);
  return { course, steps, findings };
}

/** Steps by their ids or numbers, with commas between them, in the order of the course. @throws CodedError `unknown-step` */
export function stepsNamed(course: Course, names: string): readonly Step[] {
  const named = new Set(names.split(',').map((name) => findStep(course, name.trim())));
  return course.steps.filter((step) => named.has(step));
}

/** The problems of `course.json` and of the steps' folders, or one good finding. */
async function checkFormat(directory: string, { course, problems }: CourseRead): Promise<readonly CheckFinding[]> {
  const wrong = problems.map((problem) => {
    const named = slashed(path.relative(directory, problem.file));
    return bad('format', null, messageOf(problem), { file: named, line: problem.line });
  });
  if (course === null) return wrong;
  const args = { course: course.id, steps: course.steps.length };
  return [...(await unknownFolders(course)), good('format', null, { code: 'check-format', args })];
}

/** Entries of `steps/` that are not a step of `course.json`, so that no learner ever sees them. */
async function unknownFolders(course: Course): Promise<readonly CheckFinding[]> {
  const found = await readdir(path.join(course.directory, 'steps'), { withFileTypes: true });
  const known = new Set(course.steps.map(({ folder }) => folder));
  const names = found
    .map(({ name }) => name)
    .filter((name) => !isToolFolder(name) && !isJunk(name) && !name.endsWith('.md'));
  const files = names.map((name) => `steps/${name}`).filter((file) => !known.has(file));
  return files.sort().map((file) => bad('format', null, { code: 'step-unknown', args: { name: file } }, { file }));
}
