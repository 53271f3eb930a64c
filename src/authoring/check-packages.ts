import { CodedError, messageOf } from '../contract/codes';
import type { Course } from '../course/format/format';
import { COURSE_FILE } from '../course/format/read';
import { packageNames } from '../course/packages/read-packages';
import { wholeCatalogue } from '../results/texts/whole-catalogue';
import { bad, type CheckFinding, good } from './finding';
import type { CheckOptions } from './try-all';

type PackageOptions = Pick<CheckOptions, 'runner' | 'signal' | 'watch'>;

/**
 * The packages of the course have to get into its image: without them every program would fail, and say the same. Nothing can be said of
 * them where no engine answers: trying the programs tells that. @throws CodedError `cancelled`
 */
export async function checkPackages(
  course: Course,
  { runner, signal, watch }: PackageOptions,
): Promise<readonly CheckFinding[]> {
  if ((course.packages ?? []).length === 0) return [];
  try {
    const names = await packageNames(course);
    await runner.image({ course, root: null }, (progress) => watch.building?.(progress), signal);
    return [good('format', null, { code: 'check-packages', args: { packages: names.join(', ') } })];
  } catch (error) {
    if (!(error instanceof CodedError) || error.code === 'cancelled') throw error;
    if (!Object.hasOwn(wholeCatalogue.packages, error.code)) return [];
    return [bad('format', null, messageOf(error), { file: COURSE_FILE })];
  }
}
