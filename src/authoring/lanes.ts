/**
 * Does the works, so many at once, and shows each result in the order of the works, as soon as those before it are there. After a work
 * that failed none is begun, and those that go on are waited for. @throws what the first one threw
 */
export async function inOrder<T>(
  works: readonly (() => Promise<T>)[],
  lanes: number,
  show: (result: T) => void,
): Promise<void> {
  const results = new Map<number, T>();
  const failures: unknown[] = [];
  let next = 0;
  let shown = 0;
  const lane = async () => {
    while (next < works.length && failures.length === 0) {
      const at = next++;
      const work = works[at];
      if (work === undefined) return;
      results.set(at, await work());
      for (; results.has(shown); shown++) show(results.get(shown) as T);
    }
  };
  const watched = () => lane().catch((error: unknown) => failures.push(error));
  await Promise.all(Array.from({ length: lanes }, watched));
  if (failures.length > 0) throw failures[0];
}
