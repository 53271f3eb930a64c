import type { Code, Message } from '../../contract/codes';
import type { TestVerdict } from '../../contract/verdict';
import { crashOf } from '../evidence/locate';
import { learnerFrame, locationOfFrame } from '../evidence/readers';

/** Failures before the test itself had begun: those with the same args have the same cause. */
const EARLY: ReadonlySet<Code> = new Set([
  'exited-early',
  'not-listening',
  'wrong-port',
  'refused',
  'not-started',
  'port-taken',
]);

type Repeated = Message<'same-cause'>['args'];

/** The causes for which the tests of one run fail, in their order. A cause is told in full once. */
export class Causes {
  /** The name of the first test that failed for each cause. */
  readonly #first = new Map<string, string>();
  #repeated = 0;

  /** How many tests failed for a cause that was told before. */
  get repeated(): number {
    return this.#repeated;
  }

  /** The test that had the same cause before, and what is known of it; null for a new cause, or one that is not known. */
  before(test: TestVerdict): Repeated | null {
    const cause = causeOf(test);
    if (cause === null) return null;
    const first = this.#first.get(cause.key);
    if (first === undefined) {
      this.#first.set(cause.key, test.name);
      return null;
    }
    this.#repeated += 1;
    return { test: first, ...cause.told };
  }
}

interface Cause {
  readonly key: string;
  readonly told: Omit<Repeated, 'test'>;
}

/** The exception and the learner's line, and what the test expected in its place; or how the program ended before anything was asked of it. */
function causeOf(test: TestVerdict): Cause | null {
  const { failure } = test;
  if (test.outcome !== 'failed' || failure === null) return null;
  const crash = crashOf(test);
  const frame = crash === null || crash.kind === 'program-reported' ? null : learnerFrame(crash.exception);
  if (crash !== null && frame !== null) {
    const { type, message } = crash.exception;
    const place = locationOfFrame(frame);
    const wanted = failure.code === 'raised' ? (failure.args.wanted ?? null) : null;
    const key = JSON.stringify([crash.kind, type, message, place, wanted]);
    return { key, told: { type, file: place?.file ?? null, line: place?.line ?? null } };
  }
  if (crash !== null || !EARLY.has(failure.code) || failure.message !== null) return null;
  return {
    key: JSON.stringify([failure.code, failure.args, test.location]),
    told: { type: null, file: null, line: null },
  };
}

/** Whether all of several tests that count fail for one cause. @returns how many, or null */
export function oneCauseOfAll(tests: readonly TestVerdict[]): number | null {
  const counted = tests.filter(({ outcome }) => outcome !== 'skipped');
  const causes = new Causes();
  for (const test of counted) causes.before(test);
  return counted.length > 1 && causes.repeated === counted.length - 1 ? counted.length : null;
}
