import type { Limits } from '../../src/contract/limits';
import type { AttackCase, Expectation } from './case';

/** How slow an engine may be. */
export interface Patience {
  /** At least so much is given to each case; null leaves it its own limits. */
  readonly least: Pick<Limits, 'timeout_seconds' | 'cpus'> | null;
  /** Milliseconds after a verdict in which its container must be gone. */
  readonly goneMs: number;
}

/** For an engine on this machine. */
export const PROMPT: Patience = { least: null, goneMs: 1_000 };

/** For an engine in an emulated machine, which is about ten times slower. No time that is measured there means anything. */
export const EMULATED: Patience = { least: { timeout_seconds: 30, cpus: 1 }, goneMs: 30_000 };

/** The case as it is asked of an engine that needs this patience. One that ends by its time keeps its time, and one
 * that knows its share of the processor keeps that. */
export function patiently(one: AttackCase, { least }: Patience): AttackCase {
  if (least === null) return one;
  const { outcome, limits, ownShare, expect = {} } = one;
  const given = {
    ...(ownShare === true ? {} : { cpus: least.cpus }),
    ...(outcome === 'timeout' ? {} : { timeout_seconds: least.timeout_seconds }),
  };
  return { ...one, limits: { ...limits, ...given }, expect: untimed(expect) };
}

/** Without what a slow engine cannot keep: the time of a verdict, and a run without a note that it was slow. */
function untimed(expect: Expectation): Expectation {
  const { within: _, silent: __, ...others } = expect;
  return others;
}
