import type { Location } from '../../contract/events';
import type { RaisedException, VersionReason } from '../../contract/language';
import { type CourseRuntimes, isOlder } from '../../contract/runtime';
import type { TestVerdict } from '../../contract/verdict';
import { isUnreadFile, versionReason } from '../python/versions/version-reason';
import { crashOf } from './locate';
import { learnerFrame, locationOfFrame } from './readers';

/** What tells whether the version of an interpreter is at fault. */
interface VersionJudge {
  /** The reason of an exception, if the version is one; null for any other. */
  readonly reason: (
    exception: RaisedException,
    interpreter: string,
    runtimes: CourseRuntimes | null,
  ) => VersionReason | null;
  /** Whether the exception says that a file of the learner's could not be read, so that a newer compiler may read it. */
  readonly isUnread: (exception: RaisedException) => boolean;
}

/** By language. Not part of their readers: only the core describes failures, and the bundle of a window has no room for the tables. */
const JUDGES: Readonly<Record<string, VersionJudge>> = {
  python: { reason: versionReason, isUnread: isUnreadFile },
};

/** @param test that had this exception */
export function versionReasonOf(
  exception: RaisedException,
  { language, interpreter, runtimes }: Pick<TestVerdict, 'language' | 'interpreter' | 'runtimes'>,
): VersionReason | null {
  return interpreter === undefined
    ? null
    : (JUDGES[language]?.reason(exception, interpreter, runtimes ?? null) ?? null);
}

/** The place at which a file of the learner's could not be read in this test; null if every file could. */
export function unreadPlace(test: TestVerdict): Location | null {
  const crash = test.outcome === 'failed' ? crashOf(test) : null;
  if (crash === null || JUDGES[test.language]?.isUnread(crash.exception) !== true) return null;
  const frame = learnerFrame(crash.exception);
  return frame === null ? null : locationOfFrame(frame);
}

/** The runtimes of the course in which the version would not be the fault, the newest first. */
export function runtimesFor({ kind, version }: VersionReason, { fitting }: CourseRuntimes): CourseRuntimes['fitting'] {
  return fitting.filter((one) => isOlder(one.version, version) === (kind === 'removed'));
}
