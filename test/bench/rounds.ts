import type { Leg, Sample } from './leg';
import type { LegName } from './measured';
import type { BenchStep } from './steps';

/** All ways to run one step. */
export interface StepLegs {
  readonly step: BenchStep;
  readonly legs: readonly Leg[];
}

/** The measurements of one leg of one step. */
export interface Row {
  readonly step: BenchStep;
  readonly leg: LegName;
  readonly samples: readonly Sample[];
}

/**
 * Runs every leg of every step once per round, in turn, so that other load on the machine affects all of them. The first round is not
 * counted, because it fills caches. Each round begins with another leg, so that no leg always follows the same one.
 */
export async function measure(
  all: readonly StepLegs[],
  rounds: number,
  tell: (done: number) => void,
): Promise<readonly Row[]> {
  const rows = all.flatMap(({ step, legs }) => legs.map((leg) => ({ step, leg, samples: [] as Sample[] })));
  for (let round = 0; round <= rounds; round++) {
    for (const { leg, samples } of turned(rows, round)) {
      const sample = await leg.round();
      if (round > 0) samples.push(sample);
    }
    tell(round);
  }
  return rows.map(({ step, leg, samples }) => ({ step, leg: leg.name, samples }));
}

function turned<T>(items: readonly T[], by: number): readonly T[] {
  const at = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}
