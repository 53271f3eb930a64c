import path from 'node:path';
import { CodedError, type Message } from '../contract/codes';
import type { JobFile } from '../contract/job';
import { SNAPSHOT_MAX_BYTES, SNAPSHOT_MAX_FILES } from '../contract/limits';
import type { Platform } from '../contract/platform';
import { largest, readTogether, sortOdd } from './files/collect-files';
import { diskErrorCode, readWhole } from './files/disk';
import { slashed } from './files/paths';
import { type FoundFile, isJunk, isToolFolder, walk } from './files/walk';
import type { Course, Step } from './format/format';
import { type ScannedTest, scanTests } from './python/scan';

/** The tests of a step and the files that they need. */
export interface Suite {
  /** The folder whose tests are run, relative to the course: `steps/01-bind`. */
  readonly tests: string;
  /** Paths relative to the course's folder. */
  readonly files: readonly JobFile[];
  readonly notes: readonly Message[];
}

/** The files in which pytest looks for tests. */
const TEST_FILE = /(^|\/)(test_[^/]*|[^/]*_test)\.py$/;

/** Bytes: the folder that it goes into has 4 MB. */
const CLIENT_MAX_BYTES = 1024 * 1024;

/** These folders are for people, not for tests. */
const STEP_FOLDERS_LEFT_OUT = new Set(['solution', 'wrong', 'starter']);

/**
 * The course's `conftest.py` and `lib/`, and the step's own files. It has the same bounds as the learner's folder.
 * @throws CodedError `suite-too-large` {course, step, bytes, files, largest}
 */
export async function collectSuite(course: Course, step: Step, platform: Platform): Promise<Suite> {
  const [shared, own, conftest] = await Promise.all([
    under(course, 'lib', () => true),
    under(course, step.folder, (inner) => !STEP_FOLDERS_LEFT_OUT.has(firstPart(inner))),
    rootFile(course, 'conftest.py'),
  ]);
  const ownFiles = own.files.filter(({ relative }) => !relative.toLowerCase().endsWith('.md'));
  const found = [...conftest.files, ...shared.files, ...ownFiles];
  checkSuiteSize(course, step, found, conftest.whole && shared.whole && own.whole);
  const refuse = (grown: readonly FoundFile[]) => checkSuiteSize(course, step, grown, false);
  const { files, notes } = await readTogether(found, { bytes: SNAPSHOT_MAX_BYTES, refuse }, platform);
  return { tests: step.folder, files, notes: [...conftest.notes, ...shared.notes, ...own.notes, ...notes] };
}

/** The course's client as it is sent; null for a course without one. @throws CodedError `client-unreadable` */
export async function readClient({ client, directory }: Pick<Course, 'client' | 'directory'>): Promise<JobFile | null> {
  if (client === undefined) return null;
  try {
    return { path: client, bytes: await readWhole(path.join(directory, client), CLIENT_MAX_BYTES) };
  } catch (error) {
    throw new CodedError('client-unreadable', { file: client, reason: diskErrorCode(error) }, { cause: error });
  }
}

/** The tests of a step in the suite's order, found without running anything. `file` is relative to the step's folder. */
export function scanSuite(suite: Suite): readonly ScannedTest[] {
  const prefix = `${suite.tests}/`;
  return suite.files
    .filter((file) => file.path.startsWith(prefix) && TEST_FILE.test(file.path))
    .flatMap((file) => scanTests(file.path.slice(prefix.length), file.bytes));
}

function firstPart(relative: string): string {
  return relative.split(path.sep)[0] ?? '';
}

/** Files below a folder of the course. Their paths are relative to the course's folder. */
async function under(course: Course, folder: string, wanted: (inner: string) => boolean) {
  const within = path.join(course.directory, folder);
  const found = await walk(within, {
    enter: async (relative) => !isToolFolder(path.basename(relative)) && wanted(relative),
    take: (relative) => isWanted(path.basename(relative)),
    maxEntries: SNAPSHOT_MAX_FILES * 10,
  });
  const prefixed = ({ relative }: { relative: string }) => path.join(folder, relative);
  const odd = found.odd.map((one) => ({ ...one, relative: prefixed(one) }));
  const { files, notes } = await sortOdd(course.directory, odd);
  return {
    files: [...found.files.map((one) => ({ ...one, relative: prefixed(one) })), ...files],
    notes,
    whole: found.whole,
  };
}

async function rootFile(course: Course, name: string) {
  const found = await walk(course.directory, {
    enter: async () => false,
    take: (relative) => relative === name,
    maxEntries: SNAPSHOT_MAX_FILES * 10,
  });
  const { files, notes } = await sortOdd(course.directory, found.odd);
  return { files: [...found.files, ...files], notes, whole: found.whole };
}

function isWanted(name: string): boolean {
  return !isJunk(name) && !name.startsWith('.') && !name.endsWith('.pyc');
}

function checkSuiteSize(course: Course, step: Step, found: readonly FoundFile[], whole: boolean): void {
  const bytes = found.reduce((sum, file) => sum + file.bytes, 0);
  if (whole && bytes <= SNAPSHOT_MAX_BYTES && found.length <= SNAPSHOT_MAX_FILES) return;
  const names = found.map((file) => ({ name: slashed(file.relative), bytes: file.bytes }));
  const args = { course: course.id, step: step.id, bytes, files: found.length, largest: largest(names) };
  throw new CodedError('suite-too-large', args);
}
