import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../../src/engine/client/engine';
import { Runner } from '../../../src/run/runner';
import { OURS } from '../../../src/sandbox/owner';
import { PLATFORM, ROOT, SETTINGS } from '../../support/run';
import type { Leg, Sample } from '../leg';
import { StampBook } from '../stamps';
import type { BenchStep } from '../steps';
import { measureOurs, type OurRunner } from './ours';

/** A runner with a pool. */
export interface Warm extends OurRunner {
  /** Resolves when the pool is as full as it gets, for runs of this step. Rejects after a deadline of its own. */
  filled(step: BenchStep): Promise<void>;
  /** Ids of the containers that wait in its pool. */
  waiting(): Promise<readonly string[]>;
}

const FILLED_MS = 20_000;
const LOOK_MS = 5;

/**
 * A runner with one sandbox ahead, as in the editor. Whoever opens it disposes its runner.
 * @param runtime that of the tests unless given
 */
export async function openWarm(runtime = SETTINGS.runtime ?? null): Promise<Warm> {
  const book = new StampBook();
  const settings = { ...SETTINGS, runtime, warmSandboxes: 1 };
  const runner = new Runner(PLATFORM, path.join(ROOT, 'docker'), () => settings, { connect: book.connect });
  const engine = await runner.engine();
  // Another pool of the bench may have one of another runtime.
  const others = await waitingIn(engine);
  return {
    runner,
    book,
    filled: (step) => filled(runner, step),
    waiting: async () => (await waitingIn(engine)).filter((id) => !others.includes(id)),
  };
}

/** Ids of the containers that wait in any pool of this bench. */
async function waitingIn(engine: Engine): Promise<readonly string[]> {
  const labels = [OURS, `codealong.session=${process.env.CODEALONG_SESSION}`, 'codealong.role=warm'];
  return (await engine.list(labels)).map(({ id }) => id);
}

async function filled(runner: Runner, { name, course, step }: BenchStep): Promise<void> {
  await runner.warm(course, step, null);
  for (const until = performance.now() + FILLED_MS; runner.pool.ready < 1; await sleep(LOOK_MS)) {
    if (performance.now() > until) throw new Error(`no sandbox is warm for ${name} after ${FILLED_MS} ms`);
  }
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
