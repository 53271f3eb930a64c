import path from 'node:path';
import { CodedError } from '../contract/codes';
import type { Runtime } from '../contract/runtime';
import type { Course } from '../course/format/format';
import { type CoursePackages, packagesStamp, readPackages } from '../course/packages/read-packages';
import type { Engine } from '../engine/client/engine';
import {
  type DerivedImage,
  type DerivedSources,
  type DeriveOptions,
  ensureDerived,
} from '../engine/image/derived-image';
import type { RunnerImage } from '../engine/image/image';
import { IMAGE_LABELS } from '../engine/image/image-build';
import { hashSources, type ReadSources, readSources, type SourceFile } from '../engine/image/sources';
import { refusalIn } from './package-refusals';

/** Every image of a course's own carries this label, with the course's id. */
export const COURSE_LABEL = 'codealong.course';

export interface CourseImageOptions extends Pick<DeriveOptions, 'build' | 'signal' | 'keepMs'> {
  /** Absolute path of our folder `docker`. */
  readonly dockerDir: string;
  readonly onProgress?: DeriveOptions['onProgress'];
}

/** A course as far as its image depends on it. */
export type PackedCourse = Pick<Course, 'id' | 'directory' | 'packages'>;

/** Refusals after which the list may still be met: by a file that pip can find. */
const TO_FETCH: readonly string[] = ['wheel-missing', 'wheel-unfit'];

/**
 * The image that a course runs in: one of its own, `FROM` the runtime's, if it brings packages. It is made when it is first wanted, and
 * made again when the packages or the runtime's image have changed. Wheels that lie in the course are taken first. What its lists name
 * beside those is fetched by the pip of the runtime's base, if it has one. A course without packages gets the given image back.
 * @param runtime null for an image that belongs to none: then nothing is fetched
 * @throws CodedError those of `PackageCodes`, `image-missing` {image} where nothing may be built, `cancelled`, and the engine's errors
 */
export async function ensureCourseImage(
  engine: Engine,
  course: PackedCourse,
  runner: RunnerImage,
  runtime: Pick<Runtime, 'id' | 'image'> | null,
  options: CourseImageOptions,
): Promise<RunnerImage> {
  if ((course.packages ?? []).length === 0) return runner;
  const hash = await hashOf(course, options.dockerDir);
  const derive = (fetching: Fetching | null) =>
    ensureDerived(engine, imageOf(course, runner, runtime, fetching, hash, options), {
      ...options,
      onProgress: options.onProgress ?? (() => undefined),
    });
  return { ...runner, ...(await derived(course, runtime, derive)) };
}

/** What is to be fetched: in which image, and the first package that does not lie in the course. */
interface Fetching {
  readonly base: string;
  readonly package: string;
}

type Derive = (fetching: Fetching | null) => ReturnType<typeof ensureDerived>;

/** Tries without fetching first, since that needs neither pip nor an index. */
async function derived(course: PackedCourse, runtime: Pick<Runtime, 'image'> | null, derive: Derive) {
  try {
    return await derive(null);
  } catch (error) {
    const told = toldOf(error, course, null);
    const lists = (course.packages ?? []).some((file) => !file.endsWith('.whl'));
    if (runtime === null || !lists || !isToFetch(told)) throw told;
    const fetching = { base: runtime.image.base, package: told.args.package };
    return derive(fetching).catch((error: unknown) => {
      const after = toldOf(error, course, fetching);
      throw isNotFetched(after) && told.code === 'wheel-unfit' ? told : after;
    });
  }
}

function isToFetch(error: unknown): error is CodedError<'wheel-missing' | 'wheel-unfit'> {
  return error instanceof CodedError && TO_FETCH.includes(error.code);
}

/** What lies in the course is then all that there is. A file with another hash is worse than that. */
function isNotFetched(error: unknown): boolean {
  return error instanceof CodedError && error.code === 'wheel-not-fetched' && error.args.why !== 'hash';
}

/** What a failed build has said, as what is wrong with the packages. */
function toldOf(error: unknown, { id }: PackedCourse, fetching: Fetching | null): unknown {
  if (!(error instanceof CodedError) || error.code !== 'derived-build-failed') return error;
  const { line, last, base } = error.args;
  if (fetching !== null && base === fetching.base)
    return new CodedError('wheel-not-fetched', { why: 'no-base', package: fetching.package, said: line });
  return refusalIn(last) ?? new CodedError('course-image-failed', { course: id, line, last });
}

function imageOf(
  course: PackedCourse,
  runner: RunnerImage,
  runtime: Pick<Runtime, 'id'> | null,
  fetching: Fetching | null,
  hash: string,
  { dockerDir }: CourseImageOptions,
): DerivedImage {
  const id = runtime?.id ?? '';
  const fetch = { FETCH_IMAGE: fetching?.base ?? runner.ref, FETCH: fetching?.package ?? '' };
  const sources: DerivedSources = { hash, read: () => sourcesOf(course, dockerDir) };
  return {
    // Unlike an id, the name of an image does not end in a hyphen.
    repository: `codealong-course-${course.id.replace(/-+$/, '')}`,
    folder: course.directory,
    sources,
    runner,
    labels: { [COURSE_LABEL]: course.id, [IMAGE_LABELS.runtime]: id },
    args: { ...fetch, COURSE: course.id, RUNTIME: id },
    script: path.resolve(dockerDir, '..', 'scripts', 'setup-docker.sh'),
  };
}

/** The hash of what the image is made of, by course; wheels are read again only when they have changed. */
const known = new Map<string, { readonly stamp: string; readonly hash: string }>();

async function hashOf(course: PackedCourse, dockerDir: string): Promise<string> {
  const stamp = `${dockerDir} ${await packagesStamp(course)}`;
  const found = known.get(course.directory);
  if (found?.stamp === stamp) return found.hash;
  const { hash } = await sourcesOf(course, dockerDir);
  known.set(course.directory, { stamp, hash });
  return hash;
}

/** What is sent to the builder: our own scripts, the wheels, and one list of what is to be there. */
async function sourcesOf(course: PackedCourse, dockerDir: string): Promise<ReadSources> {
  const packages = await readPackages(course);
  const files = [
    ...(await readSources(path.join(dockerDir, 'course-image'))),
    ...(packages === null ? [] : inContext(packages)),
  ];
  return { files, hash: hashSources(files) };
}

function inContext({ wheels, pinned }: CoursePackages): readonly SourceFile[] {
  const list = pinned.map(({ line }) => `${line}\n`).join('');
  return [
    { path: 'wheels/requirements.txt', bytes: Buffer.from(list) },
    ...wheels.map(({ file, bytes }) => ({ path: `wheels/${file}`, bytes: Buffer.from(bytes) })),
  ];
}
