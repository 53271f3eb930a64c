/** One line of a difference: `-` only before, `+` only after, a blank in both. */
interface Line {
  readonly mark: '-' | '+' | ' ';
  readonly text: string;
}

/** The difference of two texts line by line, as `diff` shows it; the lines that are in both stand between. */
export function lineDiff(before: string, after: string): string {
  const lines = compared(before.split('\n'), after.split('\n'));
  return lines.map(({ mark, text }) => `${mark} ${text}`.trimEnd()).join('\n');
}

/** The first line, from 1, that is not the same in both. */
export function firstDifference(before: string, after: string): number {
  const [left, right] = [before.split('\n'), after.split('\n')];
  const at = left.findIndex((line, index) => line !== right[index]);
  return (at < 0 ? left.length : at) + 1;
}

/** By the longest common subsequence: texts of some dozen lines. */
function compared(left: readonly string[], right: readonly string[]): readonly Line[] {
  const common = lengths(left, right);
  const length = (i: number, j: number) => common[i]?.[j] ?? 0;
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i], right[j]];
    if (a !== undefined && a === b) {
      lines.push({ mark: ' ', text: a });
      i += 1;
      j += 1;
    } else if (b === undefined || (a !== undefined && length(i + 1, j) >= length(i, j + 1))) {
      lines.push({ mark: '-', text: a ?? '' });
      i += 1;
    } else {
      lines.push({ mark: '+', text: b });
      j += 1;
    }
  }
  return lines;
}

/** Of the longest common subsequence of what is left from `[i][j]` on. */
function lengths(left: readonly string[], right: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const [row = [], below = []] = [table[i], table[i + 1]];
      row[j] = left[i] === right[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}
