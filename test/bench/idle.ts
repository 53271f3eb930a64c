import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../src/engine/engine';
import { thisProcess } from '../../src/sandbox/owner';
import { Sandbox } from '../../src/sandbox/sandbox';
import { docker } from './docker-cli';
import type { Warm } from './legs/warm';
import type { Measured } from './measured';
import { summarize } from './statistics';
import type { BenchStep } from './steps';

const AT_ONCE = 3;
const SETTLE_MS = 1_000;
const STATS_MS = 30_000;
const MB: Readonly<Record<string, number>> = { B: 1 / 1024 ** 2, KiB: 1 / 1024, MiB: 1, GiB: 1024 };

/** MB of sandboxes that wait for a job: those of the pool, else some that are opened for it. */
export async function measureIdle(
  engine: Engine,
  image: string,
  step: BenchStep,
  warm: Warm | null,
): Promise<Measured['idle']> {
  if (warm === null) return { mb: summarize(await ofOpened(engine, image, step)), pooled: false };
  await warm.filled(step);
  await sleep(SETTLE_MS);
  return { mb: summarize(await memoryOf(await warm.waiting())), pooled: true };
}

async function ofOpened(engine: Engine, image: string, { limits }: BenchStep): Promise<readonly number[]> {
  const owner = thisProcess(process.env);
  const sandboxes: Sandbox[] = [];
  try {
    for (let index = 0; index < AT_ONCE; index++)
      sandboxes.push(await Sandbox.open(engine, { image, limits, owner, role: 'probe' }));
    await sleep(SETTLE_MS);
    return await memoryOf(sandboxes.map(({ id }) => id));
  } finally {
    await Promise.all(sandboxes.map((one) => one.dispose()));
  }
}

/** By the engine, which takes its page cache away. */
async function memoryOf(ids: readonly string[]): Promise<readonly number[]> {
  if (ids.length === 0) return [];
  const { stdout } = await docker(['stats', '--no-stream', '--format', '{{.MemUsage}}', ...ids], STATS_MS);
  return stdout.trim().split('\n').map(parseMemory);
}

/** `23.4MiB / 128MiB` in MB; no number when it is none. */
export function parseMemory(text: string): number {
  const [, number, unit] = /^([\d.]+)([KMG]?i?B)/.exec(text.trim()) ?? [];
  return Number(number) * (MB[unit ?? ''] ?? Number.NaN);
}
