import type { Step } from '../course/format/format';
import { type Covered, coverageOf } from '../results/coverage/coverage';
import { type NotReached, notReached } from '../results/coverage/not-reached';
import { type CheckFinding, remark } from './finding';
import { type Trial, trialArgs } from './trial';

/** Something in a file that no test reaches. `line` is null for a whole file. */
interface Place {
  readonly path: string;
  readonly line: number | null;
  /** As a terminal makes a link of it: `main.py:24-27`. */
  readonly shown: string;
  /** The same in each solution that still has it. */
  readonly key: string;
}

interface Followed {
  readonly trial: Trial;
  readonly places: readonly Place[];
}

/**
 * What no test up to its step reaches of a solution. It may well be right so: the author is told, and nothing is wrong. A place that stays
 * from one solution to the next is told once. Nothing is told where it is not known, as in a runtime that is too old for it.
 */
export class UnreachedPlaces {
  readonly #followed: Followed[] = [];

  /** A solution has passed. */
  add(trial: Trial, covered: Covered | undefined): void {
    const found = covered === undefined ? 'broken-off' : coverageOf(covered);
    const places = typeof found === 'string' ? [] : notReached(found).flatMap((one) => placesOf(one, covered));
    this.#followed.push({ trial, places });
  }

  /** Asked when all solutions have been run. */
  findings(step: Step): readonly CheckFinding[] {
    const before = this.#followed.filter(({ trial }) => trial.step.number < step.number);
    const known = new Set(before.flatMap(({ places }) => places.map(({ key }) => key)));
    return this.#followed.flatMap(({ trial, places }) =>
      trial.step === step
        ? findingOf(
            trial,
            places.filter(({ key }) => !known.has(key)),
          )
        : [],
    );
  }
}

function findingOf(trial: Trial, places: readonly Place[]): readonly CheckFinding[] {
  const [first] = places;
  if (first === undefined) return [];
  const args = trialArgs(trial, { places: places.map(({ shown }) => shown).join(', ') });
  const where = { file: `${trial.name}/${first.path}`, line: first.line };
  return [remark('solution', trial.step.id, { code: 'solution-unreached', args }, where)];
}

function placesOf({ path, whole, functions, stretches }: NotReached, covered: Covered | undefined): readonly Place[] {
  if (whole) return [{ path, line: null, shown: path, key: path }];
  const bytes = covered?.files.find((file) => file.path === path)?.bytes ?? new Uint8Array();
  const lines = Buffer.from(bytes).toString('utf8').split('\n');
  const place = (line: number, last: number, rest: string) => {
    const text = lines.slice(line - 1, last).map((one) => one.trim());
    return { path, line, shown: `${path}:${line}${rest}`, key: [path, ...text].join('\n') };
  };
  const never = functions.map(({ name, line }) => place(line, line, ` ${name}()`));
  const others = stretches.map(([line, last]) => place(line, last, line === last ? '' : `-${last}`));
  return [...never, ...others].sort((one, other) => one.line - other.line);
}
