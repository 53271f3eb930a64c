import type { CoveredFile, CoveredFunction } from './coverage';

/** What no test has reached in a file. */
export interface NotReached {
  readonly path: string;
  /** None of its lines was reached: it was not even read. */
  readonly whole: boolean;
  /** Functions that were never called. The lines of such a function are not told as well. */
  readonly functions: readonly CoveredFunction[];
  /** The first and the last line of each other stretch between two lines that were reached. */
  readonly stretches: readonly (readonly [first: number, last: number])[];
}

/** Leaves out files of which each line was reached. */
export function notReached(files: readonly CoveredFile[]): readonly NotReached[] {
  return files
    .map(ofFile)
    .filter(({ whole, functions, stretches }) => whole || functions.length + stretches.length > 0);
}

function ofFile({ path, lines, functions }: CoveredFile): NotReached {
  if ([...lines.values()].every((tests) => tests.size === 0)) {
    return { path, whole: lines.size > 0, functions: [], stretches: [] };
  }
  // A function whose own first line was not reached was not even made: it is one of the lines that were not.
  const never = functions.filter(({ line, tests }) => tests.size === 0 && lines.get(line)?.size !== 0);
  const outermost = never.filter((one) => !never.some((other) => isWithin(one, other)));
  return { path, whole: false, functions: outermost, stretches: stretchesOf(lines, outermost) };
}

function isWithin(one: CoveredFunction, other: CoveredFunction): boolean {
  return one !== other && other.first <= one.line && one.line <= other.last;
}

function stretchesOf(lines: CoveredFile['lines'], never: readonly CoveredFunction[]): NotReached['stretches'] {
  const found: [number, number][] = [];
  let open = false;
  for (const [line, tests] of lines) {
    const told = tests.size > 0 || never.some(({ first, last }) => first <= line && line <= last);
    const last = found.at(-1);
    if (!told && open && last !== undefined) last[1] = line;
    else if (!told) found.push([line, line]);
    open = !told;
  }
  return found;
}
