import { nullIfCoded } from '../../contract/codes';
import type { JobFile } from '../../contract/job';
import type { KnownPackages } from '../../contract/language';
import type { Course } from '../format/format';
import { launchingOf } from '../languages';
import { packageNames } from './read-packages';

/**
 * What a text about a missing package can say: which packages the course brings, and which the learner's own lists name. What is wrong
 * with the course's packages is reported by those who build its image.
 */
export async function knownPackages(course: Course, files: readonly JobFile[]): Promise<KnownPackages> {
  const brought = await packageNames(course).catch((error: unknown) => nullIfCoded(error) ?? []);
  return { brought, wished: launchingOf(course).wishesOf(files) };
}
