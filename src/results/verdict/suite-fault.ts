import type { CodeArgs, Message } from '../../contract/codes';
import { decodeSaid } from '../../contract/decode-failure';
import type { Failure, Place } from '../../contract/events';
import type { TestVerdict } from '../../contract/verdict';
import type { Ledger } from './run-log';

/** The course's own fault, if there is one: nothing is then said about the learner's program. */
export function suiteFault(ledger: Ledger, tests: readonly TestVerdict[]): Message | null {
  return broken(ledger) ?? errored(tests) ?? stopped(ledger) ?? missing(ledger, tests);
}

function broken({ collected }: Ledger): Message | null {
  const problem = collected?.problem ?? null;
  return problem === null ? null : suiteError({ message: problem.message }, null, problem.place);
}

function errored(tests: readonly TestVerdict[]): Message | null {
  const test = tests.find(({ outcome }) => outcome === 'errored');
  if (test === undefined) return null;
  const failure = test.failure;
  return suiteError(suiteException(failure), test.name, failure?.place ?? test.place);
}

function stopped({ done }: Ledger): Message | null {
  if (done?.ending !== 'suite-error') return null;
  const said = decodeSaid('suite-error', done.args);
  return said.code === 'suite-error' ? suiteError(said.args, null, null) : null;
}

/** The host scanned more tests than pytest collected: a suite that hides its tests must not pass. */
function missing({ collected }: Ledger, tests: readonly TestVerdict[]): Message | null {
  if (collected === null) return null;
  const ids = new Set(collected.tests.map(({ id }) => id));
  const gone = tests.filter(({ id }) => !ids.has(id));
  const [first] = gone;
  return first === undefined ? null : { code: 'suite-incomplete', args: { missing: gone.length, test: first.name } };
}

/** Of a failure of the suite's own code; its message alone when an image says no more. */
export function suiteException(failure: Failure | null): SuiteException {
  if (failure?.code === 'suite-error') return failure.args;
  return { message: failure?.message ?? null };
}

type SuiteException = Pick<CodeArgs['suite-error'], 'type' | 'message'>;

function suiteError(args: SuiteException, test: string | null, place: Place | null): Message {
  return { code: 'suite-error', args: { ...args, test, file: place?.file ?? null, line: place?.line ?? null } };
}
