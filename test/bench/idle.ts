import { setTimeout as sleep } from 'node:timers/promises';
import { docker } from './docker-cli';
import type { Warm } from './legs/warm';
import type { Measured } from './measured';
import { summarize } from './statistics';
import type { BenchStep } from './steps';

const SETTLE_MS = 1_000;
const STATS_MS = 30_000;
const MB: Readonly<Record<string, number>> = { B: 1 / 1024 ** 2, KiB: 1 / 1024, MiB: 1, GiB: 1024 };

/** MB of the sandboxes that wait in the pool. */
export async function measureIdle(warm: Warm, step: BenchStep): Promise<Measured['idle']> {
  await warm.filled(step);
  await sleep(SETTLE_MS);
  return summarize(await memoryOf(await warm.waiting()));
}

/** Reported by the engine, which subtracts its page cache. */
async function memoryOf(ids: readonly string[]): Promise<readonly number[]> {
  if (ids.length === 0) return [];
  const { stdout } = await docker(['stats', '--no-stream', '--format', '{{.MemUsage}}', ...ids], STATS_MS);
  return stdout.trim().split('\n').map(parseMemory);
}

/** `23.4MiB / 128MiB` in MB; NaN for any other text. */
export function parseMemory(text: string): number {
  const [, number, unit] = /^([\d.]+)([KMG]?i?B)/.exec(text.trim()) ?? [];
  return Number(number) * (MB[unit ?? ''] ?? Number.NaN);
}
