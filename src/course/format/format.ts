import type { Message } from '../../contract/codes';
import type { CourseFileCodes } from '../../contract/codes/course-codes';
import type { Limits } from '../../contract/limits';

/** The newest `format_version` of `course.json` that we read. */
export const FORMAT_VERSION = 2;

/** The `format_version` of a JSON value; null without one. A newer format may change every other field. */
export function formatVersionOf(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || !('format_version' in value)) return null;
  return Number.isInteger(value.format_version) ? Number(value.format_version) : null;
}

export type Shape = 'growing' | 'separate';

/** The limits that a course or a step sets. A missing one comes from the next level up. */
export type LimitWishes = Partial<Limits>;

/** A step as written in `course.json`. */
export interface StepText {
  readonly id: string;
  readonly title: string;
  readonly entry?: string;
  readonly limits?: LimitWishes;
  readonly reference_differs?: string;
  readonly previous_passes?: string;
}

/** `course.json` in the form of the newest version, whichever it is written in. */
export interface CourseText {
  readonly format_version: typeof FORMAT_VERSION;
  readonly id: string;
  readonly title: string;
  /** The language of the learner's program: the key of `runtimes`. */
  readonly language: string;
  /** For each language, the range of versions in which the course can be done: `>=3.11 <3.14` (`range.ts`). */
  readonly runtimes: Readonly<Record<string, string>>;
  readonly network: 'none';
  readonly entry: string;
  readonly shape: Shape;
  readonly limits?: LimitWishes;
  /** A file relative to the course's directory, with `/`. */
  readonly client?: string;
  /** Wheels, and lists of packages with hashes. Files relative to the course's directory, with `/`. */
  readonly packages?: readonly string[];
  readonly steps: readonly StepText[];
}

/** A step whose folder exists. */
export interface Step extends StepText {
  /** Its place in the course, from 1. */
  readonly number: number;
  /** Relative to the course's directory, with `/`: `steps/01-bind`. */
  readonly folder: string;
}

/** A course that can be run. */
export interface Course extends CourseText {
  /** Absolute path of the folder that holds `course.json`. */
  readonly directory: string;
  readonly steps: readonly Step[];
}

export type CourseFileCode = keyof CourseFileCodes;
export type ProgressCode = 'progress-unreadable' | 'progress-broken' | 'progress-newer' | 'folder-course-unknown';

/** Something wrong in a file of a course or of the learner's progress. */
export type Problem<K extends CourseFileCode | ProgressCode = CourseFileCode | ProgressCode> = Message<K> & FilePlace;

interface FilePlace {
  /** The path that the reader was given: usually absolute. */
  readonly file: string;
  /** Counted from 1; null when the problem does not belong to a line. */
  readonly line: number | null;
}

/** The step so many places further on; before it, when `by` is negative. Null beyond either end. */
export function stepFrom(course: Course, { number }: Step, by: number): Step | null {
  return course.steps.find((step) => step.number === number + by) ?? null;
}

/** The steps that a growing course must not break, newest first. */
export function earlierSteps(course: Course, step: Step): readonly Step[] {
  if (course.shape !== 'growing') return [];
  return course.steps.filter(({ number }) => number < step.number).reverse();
}
