import { type EventEmitter, getEventListeners } from 'node:events';
import { readdirSync } from 'node:fs';
import { liveMb } from '../attack/memory';
import { ours } from '../support/containers';
import { type Growth, growthOf, type Holdings } from './growth';
import type { Warm } from './legs/warm';
import { type BenchStep, requestOf } from './steps';

const LOOKS = 20;

export interface Soak {
  readonly runs: number;
  readonly growth: readonly Growth[];
  /** Warnings of Node itself, such as too many listeners. */
  readonly warnings: readonly string[];
}

/** Many runs in a row with one runner and one signal. Samples now and then what they have left. Rejects when one does not pass. */
export async function soak(
  { runner, filled }: Warm,
  step: BenchStep,
  runs: number,
  tell: (look: string) => void,
): Promise<Soak> {
  const { signal } = new AbortController();
  const warnings: string[] = [];
  const warn = (warning: Error) => warnings.push(`${warning.name}: ${warning.message}`);
  process.on('warning', warn);
  const looks: Holdings[] = [];
  for (let run = 1; run <= runs; run++) {
    const { verdict } = await runner.run({ ...requestOf(step), signal });
    if (verdict.outcome !== 'passed') throw new Error(`run ${run} of ${step.name}: ${verdict.outcome}`);
    if (run % Math.max(1, Math.floor(runs / LOOKS)) !== 0) continue;
    await filled(step); // of the pool, one is always there
    await runner.removals.settled();
    looks.push(await look(signal));
    tell(`run ${run}: ${JSON.stringify(looks.at(-1))}`);
  }
  process.off('warning', warn);
  return { runs, growth: growthOf(looks), warnings };
}

async function look(signal: AbortSignal): Promise<Holdings> {
  const containers = (await ours()).length;
  return { containers, memory_mb: liveMb(), descriptors: descriptors(), listeners: listeners(signal) };
}

function descriptors(): number | null {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return null;
  }
}

/** Listeners on objects that outlive a run: the process, and the signal that all runs share. */
function listeners(signal: AbortSignal): number {
  const emitter: EventEmitter = process;
  const own = emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);
  return own + getEventListeners(signal, 'abort').length;
}

export function isSteady({ growth, warnings }: Soak): boolean {
  return warnings.length === 0 && growth.every(({ met }) => met);
}
