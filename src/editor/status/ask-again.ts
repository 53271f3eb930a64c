import { setTimeout as sleep } from 'node:timers/promises';

export interface AskAgain {
  /** Whether the engine answers. May take its time or fail: it is given `ANSWER_MS`. */
  readonly ask: () => Promise<boolean>;
  /** Milliseconds between two questions, at first. */
  readonly everyMs: number;
}

const ANSWER_MS = 5_000;
const WAIT_MAX_MS = 60_000;

/**
 * Asks until the signal aborts, and acts each time that the engine answers. An engine that answers and then fails the run after all
 * is given longer and longer pauses, so that runs never follow each other without end. Never rejects.
 */
export async function askUntilAnswered(
  { ask, everyMs }: AskAgain,
  act: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let pause = everyMs;
  while (await paused(pause, signal)) {
    if (!(await answers(ask, signal)) || signal.aborted) continue;
    pause = Math.min(pause * 2, WAIT_MAX_MS);
    // Whatever went wrong with that run has been told by the run.
    await act().catch(() => undefined);
  }
}

/** False when the signal has aborted. */
async function paused(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal, ref: false }).catch(() => false);
}

async function answers(ask: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  const deadline = new AbortController();
  const late = paused(ANSWER_MS, AbortSignal.any([signal, deadline.signal])).then(() => false);
  try {
    return await Promise.race([ask().catch(() => false), late]);
  } finally {
    deadline.abort();
  }
}
