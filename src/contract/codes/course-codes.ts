import type { SizedFile } from './args';

/** The place in the course; filled in when the problem becomes an error. */
interface Placed {
  readonly file?: string;
  readonly line?: number | null;
}

type InCourse<T> = { readonly [C in keyof T]: T[C] & Placed };

interface Field {
  /** With dots: `steps.0`. Empty for the course as a whole. */
  readonly field: string;
}

/** The amounts that were found where they are too large. */
export interface Amount {
  readonly bytes: number;
  readonly files: number;
  /** The largest files, the largest first. */
  readonly largest: readonly SizedFile[];
}

/** What may be wrong in a `course.json` or around it. */
export type CourseFileCodes = InCourse<{
  readonly 'course-too-large': { readonly bytes: number };
  readonly 'course-not-utf8': object;
  /** `problem`: a name of the JSON reader, such as `CommaExpected`. `key`: the name that is there twice. */
  readonly 'course-syntax': { readonly problem: string; readonly key: string | null };
  readonly 'course-newer': { readonly version: number; readonly supported: number };
  /** `first`: its line. */
  readonly 'step-id-twice': { readonly step: string; readonly first: number };
  readonly 'course-field-missing': Field & { readonly missing: string };
  readonly 'course-field-unknown': Field & {
    readonly unknown: string;
    readonly suggestion: string | null;
    readonly known: string;
  };
  /** `version`: of the format of the file, which has no such field. */
  readonly 'course-field-version': Field & { readonly version: number };
  readonly 'course-field-type': Field & { readonly wanted: string; readonly found: string };
  readonly 'course-field-form': Field & { readonly value: string; readonly form: string };
  readonly 'course-field-choice': Field & { readonly value: string; readonly supported: string };
  readonly 'unsupported-value': Field & { readonly value: string; readonly supported: string };
  readonly 'course-field-bound': Field & {
    readonly value: string;
    readonly rule: string;
    readonly limit: number | null;
  };
  readonly 'course-unreadable': { readonly reason: string };
  readonly 'course-folder-missing': { readonly folder: string };
  /** Folders. */
  readonly 'course-id-twice': { readonly course: string; readonly kept: string; readonly left_out: string };
  readonly 'step-folder-missing': { readonly step: string; readonly wanted: string };
  readonly 'step-folder-number': { readonly step: string; readonly folder: string; readonly wanted: string };
  readonly 'suite-too-large': Amount & { readonly course: string; readonly step: string };
}>;

/** Codes about the choice of course and step, and about their files. */
export interface CourseCodes extends CourseFileCodes {
  /** The title of the course, and where it was. */
  readonly 'course-gone': { readonly course: string; readonly folder: string };
  readonly 'unknown-course': { readonly course: string; readonly known: string; readonly suggestion: string | null };
  /** `known`: the languages that this version can run. */
  readonly 'unknown-language': { readonly language: string; readonly known: string };
  readonly 'unknown-step': {
    readonly step: string;
    readonly course: string;
    readonly known: string;
    readonly suggestion: string | null;
  };
}
