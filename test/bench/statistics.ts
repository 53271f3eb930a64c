/** Summary of a series of measurements, in their own unit. */
export interface Summary {
  readonly count: number;
  readonly median: number;
  readonly p95: number;
  readonly p99: number;
  readonly min: number;
  readonly max: number;
}

/** Null when the series is empty or contains NaN: a failed measurement must not vanish in a median. */
export function summarize(values: readonly number[]): Summary | null {
  if (values.length === 0 || !values.every(Number.isFinite)) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return {
    count: sorted.length,
    median: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    min: quantile(sorted, 0),
    max: quantile(sorted, 1),
  };
}

export function medianOf(values: readonly number[]): number | null {
  return summarize(values)?.median ?? null;
}

/** Interpolates linearly between two measurements. `sorted` is not empty. */
function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)] as number;
  const above = sorted[Math.ceil(at)] as number;
  return below + (above - below) * (at - Math.floor(at));
}
