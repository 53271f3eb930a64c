import { OUTCOMES } from '../../contract/outcomes';
import type { TestVerdict, Verdict } from '../../contract/verdict';
import { brokeDown } from '../../results/verdict/endings';

/** The state of a test in the Testing view. `errored`: the test could not be judged, or the program broke down. */
export type TestState = 'passed' | 'failed' | 'errored' | 'skipped';

type Run = Pick<Verdict, 'outcome' | 'reason' | 'headline'>;

/** How a test ended by itself, as it can be said the moment it ends. */
export function testState(test: Pick<TestVerdict, 'outcome' | 'failure' | 'programs' | 'language'>): TestState {
  if (test.outcome === 'not-run') return 'skipped';
  return test.outcome === 'failed' && brokeDown(test) ? 'errored' : test.outcome;
}

/** How a test ended, now that the end of the whole run is known. */
export function finalStateOf(test: TestVerdict, run: Run): TestState {
  if (isCutOff(test, run)) return 'errored';
  return testState(test) === 'passed' && !isBelievable(run) ? 'errored' : testState(test);
}

/** The end of the run says more about this test than the test itself. */
export function isExplainedByRun(test: TestVerdict, run: Run): boolean {
  return finalStateOf(test, run) !== testState(test);
}

/** Whether one of the tests already says why the run ended as it did. */
export function isExplainedByTest(tests: readonly TestVerdict[], run: Run): boolean {
  const broke = (test: TestVerdict) => test.outcome === 'errored' && run.reason === 'suite-error';
  return tests.some((test) => broke(test) || isExplainedByRun(test, run));
}

/** The test was running when the run ended before its time: a limit, a crash, a lost sandbox. */
function isCutOff(test: TestVerdict, { outcome }: Run): boolean {
  return test.outcome === 'not-run' && test.failure?.code === 'not-finished' && OUTCOMES[outcome].fault !== 'person';
}

/** A stream of events that contradicts itself proves nothing: its passed tests do not count either. */
function isBelievable({ headline }: Run): boolean {
  return headline?.code !== 'stream-inconsistent' && headline?.code !== 'engine-bad-stream';
}
