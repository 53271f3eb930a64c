import path from 'node:path';
import { utf8 } from '../contract/decode';
import { isFolder, readWhole } from '../course/files/disk';
import type { Course, Step } from '../course/format/format';
import { hintsOf, type StepHint } from './hints';

/** What a course has written about a step. */
export interface TaskTexts {
  /** Markdown; null when the step has no README.md that can be read. */
  readonly readme: string | null;
  /** None when the step has no hints.md that can be read. */
  readonly hints: readonly StepHint[];
  readonly hasSolution: boolean;
}

const TEXT_BYTES = 1024 * 1024;

/** Reads the texts of a step. Never rejects: a course without one of them can be worked on all the same. */
export async function readTaskTexts(course: Course, step: Step, read = readCourseText): Promise<TaskTexts> {
  const folder = path.join(course.directory, step.folder);
  const [readme, hints, hasSolution] = await Promise.all([
    read(path.join(folder, 'README.md')),
    read(path.join(folder, 'hints.md')),
    isFolder(path.join(folder, 'solution')),
  ]);
  return { readme: readme?.trim() === '' ? null : readme, hints: hintsOf(hints ?? ''), hasSolution };
}

/** What the course says at its end, in `finish.md`: Markdown, or null. Never rejects. */
export async function readFinishText({ directory }: Course, read = readCourseText): Promise<string | null> {
  const text = await read(path.join(directory, 'finish.md'));
  return text?.trim() === '' ? null : text;
}

/** Reads a text of a course; null when there is none, or none that can be read. */
export type ReadText = (file: string) => Promise<string | null>;

/** As it is on the disk. */
export async function readCourseText(file: string): Promise<string | null> {
  const bytes = await readWhole(file, TEXT_BYTES).catch(() => null);
  return bytes === null ? null : utf8(bytes);
}
