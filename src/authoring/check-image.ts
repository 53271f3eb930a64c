import { type Code, CodedError, messageOf } from '../contract/codes';
import type { Course } from '../course/format/format';
import { COURSE_FILE } from '../course/format/read';
import { packageNames } from '../course/packages/read-packages';
import { wholeCatalogue } from '../results/texts/whole-catalogue';
import { bad, type CheckFinding, good } from './finding';
import type { CheckOptions } from './try-all';

type ImageOptions = Pick<CheckOptions, 'runner' | 'signal' | 'watch'>;

/** What the person who checks has asked for, be the course as it may. */
const ASKED: readonly Code[] = ['cancelled', 'unknown-runtime', 'runtime-not-in-course'];

/**
 * A course has to get an image: a runtime must fit its range, and its packages have to get into the image. Without that every program would
 * fail, and say the same. Nothing can be said of it where no engine answers: trying the programs tells that.
 * @throws CodedError `cancelled`, `unknown-runtime`, `runtime-not-in-course`
 */
export async function checkImage(
  course: Course,
  { runner, signal, watch }: ImageOptions,
): Promise<readonly CheckFinding[]> {
  try {
    const names = await packageNames(course);
    await runner.image({ course, root: null }, (progress) => watch.building?.(progress), signal);
    if (names.length === 0) return [];
    return [good('format', null, { code: 'check-packages', args: { packages: names.join(', ') } })];
  } catch (error) {
    if (!(error instanceof CodedError) || ASKED.includes(error.code)) throw error;
    return isOfCourse(error) ? [bad('format', null, messageOf(error), { file: COURSE_FILE })] : [];
  }
}

function isOfCourse({ code }: CodedError): boolean {
  return code === 'no-runtime-fits' || Object.hasOwn(wholeCatalogue.packages, code);
}
