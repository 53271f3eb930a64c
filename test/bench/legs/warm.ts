import type { Leg, Sample } from '../leg';
import type { BenchStep } from '../steps';
import { measureOurs, type OurRunner } from './ours';

/** A runner with a pool. */
export interface Warm extends OurRunner {
  /** Resolves when the pool is as full as it gets, for runs of this step. Rejects after a deadline of its own. */
  filled(step: BenchStep): Promise<void>;
  /** Ids of the containers that wait in the pool. */
  waiting(): Promise<readonly string[]>;
}

/**
 * HERE THE POOL IS PLUGGED IN. Null: there is none yet, so nothing warm is measured, and its gates are not met.
 * Whoever opens it disposes its runner.
 */
export async function openWarm(): Promise<Warm | null> {
  return null;
}

/** Ours, with a sandbox that was warm before the run was asked for. */
export class WarmLeg implements Leg {
  readonly name = 'warm';

  constructor(
    private readonly warm: Warm,
    private readonly step: BenchStep,
  ) {}

  async round(): Promise<Sample> {
    await this.warm.filled(this.step);
    const sample = await measureOurs(this.warm, this.step, 'warm');
    const told = sample.stamps?.at.get('verdict') ?? Number.NaN;
    await this.warm.filled(this.step);
    return { ...sample, refill_ms: performance.now() - told };
  }
}
