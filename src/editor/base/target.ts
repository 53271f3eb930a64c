import path from 'node:path';
import type { Uri } from 'vscode';
import { runtimeTitle } from '../../contract/runtime';
import { isJunk, isToolFolder, isToolFolderByName } from '../../course/files/walk';
import type { Course, Problem, Step } from '../../course/format/format';
import { isReached, type Standing } from '../../course/progress/standing';

/** What a learner's folder says about the way through its course. */
interface Way extends Standing {
  /** The course is being written: one may go to any of its steps. */
  readonly authored?: true;
  /** What is wrong with the folder's progress. */
  readonly problem?: Problem;
}

/** What a run is about: a step of a course, and the learner's file in the learner's folder. */
export interface Target extends Way {
  readonly course: Course;
  readonly step: Step;
  /** Absolute. */
  readonly root: string;
  /** Absolute: the file that was active, or the step's entry. */
  readonly file: string;
  /** Outside any course: course and step were given to this file alone, and its neighbours are not meant. */
  readonly alone?: true;
  /** The author's own look at a step of a course that is being written. Nobody works through it. */
  readonly preview?: true;
}

/** A folder in which a learner works on a course: it has `.codealong/progress.json`. */
export interface LearnerFolder extends Way {
  readonly root: string;
  readonly course: Course;
}

/** A step of a learner's folder that a command was given, as by a row of the tree; null for any other argument. */
export function stepGiven(given: unknown): { readonly root: string; readonly step: string } | null {
  if (typeof given !== 'object' || given === null || !('folder' in given) || !('step' in given)) return null;
  const { root }: { root?: unknown } = Object(given.folder);
  const { id }: { id?: unknown } = Object(given.step);
  return typeof root === 'string' && typeof id === 'string' ? { root, step: id } : null;
}

/** The step of a failed test, as the menu of its message gives it; null for any other argument. */
export function stepOfTest(given: unknown): { readonly course: string; readonly step: string } | null {
  const { test }: { test?: unknown } = Object(given);
  const { id }: { id?: unknown } = Object(test);
  // The items of the Testing view have ids that begin with course and step.
  const [course, step] = typeof id === 'string' ? id.split('/') : [];
  return course === undefined || step === undefined ? null : { course, step };
}

/** Whether one may go to this step. */
export function mayGoTo(folder: LearnerFolder, step: Step): boolean {
  return folder.authored === true || isReached(folder.course, folder, step);
}

/** The name of the runtime that a step has passed in, if it is another than the learner's present one; else null. */
export function otherRuntime({ elsewhere }: Way, { id }: Step): string | null {
  const runtime = elsewhere?.get(id);
  return runtime === undefined ? null : runtimeTitle(runtime);
}

/**
 * Whether a file lies in a folder and counts as the learner's: not what we keep there ourselves, nor what tools leave there. `root` is
 * absolute.
 */
export function isInside(root: string, uri: Uri): boolean {
  if (uri.scheme !== 'file') return false;
  // By the rules of this machine, which on Windows knows no case.
  const relative = path.relative(root, uri.fsPath);
  const folders = relative.split(path.sep);
  const name = folders.pop() ?? '';
  if (path.isAbsolute(relative) || name === '' || name === '..' || folders[0] === '..') return false;
  // The making of a folder is told like that of a file: of `__pycache__`, when the learner starts the program, or of `.vscode`.
  return !folders.some(isToolFolder) && !isToolFolderByName(name) && !isJunk(name);
}

/** Whether two absolute paths name one file, by the rules of this machine. */
export function isSame(left: string, right: string): boolean {
  return path.relative(left, right) === '';
}
