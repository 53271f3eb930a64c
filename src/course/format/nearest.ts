/** The known word that the writer most likely meant, or null when none is close enough. */
export function nearest(word: string, known: readonly string[]): string | null {
  const ranked = known.map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate) }));
  ranked.sort((a, b) => a.far - b.far);
  const [best] = ranked;
  return best !== undefined && best.far <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : null;
}

/** Counts letters inserted, removed or replaced, and neighbours swapped. Both words are cut to 64 letters. */
export function distance(left: string, right: string): number {
  const [a, b] = [left.slice(0, 64), right.slice(0, 64)];
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cell(a, b, i, j, row, last, before));
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

function cell(a: string, b: string, i: number, j: number, row: number[], last: number[], before: number[]): number {
  const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
  const shortest = Math.min(at(row, j - 1) + 1, at(last, j) + 1, replaced);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(shortest, at(before, j - 2) + 1) : shortest;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
