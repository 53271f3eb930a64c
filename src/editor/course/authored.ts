import path from 'node:path';
import { slashed } from '../../course/files/paths';
import type { Course, Step } from '../../course/format/format';
import type { Target } from '../base/target';

/** What a file of a course that is being written belongs to. */
export interface AuthoredPlace {
  readonly course: Course;
  /** Null for a file of the whole course. */
  readonly step: Step | null;
  /** The program of the step that the file is a part of; null for any other file. */
  readonly program: Pick<Target, 'root' | 'file'> | null;
}

/** Null for a file outside of these courses. Absolute paths. */
export function authoredPlace(courses: readonly Course[], file: string): AuthoredPlace | null {
  for (const course of courses) {
    const inside = within(course.directory, file);
    if (inside === null) continue;
    const step = course.steps.find(({ folder }) => inside.startsWith(`${folder}/`)) ?? null;
    return { course, step, program: step === null ? null : programAt(course, step, inside, file) };
  }
  return null;
}

/** With `/`; null when the file does not lie below the folder. */
export function within(folder: string, file: string): string | null {
  const relative = path.relative(folder, file);
  const isOutside = relative === '' || relative.split(path.sep)[0] === '..' || path.isAbsolute(relative);
  return isOutside ? null : slashed(relative);
}

/** A step has its solution, its starter, and programs that are wrong on purpose: files or folders. */
function programAt(course: Course, step: Step, inside: string, file: string): AuthoredPlace['program'] {
  const [kind = '', name = '', ...rest] = inside.slice(step.folder.length + 1).split('/');
  if (!['solution', 'starter', 'wrong'].includes(kind)) return null;
  const folder = path.join(course.directory, step.folder, kind);
  if (kind === 'wrong' && rest.length === 0) return { root: folder, file };
  const root = kind === 'wrong' ? path.join(folder, name) : folder;
  return { root, file: path.join(root, step.entry ?? course.entry) };
}

/** How the author sees a step: its page, on which their solution is run. */
export function previewOf(course: Course, step: Step): Target {
  const root = path.join(course.directory, step.folder, 'solution');
  const file = path.join(root, step.entry ?? course.entry);
  return { course, step, root, file, alone: true, preview: true, authored: true };
}
