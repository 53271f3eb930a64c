import type { AttackCase } from './case';
import { Lane } from './lane';
import { type Patience, PROMPT, patiently } from './patience';
import { heading, row } from './table';
import { CLEAN, type Trial, tryOut } from './trial';

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
  /** The image of all of them; null for the runtime's own. */
  readonly image?: string | null;
  /** `PROMPT` unless given. With any other, one case at a time. */
  readonly patience?: Patience;
  /** Each in a sandbox of the pool. */
  readonly warm: boolean;
  /** An honest program must pass after so many cases, and after the last. */
  readonly clean: number;
}

/** The cases of these names, in their order. @throws RangeError for a name that none has */
export function casesNamed(names: readonly string[], all: readonly AttackCase[]): readonly AttackCase[] {
  return names.map((wanted) => {
    const found = all.find(({ name }) => name === wanted);
    if (found === undefined) throw new RangeError(`there is no case "${wanted}"`);
    return found;
  });
}

/** The first case of each mechanism. */
export function oneOfEach(all: readonly AttackCase[]): readonly AttackCase[] {
  return all.filter(({ mechanism }, at) => all.findIndex((other) => other.mechanism === mechanism) === at);
}

/** Runs cases, prints a line for each, and counts. */
export async function runCases(all: readonly AttackCase[], options: CaseOptions): Promise<Counts> {
  const cases = all.filter(({ name, mechanism }) => `${name} ${mechanism}`.includes(options.only));
  process.stdout.write(heading());
  const tell = (trial: Trial) => process.stdout.write(row(trial));
  const together = await inLanes(
    cases.filter(({ alone }) => alone === undefined),
    options.patience === undefined ? LANES : 1,
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
  { warm, clean, image = null, patience = PROMPT }: CaseOptions,
  tell: (trial: Trial) => void,
): Promise<readonly Trial[]> {
  const waiting = [...cases];
  const trials: Trial[] = [];
  const work = async (name: string) => {
    const lane = await Lane.open(name, image === null ? {} : { settings: { image } }, warm, patience);
    for (let one = waiting.shift(), tried = 1; one !== undefined; one = waiting.shift(), tried += 1) {
      for (const trial of await withClean(one, lane, tried % clean === 0 || waiting.length === 0, patience)) {
        trials.push(trial);
        tell(trial);
      }
    }
    lane.close();
  };
  await Promise.all(Array.from({ length: lanes }, (_, index) => work(`lane-${index}`)));
  return trials;
}

/** An honest program that needs patience is a case of its own. */
async function withClean(
  one: AttackCase,
  lane: Lane,
  clean: boolean,
  patience: Patience,
): Promise<readonly [Trial, ...Trial[]]> {
  if (patience.least === null) return [await tryOut(one, lane, clean)];
  const trial = await tryOut(patiently(one, patience), lane, false);
  return clean ? [trial, await tryOut(patiently(CLEAN, patience), lane, false)] : [trial];
}
