import { LEGS, type LegName } from './measured';
import type { BenchStep } from './steps';

/** Measurements beside the legs, one step for all of them. */
export const PARTS = ['idle', 'crowd', 'runtimes', 'debugging', 'editor'] as const;
export type Part = (typeof PARTS)[number];

export interface Selection {
  readonly steps: readonly BenchStep[];
  readonly legs: readonly LegName[];
  readonly parts: readonly Part[];
}

/** Everything with the text in its name: steps (or roles) with all legs, else legs of all steps, else parts. @throws RangeError if none */
export function select(only: string, steps: readonly BenchStep[]): Selection {
  if (only === '') return { steps, legs: LEGS, parts: PARTS };
  const named = steps.filter(({ name, roles }) => `${name} ${roles.join(' ')}`.includes(only));
  if (named.length > 0) return { steps: named, legs: LEGS, parts: [] };
  const legs = LEGS.filter((name) => name.includes(only));
  if (legs.length > 0) return { steps, legs, parts: [] };
  const parts = PARTS.filter((name) => name.includes(only));
  if (parts.length > 0) return { steps: [], legs: [], parts };
  const known = [...steps.map(({ name }) => name), ...LEGS, ...PARTS].join(', ');
  throw new RangeError(`nothing is called "${only}"; there are ${known}`);
}
