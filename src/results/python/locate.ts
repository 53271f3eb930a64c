import type { Place } from '../../contract/events';
import type { TestVerdict } from '../../contract/verdict';
import { standingOf } from './hang-location';
import { forgotten } from './silence';
import { learnerFrame, placeOf } from './source-places';
import { finalException, type RaisedException } from './traceback';

export type Evidence = Pick<TestVerdict, 'failure' | 'programs'>;

/** The exception behind a failure, and whether it is what ended the program. */
export interface Crash {
  readonly kind: 'raised' | 'program-stopped' | 'program-reported';
  readonly exception: RaisedException;
}

/** The learner's exception that explains a failure: of the called function, else of the last program that printed one. */
export function crashOf({ failure, programs }: Evidence): Crash | null {
  if (failure?.code === 'raised' && failure.traceback !== null) {
    const exception = finalException(failure.traceback);
    return exception === null ? null : { kind: 'raised', exception };
  }
  const crashes = programs.flatMap(({ stderr, exit_code, asked }): Crash[] => {
    const exception = finalException(stderr);
    // Python turns a Ctrl-C that the test sends into this one.
    if (exception === null || (asked && exception.type === 'KeyboardInterrupt')) return [];
    return [{ kind: exit_code === 1 ? 'program-stopped' : 'program-reported', exception }];
  });
  return crashes.findLast(({ kind }) => kind === 'program-stopped') ?? crashes.at(-1) ?? null;
}

/** The learner's line that a failure points at: of an exception, else of where the program stood or crashed. */
export function locate(evidence: Evidence): Place | null {
  if (evidence.failure === null) return null;
  const crash = crashOf(evidence);
  const frame = crash === null ? null : learnerFrame(crash.exception);
  if (frame !== null) return placeOf(frame);
  return (forgotten(evidence) ?? standingOf(evidence))?.place ?? null;
}
