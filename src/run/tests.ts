import type { ScannedTest } from '../course/python/scan';

/** The source of a test, by its id without a parameter's brackets. */
export function codeOf(tests: readonly ScannedTest[]): (id: string) => string | null {
  const codes = new Map(tests.map((test) => [test.id, test.code]));
  return (id) => codes.get(id) ?? null;
}
