import type { Location } from '../../contract/events';
import type { TestVerdict } from '../../contract/verdict';
import { hangArgs, hangLocationOf } from '../evidence/hang-location';
import { crashOf } from '../evidence/locate';
import { learnerFrame, locationOfFrame, readerOf } from '../evidence/readers';
import { textOf } from '../texts/index';
import { messageOfCrash } from './describe';
import { versionText } from './version-text';

/**
 * What is wrong with the learner's line that a failure points at, in one sentence to stand beside that line. A failure is told from the
 * client's side first, and none of that is in the line. Null where no line is known.
 */
export function lineText(test: TestVerdict): string | null {
  const { failure, location } = test;
  return failure === null || location === null ? null : (crashText(test, location) ?? hangText(test, location));
}

function crashText(test: TestVerdict, location: Location): string | null {
  const crash = crashOf(test);
  const frame = crash === null ? null : learnerFrame(crash.exception);
  if (crash === null || frame === null || test.failure === null) return null;
  if (!isSame(locationOfFrame(frame), location)) return null;
  return (versionText(test) ?? textOf(messageOfCrash(crash, test.failure, readerOf(test)))).title;
}

function hangText(test: TestVerdict, location: Location): string | null {
  const found = hangLocationOf(test);
  if (found === null || found.kind !== 'hung' || !isSame(found.place, location)) return null;
  return textOf({ code: 'program-hung', args: { ...hangArgs(found), source: '', others: '', by_itself: true } }).title;
}

function isSame(one: Location | null, other: Location): boolean {
  return one !== null && one.file === other.file && one.line === other.line;
}
