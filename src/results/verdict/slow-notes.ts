import type { Message } from '../../contract/codes';
import type { MetricsEvent } from '../../contract/events';
import type { Limits } from '../../contract/limits';
import { OUTCOMES } from '../../contract/outcomes';
import type { Outcome } from '../../contract/verdict';

interface Timed {
  readonly limits: Limits;
  /** Milliseconds. */
  readonly starting_ms: number;
  readonly notes: readonly Message[];
}

/** Milliseconds from which a run is slow, starting included. */
const SLOW_MS = 3_000;
/** What explains a slow run took this part of it, and this many milliseconds, or more. Half of what a busy loop is held back at 0.5 CPU. */
const PART = 0.2;
const LEAST_MS = 500;

/**
 * Where the time of a slow run went, when it went into waiting for a CPU that the limit held back, or into starting the sandbox. A suite
 * that waits by itself is slow by its own will: nothing is said.
 */
export function slowNotes(run: Timed, metrics: MetricsEvent | null, outcome: Outcome): readonly Message[] {
  if (metrics === null || OUTCOMES[outcome].explainsSlowness) return [];
  const starting = run.starting_ms;
  const total = starting + metrics.wall_ms;
  // Version 1 of the control groups adds up what several CPUs were held back.
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
  // Out of time may be a loop that never ends, which no CPU helps: the figures say it, and nothing is advised.
  if (outcome === 'timeout') return explains(throttled) ? [{ code: 'slow-timeout', args: cpu }] : [];
  const held: readonly Message[] = explains(throttled) ? [{ code: 'slow-throttled', args: cpu }] : [];
  const started: readonly Message[] = explains(starting) ? [{ code: 'slow-start', args: spent }] : [];
  return [...held, ...started];
}

/** The CPUs that the course asked for and the user's setting did not allow; null when it got what it asked for. */
function askedFor({ notes }: Timed): number | null {
  const clamped = notes.flatMap((note) => (note.code === 'limit-clamped' && note.args.limit === 'cpus' ? [note] : []));
  return clamped[0]?.args.asked ?? null;
}

function tenths(ms: number): number {
  return Math.round(ms / 100) / 10;
}
