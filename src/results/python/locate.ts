import type { Location } from '../../contract/events';
import type { TestVerdict } from '../../contract/verdict';
import { hangLocationOf } from './hang-location';
import { learnerFile, learnerFrame, placeOf } from './source-places';
import { finalException, type RaisedException } from './traceback';

export type Evidence = Pick<TestVerdict, 'failure' | 'programs'>;

/** The exception behind a failure, and whether it ended the program. */
export interface Crash {
  readonly kind: 'raised' | 'program-stopped' | 'program-reported';
  readonly exception: RaisedException;
}

/** The learner's exception that explains a failure: from the called function, else from the last program that printed one. */
export function crashOf({ failure, programs }: Evidence): Crash | null {
  if (failure?.code === 'raised' && failure.traceback !== null) {
    const exception = finalException(failure.traceback);
    return exception === null ? null : { kind: 'raised', exception };
  }
  const crashes = programs.flatMap(({ stderr, exit_code, asked }): Crash[] => {
    const exception = finalException(stderr);
    // Python turns a Ctrl-C sent by the test into this exception.
    if (exception === null || (asked && exception.type === 'KeyboardInterrupt')) return [];
    return [{ kind: exit_code === 1 ? 'program-stopped' : 'program-reported', exception }];
  });
  return crashes.findLast(({ kind }) => kind === 'program-stopped') ?? crashes.at(-1) ?? null;
}

/** The learner's line that a failure points at: from an exception, else where the program hung or crashed. */
export function locate(evidence: Evidence): Location | null {
  if (evidence.failure === null) return null;
  const crash = crashOf(evidence);
  const frame = crash === null ? null : learnerFrame(crash.exception);
  if (frame !== null) return placeOf(frame);
  return (forgotten(evidence) ?? hangLocationOf(evidence))?.place ?? null;
}

/** Python's warning about a coroutine that was created but never awaited: none of its code has run. */
const NEVER_AWAITED = /^(\/.+):(\d{1,7}): RuntimeWarning: coroutine '([^']+)' was never awaited$/m;
/** How a suite shows an empty value. */
const NOTHING: ReadonlySet<string> = new Set(["''", "b''", '[]', '""']);

export interface Forgotten {
  readonly function: string;
  readonly place: Location;
}

/** The coroutine that a program called without awaiting it, and the learner's line. */
export function forgotten({ programs }: Pick<TestVerdict, 'programs'>): Forgotten | null {
  for (const { stderr } of programs) {
    const [, path = '', line, name = ''] = NEVER_AWAITED.exec(stderr) ?? [];
    const file = learnerFile(path);
    if (file !== null) return { function: name, place: { file, line: Number(line) } };
  }
  return null;
}

/** The program ended without an error and wrote nothing, but the test expected something. */
export function saidNothing({ failure, programs, output }: TestVerdict): boolean {
  const compared = failure?.code === 'assertion' && NOTHING.has(failure.actual ?? '');
  return compared && output === '' && programs.length > 0 && programs.every(({ exit_code }) => exit_code === 0);
}
