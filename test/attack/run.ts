import type { AttackCase } from './case';
import { Lane } from './lane';
import { heading, row } from './table';
import { type Trial, tryOut } from './trial';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Each in words, for the last lines of `npm test`. */
  readonly failures: readonly string[];
}

/** Number of cases at the same time: a run mostly waits for the engine or for a limit. */
const LANES = 2;

export interface CaseOptions {
  /** Cases with this text in their name or mechanism. */
  readonly only: string;
  /** Each in a sandbox of the pool. */
  readonly warm: boolean;
  /** An honest program must pass after so many cases, and after the last. */
  readonly clean: number;
}

/** Runs cases, prints a line for each, and counts. */
export async function runCases(all: readonly AttackCase[], options: CaseOptions): Promise<Counts> {
  const cases = all.filter(({ name, mechanism }) => `${name} ${mechanism}`.includes(options.only));
  process.stdout.write(heading());
  const tell = (trial: Trial) => process.stdout.write(row(trial));
  const together = await inLanes(
    cases.filter(({ alone }) => alone === undefined),
    LANES,
    options,
    tell,
  );
  const alone = await inLanes(
    cases.filter((one) => one.alone),
    1,
    options,
    tell,
  );
  const trials = [...together, ...alone];
  const failures = trials
    .filter(({ faults }) => faults.length > 0)
    .map(({ one, faults }) => [one.name, ...faults].join('\n'));
  return { passed: trials.length - failures.length, failed: failures.length, failures };
}

async function inLanes(
  cases: readonly AttackCase[],
  lanes: number,
  { warm, clean }: CaseOptions,
  tell: (trial: Trial) => void,
): Promise<readonly Trial[]> {
  const waiting = [...cases];
  const trials: Trial[] = [];
  const work = async (name: string) => {
    const lane = await Lane.open(name, {}, warm);
    for (let one = waiting.shift(), tried = 1; one !== undefined; one = waiting.shift(), tried += 1) {
      const trial = await tryOut(one, lane, tried % clean === 0 || waiting.length === 0);
      trials.push(trial);
      tell(trial);
    }
    lane.close();
  };
  await Promise.all(Array.from({ length: lanes }, (_, index) => work(`lane-${index}`)));
  return trials;
}
