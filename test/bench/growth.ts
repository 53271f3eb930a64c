/** Everything that this process and the engine hold for us at one moment, while nothing runs. */
export interface Holdings {
  readonly containers: number;
  readonly memory_mb: number;
  /** Null if the system does not show them. */
  readonly descriptors: number | null;
  readonly listeners: number;
}

export interface Growth {
  readonly what: keyof Holdings;
  readonly before: number | null;
  readonly after: number | null;
  readonly limit: number;
  readonly met: boolean;
}

/** Allowed growth: only noise of the garbage collector and of open connections. */
const MAY_GROW: Readonly<Record<keyof Holdings, number>> = {
  containers: 0,
  memory_mb: 2,
  descriptors: 2,
  listeners: 0,
};
const NAMES = ['containers', 'memory_mb', 'descriptors', 'listeners'] as const;

/** Compares the second quarter of the samples with the last: the first one fills caches. A missing value counts as not met. */
export function growthOf(looks: readonly Holdings[]): readonly Growth[] {
  const quarter = Math.max(1, Math.floor(looks.length / 4));
  const early = looks.slice(quarter, quarter * 2);
  const late = looks.slice(-quarter);
  return NAMES.map((what) => {
    const [before, after] = [typical(early, what), typical(late, what)];
    const seen = before !== null && after !== null && looks.length >= 4;
    return { what, before, after, limit: MAY_GROW[what], met: seen && after - before <= MAY_GROW[what] };
  });
}

/** The median; null when a value is missing. */
function typical(looks: readonly Holdings[], what: keyof Holdings): number | null {
  const values = looks.map((look) => look[what]);
  if (values.length === 0 || values.some((value) => value === null || !Number.isFinite(value))) return null;
  return values.map(Number).sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}
