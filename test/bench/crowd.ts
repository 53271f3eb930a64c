import type { OurRunner } from './legs/ours';
import type { Crowd, LegName } from './measured';
import { summarize } from './statistics';
import { type BenchStep, requestOf } from './steps';

const SIZES = [1, 2, 4];

/** Several runs at once: how long does each take? Rejects when one does not pass. */
export async function measureCrowds(
  leg: LegName,
  { runner }: OurRunner,
  step: BenchStep,
  rounds: number,
): Promise<readonly Crowd[]> {
  const crowds: Crowd[] = [];
  for (const at_once of SIZES) {
    const all: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const runs = Array.from({ length: at_once }, () => one(runner, step));
      all.push(...(await Promise.all(runs)));
      await runner.removals.settled();
    }
    crowds.push({ leg, at_once, ms: summarize(all) });
  }
  return crowds;
}

async function one(runner: OurRunner['runner'], step: BenchStep): Promise<number> {
  const began = performance.now();
  const { verdict } = await runner.run(requestOf(step));
  if (verdict.outcome !== 'passed') throw new Error(`${step.name} among others: ${verdict.outcome}`);
  return performance.now() - began;
}
