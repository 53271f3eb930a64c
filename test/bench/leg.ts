import type { LegName } from './measured';
import type { Stamps } from './stamps';

/** One run. Times in milliseconds. */
export interface Sample {
  readonly ms: number;
  /** From the verdict until the container was confirmed gone; null for what is not ours. */
  readonly gone_ms: number | null;
  /** From the verdict until the pool was full again; null without a pool. */
  readonly refill_ms: number | null;
  /** The time stamps of the run; null for a leg that is not ours. */
  readonly stamps: Stamps | null;
}

/** One way to run one step. A round that did not pass rejects, because failed runs are not measured. */
export interface Leg {
  readonly name: LegName;
  round(): Promise<Sample>;
}
