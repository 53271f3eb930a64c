import type { Report } from './report';
import type { Outcome, Verdict } from './verdict';

/** Who has to change something. `person`: whoever cancelled. */
export type Fault = 'nobody' | 'learner' | 'course' | 'engine' | 'person';

interface OutcomeFacts {
  /** Of the report. `error`: the run says nothing about the program. */
  readonly status: Report['status'];
  readonly fault: Fault;
  /** The program is known to fail. Out of time, cancelled or our own trouble leaves it open. */
  readonly knownToFail: boolean;
  /** The ending itself says why the run took long; no faster machine would help. */
  readonly explainsSlowness: boolean;
  /** It may settle by itself: somebody starts the engine. */
  readonly maySettle: boolean;
}

const learners: OutcomeFacts = {
  status: 'fail',
  fault: 'learner',
  knownToFail: true,
  explainsSlowness: false,
  maySettle: false,
};
const unjudged: OutcomeFacts = { ...learners, status: 'error', knownToFail: false };

/** What each ending means. Whoever asks about an outcome asks here, so that a new one needs its answers once. */
export const OUTCOMES: Readonly<Record<Outcome, OutcomeFacts>> = {
  passed: { ...learners, status: 'pass', fault: 'nobody', knownToFail: false },
  cancelled: { ...unjudged, fault: 'person', explainsSlowness: true },
  'engine-missing': { ...unjudged, fault: 'engine', maySettle: true },
  'sandbox-error': { ...unjudged, fault: 'engine' },
  'out-of-memory': { ...learners, explainsSlowness: true },
  'process-limit': { ...learners, explainsSlowness: true },
  'output-limit': { ...learners, explainsSlowness: true },
  timeout: { ...learners, knownToFail: false },
  'no-tests': { ...unjudged, fault: 'course' },
  'learner-error': learners,
  failed: learners,
};

/** Who is at fault for a verdict. A suite that broke is the course's fault, although its outcome is the sandbox's. */
export function faultOf({ outcome, reason }: Pick<Verdict, 'outcome' | 'reason'>): Fault {
  return reason === 'suite-error' ? 'course' : OUTCOMES[outcome].fault;
}
