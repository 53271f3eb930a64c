import { randomInt, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CodedError, type Message, nullIfCoded } from '../contract/codes';
import type { Job, JobFile, Traced } from '../contract/job';
import type { KnownPackages } from '../contract/language';
import type { Limits } from '../contract/limits';
import { DEFAULT_LIMITS } from '../contract/limits';
import type { Platform } from '../contract/platform';
import { isFile, isFolder, readWhole } from '../course/files/disk';
import type { Course, Step } from '../course/format/format';
import { resolveLimits } from '../course/format/step-limits';
import { launchingOf } from '../course/languages';
import { packageNames } from '../course/packages/read-packages';
import { entryPath, findRoot, type Root } from '../course/program/root';
import { takeSnapshot } from '../course/program/snapshot';
import { keptFile } from '../course/progress/copies';
import type { ScannedTest } from '../course/python/scan';
import { collectSuite, type Suite, scanSuite } from '../course/suite';
import type { RuntimeWish } from './engine-image';
import type { RunSettings, StepRequest } from './request';

/** Of a program that is compared with its copy. */
const TEXT_BYTES = 1024 * 1024;

/** The learner's files as they are now, and which of them is started. */
export interface Program {
  /** Absolute; null for source text without a folder. */
  readonly root: string | null;
  readonly entry: Job['entry'];
  readonly files: readonly JobFile[];
  readonly notes: readonly Message[];
  readonly packages: KnownPackages;
}

/** Which files a program is made of, and which step says how it starts. */
export type ProgramFiles = Pick<StepRequest, 'course' | 'step' | 'file' | 'source' | 'root' | 'entry'>;

/** A step's suite, and the tests that the host's own scan has found in it. */
export interface Expected {
  readonly step: Step;
  readonly suite: Suite;
  readonly tests: readonly ScannedTest[];
  readonly limits: Limits;
  readonly notes: readonly Message[];
}

/** @throws CodedError for a suite that is too large, `course-gone` when there is no course any more */
export async function expectStep(
  course: Course,
  step: Step,
  settings: RunSettings,
  platform: Platform,
): Promise<Expected> {
  const suite = await collectSuite(course, step, platform);
  if (suite.files.length === 0 && !(await isFolder(course.directory)))
    throw new CodedError('course-gone', { course: course.title, folder: course.directory });
  const { limits, notes } = resolveLimits(step, course, DEFAULT_LIMITS, settings.maxima);
  return { step, suite, tests: scanSuite(suite), limits, notes: [...suite.notes, ...notes] };
}

/** Which course and which learner's folder say in what a program runs. @throws CodedError for a file that is not there */
export async function wishOf(
  { course, file, root }: Pick<ProgramFiles, 'course' | 'file' | 'root'>,
  platform: Platform,
): Promise<RuntimeWish> {
  return { course, root: file === null ? root : (await findRoot(file, root, platform)).directory };
}

/**
 * @param version that of the runtime, such as `3.13`, once it is known; null if nobody knows it before the run
 * @throws CodedError for everything that is wrong with the files, before anything is started.
 */
export async function takeProgram(
  request: ProgramFiles,
  platform: Platform,
  version?: Promise<string | null>,
): Promise<Program> {
  const { course, step, file, source } = request;
  const root = file === null ? null : await findRoot(file, request.root, platform);
  const directory = root?.directory ?? request.root;
  const choice = { given: request.entry, file: root?.file ?? null, marked: root?.marked ?? false };
  const entry = entryPath(choice, step, course, platform);
  const overridden = root?.file ?? entry;
  const { language } = course;
  const override = source === null ? null : { path: overridden, bytes: source };
  const wish = { language, version, root: directory, entry, override };
  const taken = await takeSnapshot(wish, platform).catch(async (error: unknown) => {
    throw root?.marked === true && request.entry === null ? await missingEntry(error, root, request) : error;
  });
  const packages = await knownPackages(course, taken.files);
  return { root: directory, entry: taken.entry, files: taken.files, notes: taken.notes, packages };
}

/** What is wrong with the packages of the course is told by those who make its image. */
async function knownPackages(course: Course, files: readonly JobFile[]): Promise<KnownPackages> {
  const brought = await packageNames(course).catch((error: unknown) => nullIfCoded(error) ?? []);
  return { brought, wished: launchingOf(course).wishesOf(files) };
}

/** In a learner's folder the course names the file to start. One that was renamed is named, too. */
async function missingEntry(
  error: unknown,
  { directory, file: active }: Root,
  { course, step }: ProgramFiles,
): Promise<unknown> {
  if (!(error instanceof CodedError) || error.code !== 'file-missing') return error;
  const { file, similar } = error.args;
  const beside = await readdir(path.join(directory, path.posix.dirname(file))).catch(() => []);
  const programs = beside.filter((name) => path.extname(name) === path.posix.extname(file));
  const found = programs.map((name) => path.posix.join(path.posix.dirname(file), name));
  const given = path.join(course.directory, course.shape === 'growing' ? '' : step.folder, 'starter');
  const names = await mayBe(file, found, directory, given);
  const one = names.length === 1 ? names[0] : names.find((name) => name === active);
  return new CodedError('entry-missing', { file, folder: path.basename(directory), renamed: similar ?? one ?? null });
}

/** A helper is not the program: the course gives it, or it has little of what the program was when a step passed last. */
async function mayBe(file: string, names: readonly string[], root: string, given: string): Promise<readonly string[]> {
  const kept = linesOf(await keptFile(root, file));
  const seen = await Promise.all(
    names.map(async (name) => {
      const lines =
        kept.size === 0 ? kept : linesOf(await readWhole(path.join(root, name), TEXT_BYTES).catch(() => null));
      const alike = [...kept].filter((line) => lines.has(line)).length;
      return 2 * alike >= kept.size && !(await isFile(path.join(given, name)));
    }),
  );
  return names.filter((_, index) => seen[index]);
}

/** What is indented alike or not: the lines with something in them. */
function linesOf(bytes: Uint8Array | null): ReadonlySet<string> {
  const lines = (bytes === null ? '' : Buffer.from(bytes).toString('utf8')).split('\n').map((line) => line.trim());
  return new Set(lines.filter((line) => line !== ''));
}

export function jobOf(
  course: Pick<Course, 'language'>,
  program: Program,
  expected: readonly Expected[],
  limits: Limits,
  seed: number,
  traced?: Traced,
): Job {
  const suite = new Map(expected.flatMap((one) => one.suite.files.map((file) => [file.path, file] as const)));
  return {
    id: randomUUID(),
    seed,
    runtime: launchingOf(course).runtime,
    entry: program.entry,
    limits,
    tests: expected.map((one) => one.suite.tests),
    program: program.files,
    suite: [...suite.values()],
    ...(traced === undefined ? {} : { traced }),
  };
}

/** A seed that fits into 32 bits without a sign. */
export function drawSeed(): number {
  return randomInt(2 ** 32);
}
