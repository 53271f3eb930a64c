import type { Message } from '../contract/codes';

/** What a finding is about: a column of the table. `before` is the program that a step begins with: its starter, or the solution before. */
export type Area = 'format' | 'texts' | 'before' | 'solution' | 'wrong' | 'repeats' | 'reference';

/** One thing that was looked at. */
export interface Finding {
  readonly ok: boolean;
  readonly area: Area;
  /** The step's id; null when it is about the whole course. */
  readonly step: string | null;
  readonly message: Message;
  /** The file to change, relative to the course, with `/`; null when there is none. */
  readonly file: string | null;
  /** From 1. */
  readonly line: number | null;
  /** What the run said, or what has changed, for a person. */
  readonly detail: string | null;
  /** It was not the course: the engine or the sandbox made trouble. */
  readonly trouble: boolean;
  /** How many of how many, where one finding is about several runs. */
  readonly count: { readonly passed: number; readonly of: number } | null;
}

/** What a finding may have beside its message. */
export type More = Partial<Pick<Finding, 'file' | 'line' | 'detail' | 'trouble' | 'count'>>;

const NOTHING = { file: null, line: null, detail: null, trouble: false, count: null };

export function good(area: Area, step: string | null, message: Message, more: More = {}): Finding {
  return { ...NOTHING, ...more, ok: true, area, step, message };
}

export function bad(area: Area, step: string | null, message: Message, more: More = {}): Finding {
  return { ...NOTHING, ...more, ok: false, area, step, message };
}
