import { type Covered, coverageOf } from '../results/coverage/coverage';
import { type NotReached, notReached } from '../results/coverage/not-reached';
import { type CheckFinding, remark } from './finding';
import { type Trial, trialArgs } from './trial';

/** Something in a file that no test reaches. `line` is null for a whole file. */
interface Place {
  readonly path: string;
  readonly line: number | null;
  readonly shown: string;
}

/**
 * What no test up to its step reaches of a solution. It may well be right so: the author is told, and nothing is wrong. Nothing is told
 * where that is not known, as in a Python before 3.12.
 */
export function judgeReached(trial: Trial, covered: Covered | undefined): readonly CheckFinding[] {
  const found = covered === undefined ? 'broken-off' : coverageOf(covered);
  const places = typeof found === 'string' ? [] : notReached(found).flatMap(placesOf);
  const [first] = places;
  if (first === undefined) return [];
  const args = trialArgs(trial, { places: places.map(({ shown }) => shown).join(', ') });
  const where = { file: `${trial.name}/${first.path}`, line: first.line };
  return [remark('solution', trial.step.id, { code: 'solution-unreached', args }, where)];
}

/** As an editor's terminal makes a link of it: `main.py:24-27`. */
function placesOf({ path, whole, functions, stretches }: NotReached): readonly Place[] {
  if (whole) return [{ path, line: null, shown: path }];
  const never = functions.map(({ name, line }) => ({ path, line, shown: `${path}:${line} ${name}()` }));
  const lines = stretches.map(([line, last]) => {
    const end = line === last ? '' : `-${last}`;
    return { path, line, shown: `${path}:${line}${end}` };
  });
  return [...never, ...lines].sort((one, other) => one.line - other.line);
}
