import type { Expectation } from './case';

/** For two tests: the first program is honest, which shows that the trick itself works; the second does nothing. */
export const FIRST_ONLY: Expectation = {
  also: ({ report }) => {
    const outcomes = report.tests.map(({ outcome }) => outcome).join(', ');
    return outcomes === 'passed, failed' ? null : `the tests ended as ${outcomes}`;
  },
};
