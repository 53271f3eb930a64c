import path from 'node:path';
import type { Course, Step } from '../course/format/format';
import type { Trial } from './trial';

/** The program that a step begins with. */
export interface Before {
  readonly trial: Trial;
  /** Whether the step's suite should pass it. */
  readonly passes: boolean;
}

/** A growing course begins with its starter, and each further step with the solution before. A separate course has a starter for each step. */
export function before(course: Course, step: Step): Before {
  const last = course.shape === 'separate' ? undefined : course.steps[step.number - 2];
  if (last !== undefined) {
    const trial = {
      ...inFolder(course, step, `${last.folder}/solution`, 'previous'),
      entry: entryNameOf(course, last),
    };
    return { trial, passes: step.previous_passes !== undefined };
  }
  const folder = course.shape === 'separate' ? `${step.folder}/starter` : 'starter';
  return { trial: inFolder(course, step, folder, 'starter'), passes: false };
}

/** The solution of a step, which must pass all earlier steps as well. */
export function solution(course: Course, step: Step): Trial {
  return { ...inFolder(course, step, `${step.folder}/solution`, 'solution'), withEarlier: true };
}

export function entryNameOf(course: Course, step: Step): string {
  return step.entry ?? course.entry;
}

/** @param folder relative to the course, with `/` */
export function inFolder(course: Course, step: Step, folder: string, program: Trial['program']): Trial {
  const root = path.join(course.directory, ...folder.split('/'));
  return {
    step,
    program,
    name: folder,
    root,
    source: null,
    entry: entryNameOf(course, step),
    withEarlier: false,
    seed: null,
  };
}
