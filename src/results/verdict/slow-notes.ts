import type { Message } from '../../contract/codes';
import type { MetricsEvent } from '../../contract/events';
import type { Limits } from '../../contract/limits';
import { OUTCOMES } from '../../contract/outcomes';
import type { Outcome, TestVerdict } from '../../contract/verdict';
import { hangLocationOf } from '../evidence/hang-location';

interface Timed {
  readonly limits: Limits;
  /** Milliseconds. */
  readonly starting_ms: number;
  readonly notes: readonly Message[];
}

/** Milliseconds from which a run counts as slow, including the start. */
const SLOW_MS = 3_000;
/**
 * A cause explains a slow run if it took this part of it or more, and at least `LEAST_MS` milliseconds. The part is half of what a
 * limit of 0.5 CPU takes from a busy loop.
 */
const PART = 0.2;
const LEAST_MS = 500;

/**
 * Explains a slow run, if the time went into waiting for CPU that the limit withheld or into starting the sandbox. A suite that
 * waits by itself is slow on purpose and gets no note.
 */
export function slowNotes(
  run: Timed,
  metrics: MetricsEvent | null,
  outcome: Outcome,
  tests: readonly TestVerdict[],
): readonly Message[] {
  if (metrics === null || OUTCOMES[outcome].explainsSlowness) return [];
  const starting = run.starting_ms;
  const total = starting + metrics.wall_ms;
  // Version 1 of the control groups adds up the throttling of several CPUs.
  const throttled = Math.min(metrics.throttled_ms, Math.max(0, metrics.wall_ms - metrics.cpu_ms));
  const explains = (ms: number) => ms >= LEAST_MS && ms >= PART * total;
  if (total <= SLOW_MS) return [];
  const spent = {
    total: tenths(total),
    starting: tenths(starting),
    computing: tenths(metrics.cpu_ms),
    throttled: tenths(throttled),
    waiting: tenths(Math.max(0, metrics.wall_ms - metrics.cpu_ms - throttled)),
  };
  const cpu = { ...spent, cpus: run.limits.cpus, asked: askedFor(run) };
  // A timeout may be an endless loop, which no CPU helps. The note gives the figures and no advice.
  if (outcome === 'timeout') return explains(throttled) ? [{ code: 'slow-timeout', args: cpu }] : [];
  // Its loop may never end. Then more would not help.
  const spins = tests.some((test) => hangLocationOf(test)?.busy === true);
  const code = spins ? 'slow-timeout' : 'slow-throttled';
  const held: readonly Message[] = explains(throttled) ? [{ code, args: cpu }] : [];
  const started: readonly Message[] = explains(starting) ? [{ code: 'slow-start', args: spent }] : [];
  return [...held, ...started];
}

/** The CPUs that the course asked for and the user's setting did not allow; null when it got all that it asked for. */
function askedFor({ notes }: Timed): number | null {
  const clamped = notes.flatMap((note) => (note.code === 'limit-clamped' && note.args.limit === 'cpus' ? [note] : []));
  return clamped[0]?.args.asked ?? null;
}

function tenths(ms: number): number {
  return Math.round(ms / 100) / 10;
}
