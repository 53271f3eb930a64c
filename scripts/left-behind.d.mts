/** Types of `left-behind.mjs`, for its tests. */
export function newOnes(
  before: readonly string[],
  after: readonly string[],
  alive: (pid: number) => boolean,
): readonly string[];
