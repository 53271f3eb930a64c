import type { CodeArgs } from '../../contract/codes';
import type { RunLog } from './run-log';

/** A run was on a busy machine if it was kept from the processor for this part of its time. As in docker/runner/kept_waiting.py. */
const GOOD_PART = 0.25;

type BusyTimes = CodeArgs['machine-busy'];

/**
 * The times of a run that was over because the machine was busy; null when that is not the reason. The grader says so itself; where it had
 * no time even for that, what it said last counts.
 * @param limitMs the run's limit, in milliseconds
 */
export function busyTimes({ done, keptWaitingMs }: RunLog, limitMs: number): BusyTimes | null {
  if (done !== null) {
    const { took, computed } = done.args;
    return typeof took === 'number' && typeof computed === 'number' ? { took, computed } : null;
  }
  const tookMs = limitMs + Math.min(limitMs, keptWaitingMs);
  return keptWaitingMs >= GOOD_PART * tookMs ? { took: tenths(tookMs), computed: null } : null;
}

/** The times of a run on a busy machine, whether or not it was over its time; null when the machine was not busy. */
export function busyMetrics({ metrics }: RunLog): BusyTimes | null {
  if (metrics === null || metrics.kept_waiting_ms < GOOD_PART * metrics.wall_ms) return null;
  return { took: tenths(metrics.wall_ms), computed: tenths(metrics.cpu_ms) };
}

function tenths(ms: number): number {
  return Math.round(ms / 100) / 10;
}
