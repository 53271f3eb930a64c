import type { Runtime } from '../../src/contract/runtime';
import type { Engine } from '../../src/engine/client/engine';
import { measureIdle } from './idle';
import { measureOurs, type OurRunner } from './legs/ours';
import { openWarm } from './legs/warm';
import type { MeasuredRuntime } from './measured';
import { summarize } from './statistics';
import type { BenchStep } from './steps';

const MB = 1e6;

/** Each runtime that has an image, the newest first: its size, a sandbox that waits, and a warm verdict of the step in it. None is built for that. */
export async function measureRuntimes(
  { runner }: OurRunner,
  engine: Engine,
  step: BenchStep,
  rounds: number,
): Promise<readonly MeasuredRuntime[]> {
  const measured: MeasuredRuntime[] = [];
  for (const runtime of await runner.runtimes.there(engine)) {
    const image = await runner.runtimes.imageThere(runtime, engine);
    const facts = image === null ? null : await engine.inspectImage(image.ref);
    if (facts === null) throw new Error(`the image of ${runtime.id} is gone`);
    measured.push({ title: runtime.title, mb: facts.size / MB, ...(await measuredIn(runtime, step, rounds)) });
  }
  return measured;
}

/**
 * The first round is not counted, as with the legs. The memory is that of a sandbox after others: pages of the image's files that nobody
 * has read for a while are counted for the first one that reads them.
 */
async function measuredIn(
  { id }: Runtime,
  step: BenchStep,
  rounds: number,
): Promise<Pick<MeasuredRuntime, 'warm' | 'idle'>> {
  const warm = await openWarm(id);
  try {
    const all: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      await warm.filled(step);
      const { ms } = await measureOurs(warm, step, 'warm');
      if (round > 0) all.push(ms);
    }
    return { warm: summarize(all), idle: await measureIdle(warm, step) };
  } finally {
    await warm.runner.dispose();
  }
}
