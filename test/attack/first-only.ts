import type { Expectation } from './case';

/** Of two tests: the first program is honest, so that the trick itself is known to work; the second one does nothing. */
export const FIRST_ONLY: Expectation = {
  also: ({ report }) => {
    const outcomes = report.tests.map(({ outcome }) => outcome).join(', ');
    return outcomes === 'passed, failed' ? null : `the tests ended as ${outcomes}`;
  },
};
