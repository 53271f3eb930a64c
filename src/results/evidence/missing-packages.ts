import type { KnownPackages } from '../../contract/language';
import type { Verdict } from '../../contract/verdict';

/** Adds what is known about packages to each test that did not pass: the text about a missing one says what the course allows. */
export function withPackages(verdict: Verdict, packages: KnownPackages): Verdict {
  const tests = verdict.tests.map((test) => (test.outcome === 'passed' ? test : { ...test, packages }));
  return { ...verdict, tests };
}
