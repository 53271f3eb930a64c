import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import { exists } from '../files/disk';
import { expandHome } from '../files/paths';
import type { Discovery } from './discover';
import type { Course, Step } from './format';
import { nearest } from './nearest';
import { COURSE_FILE, problemError, readCourse } from './read';

/**
 * The course with the given id or in the given folder (relative to `cwd`).
 * @throws CodedError `unknown-course`, or the first problem of that course when it is broken
 */
export async function loadCourse(name: string, found: Discovery, cwd: string, platform: Platform): Promise<Course> {
  const known = found.courses.find((course) => course.id === name);
  if (known !== undefined) return known;
  const directory = path.resolve(cwd, expandHome(name, platform));
  if (name !== '' && (await exists(path.join(directory, COURSE_FILE)))) return loadDirectory(directory);
  const broken = found.problems.find(({ file }) => path.basename(path.dirname(file)) === name);
  if (broken !== undefined) throw problemError(broken);
  throw unknownCourseError(name, found.courses);
}

/** @throws CodedError for the first problem of the course in that folder */
export async function loadDirectory(directory: string): Promise<Course> {
  const { course, problems } = await readCourse(directory);
  const [first] = problems;
  if (first !== undefined) throw problemError(first);
  if (course === null) throw new CodedError('course-unreadable', { file: directory, line: null, reason: '' });
  return course;
}

function unknownCourseError(course: string, courses: readonly Course[]): CodedError {
  const ids = courses.map(({ id }) => id);
  return new CodedError('unknown-course', { course, known: ids.join(', '), suggestion: nearest(course, ids) });
}

/** The step with the given id or number, counted from 1. @throws CodedError `unknown-step` */
export function findStep(course: Course, name: string): Step {
  const found = course.steps.find((step) => step.id === name || String(step.number) === name.replace(/^0+(?=\d)/, ''));
  if (found !== undefined) return found;
  const ids = course.steps.map(({ id }) => id);
  const args = { step: name, course: course.id, known: ids.join(', '), suggestion: nearest(name, ids) };
  throw new CodedError('unknown-step', args);
}
