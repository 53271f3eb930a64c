import { setTimeout as sleep } from 'node:timers/promises';
import { LearnerFolder } from '../support/learner';
import { programFile } from '../support/run';
import { besides, FAILING, PASSING, Stopwatch, type Times } from '../ui/speed';
import { Workbench } from '../ui/workbench';

/** The time from one run to the next, in units of `docker run`: a pool that is slower than that is no pool. */
const EVERY_DOCKER_RUNS = 3.3;
const EVERY_MS_MIN = 2_000;
const RUNS = 30;

/** Measurements that only the editor gives: the pool behind the command, and the screen. */
export interface EditorPath {
  /** Milliseconds from the begin of one run to that of the next. */
  readonly everyMs: number;
  /** The share of runs that found a warm sandbox, 0 to 1. */
  readonly hitRate: number;
  /** For each run: milliseconds from the command to the verdict on the screen, less those of the sandbox. */
  readonly painting: readonly number[];
}

/**
 * Runs the command again and again in a real VS Code with default settings. Needs the packed extension (`npm run package`).
 * @param dockerRunMs how long `docker run` takes on this machine today; null when it was not measured
 */
export async function measureEditor(dockerRunMs: number | null): Promise<EditorPath> {
  const everyMs = Math.max(EVERY_MS_MIN, EVERY_DOCKER_RUNS * (dockerRunMs ?? 0));
  const folder = await LearnerFolder.make(programFile('early-exit.py'));
  try {
    const rounds = await roundsIn(folder, everyMs);
    const warm = rounds.filter(({ sandbox }) => sandbox === 'warm').length;
    return { everyMs, hitRate: warm / rounds.length, painting: rounds.map(besides) };
  } finally {
    await folder.remove();
  }
}

async function roundsIn({ root }: LearnerFolder, everyMs: number): Promise<readonly Times[]> {
  const workbench = await Workbench.start({ env: Stopwatch.env(root) });
  try {
    await workbench.open(root);
    const stopwatch = await Stopwatch.open(workbench, root);
    await stopwatch.round(FAILING); // The first loads the core, and is no hit: nothing was warm before.
    const rounds: Times[] = [];
    const began = performance.now();
    for (let run = 1; run <= RUNS; run++) {
      await sleep(Math.max(0, began + run * everyMs - performance.now()));
      rounds.push(await stopwatch.round(run % 2 === 0 ? PASSING : FAILING));
    }
    return rounds;
  } finally {
    await workbench.close();
  }
}
