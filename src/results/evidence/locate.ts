import type { Code, CodeArgs } from '../../contract/codes';
import type { Location } from '../../contract/events';
import type { Forgotten, RaisedException } from '../../contract/language';
import type { TestVerdict } from '../../contract/verdict';
import { hangLocationOf } from './hang-location';
import { learnerFrame, locationOfFrame, readerOf } from './readers';

export type Evidence = Pick<TestVerdict, 'failure' | 'programs' | 'language'>;

/** The exception behind a failure, and whether it ended the program. */
export interface Crash {
  readonly kind: 'raised' | 'program-stopped' | 'program-reported';
  readonly exception: RaisedException;
}

/** The learner's exception that explains a failure: from the called function, else from the last program that printed one. */
export function crashOf({ failure, programs, language }: Evidence): Crash | null {
  const reader = readerOf({ language });
  if (failure?.code === 'raised') {
    const exception = reader.exceptionIn(failure.traceback ?? '') ?? withoutFrames(failure.args);
    return exception === null ? null : { kind: 'raised', exception };
  }
  const crashes = programs.flatMap(({ stderr, exit_code, asked }): Crash[] => {
    const exception = reader.exceptionIn(stderr);
    // A Ctrl-C sent by the test is not a crash.
    if (exception === null || (asked && reader.isInterrupt(exception))) return [];
    return [{ kind: exit_code === reader.crashCode ? 'program-stopped' : 'program-reported', exception }];
  });
  return crashes.findLast(({ kind }) => kind === 'program-stopped') ?? crashes.at(-1) ?? null;
}

/** An exception that no line of the learner's has part in, such as one for arguments that a function does not take. */
function withoutFrames({ type, message }: CodeArgs['raised']): RaisedException | null {
  return type === null || type === undefined ? null : { type, message: message ?? '', frames: [] };
}

/** The learner's line that a failure points at: from an exception, else where the program hung or crashed. */
export function locate(evidence: Evidence): Location | null {
  if (evidence.failure === null) return null;
  const crash = crashOf(evidence);
  const frame = crash === null ? null : learnerFrame(crash.exception);
  if (frame !== null) return locationOfFrame(frame);
  return (forgotten(evidence) ?? hangLocationOf(evidence))?.place ?? null;
}

/** A program that could not be read never began. What a test expected of it, and what it received, tells nothing then. */
export function neverBegan(test: Evidence): boolean {
  const crash = crashOf(test);
  return crash !== null && crash.kind !== 'program-reported' && readerOf(test).isUnreadable(crash.exception);
}

/** Failures of a test on what it had read. */
const READS: ReadonlySet<Code | undefined> = new Set(['assertion', 'answer-unread']);
/** How a suite shows an empty value. */
const NOTHING: ReadonlySet<string> = new Set(["''", "b''", '[]', '""']);

/** The function that a program called but that never ran, and the learner's line. */
export function forgotten({ programs, language }: Pick<TestVerdict, 'programs' | 'language'>): Forgotten | null {
  const reader = readerOf({ language });
  for (const { stderr } of programs) {
    const found = reader.forgottenIn(stderr);
    if (found !== null) return found;
  }
  return null;
}

/** The program ended without an error and wrote nothing, but the test expected something. */
export function saidNothing({ failure, programs, output }: TestVerdict): boolean {
  const compared = READS.has(failure?.code) && NOTHING.has(failure?.actual ?? '');
  return compared && output.length === 0 && programs.length > 0 && programs.every(({ exit_code }) => exit_code === 0);
}
