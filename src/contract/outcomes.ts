import type { Report } from './report';
import type { Outcome, TestVerdict, Verdict } from './verdict';

/** Who must change something. `person` is the one who cancelled. */
export type Fault = 'nobody' | 'learner' | 'course' | 'engine' | 'person';

interface OutcomeFacts {
  /** The status of the report. `error`: the run says nothing about the program. */
  readonly status: Report['status'];
  readonly fault: Fault;
  /** Whether the program is known to fail. Out of time, cancelled or our own trouble leaves it open. */
  readonly knownToFail: boolean;
  /** Whether the ending itself says why the run took long, so that a faster machine would not help. */
  readonly explainsSlowness: boolean;
  /** Whether the trouble may end by itself, for example when somebody starts the engine. */
  readonly maySettle: boolean;
  /** Whether there was no engine. Every further run would wait for nothing. */
  readonly withoutEngine: boolean;
  /** Whether a limit ended the run: how far it came is then chance. */
  readonly hitLimit: boolean;
  /** Whether the failing tests say best what happened. Otherwise the outcome itself does. */
  readonly toldByTests: boolean;
}

const learners: OutcomeFacts = {
  status: 'fail',
  fault: 'learner',
  knownToFail: true,
  explainsSlowness: false,
  maySettle: false,
  withoutEngine: false,
  hitLimit: false,
  toldByTests: false,
};
const unjudged: OutcomeFacts = { ...learners, status: 'error', knownToFail: false };

/** The meaning of each outcome. All questions about outcomes are answered here, so a new outcome needs its answers in one place. */
export const OUTCOMES: Readonly<Record<Outcome, OutcomeFacts>> = {
  passed: { ...learners, status: 'pass', fault: 'nobody', knownToFail: false },
  cancelled: { ...unjudged, fault: 'person', explainsSlowness: true },
  'engine-missing': { ...unjudged, fault: 'engine', maySettle: true, withoutEngine: true },
  'sandbox-error': { ...unjudged, fault: 'engine' },
  'out-of-memory': { ...learners, explainsSlowness: true, hitLimit: true },
  'process-limit': { ...learners, explainsSlowness: true, hitLimit: true },
  'output-limit': { ...learners, explainsSlowness: true, hitLimit: true },
  timeout: { ...learners, knownToFail: false, hitLimit: true },
  'no-tests': { ...unjudged, fault: 'course' },
  'learner-error': { ...learners, toldByTests: true },
  failed: { ...learners, toldByTests: true },
};

/**
 * Who is at fault for a verdict. A suite that broke is the course's fault, although its outcome is the sandbox's. A machine without time is
 * what the sandbox stands on.
 */
export function faultOf({ outcome, reason }: Pick<Verdict, 'outcome' | 'reason'>): Fault {
  if (reason === 'machine-busy') return 'engine';
  return reason === 'suite-error' ? 'course' : OUTCOMES[outcome].fault;
}

/** Whether a test speaks against the program or the suite. A test that was skipped or not run does not. */
export function isFailing({ outcome }: Pick<TestVerdict, 'outcome'>): boolean {
  return outcome === 'failed' || outcome === 'errored';
}
