import { parseArgs } from 'node:util';

export interface Options {
  /** Rounds that count. */
  readonly rounds: number;
  /** Steps, legs and other parts with this text in their name; everything is in the empty text. */
  readonly only: string;
  readonly json: boolean;
  readonly plot: boolean;
  /** Consecutive runs in one process, instead of the bench; null is the bench. */
  readonly soak: number | null;
}

const WORDS = {
  rounds: { type: 'string', default: '20' },
  only: { type: 'string', default: '' },
  json: { type: 'boolean', default: false },
  plot: { type: 'boolean', default: false },
  soak: { type: 'string' },
} as const;

/** @throws TypeError, RangeError for anything that is no option. */
export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: WORDS });
  return {
    rounds: count('rounds', values.rounds),
    only: values.only,
    json: values.json,
    plot: values.plot,
    soak: values.soak === undefined ? null : count('soak', values.soak),
  };
}

function count(name: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new RangeError(`--${name} takes a whole number from 1, not "${text}"`);
  return Number(text);
}
