import type { Message } from '../contract/codes';

/** The subject of a finding: a column of the table. `before` is the program that a step begins with: its starter, or the solution before. */
export type CheckArea = 'format' | 'texts' | 'before' | 'solution' | 'wrong' | 'repeats' | 'reference';

/** One thing that `codealong check` looked at. */
export interface CheckFinding {
  readonly ok: boolean;
  readonly area: CheckArea;
  /** The step's id; null for the whole course. */
  readonly step: string | null;
  readonly message: Message;
  /** The file to change, relative to the course, with `/`; null when there is none. */
  readonly file: string | null;
  /** From 1. */
  readonly line: number | null;
  /** The text of the run, or the difference, for a person. */
  readonly detail: string | null;
  /** Whether the cause is the engine or the sandbox, not the course. */
  readonly trouble: boolean;
  /** For a finding about several runs: how many of them passed. */
  readonly count: { readonly passed: number; readonly of: number } | null;
}

export type FindingDetails = Partial<Pick<CheckFinding, 'file' | 'line' | 'detail' | 'trouble' | 'count'>>;

const NO_DETAILS = { file: null, line: null, detail: null, trouble: false, count: null };

export function good(
  area: CheckArea,
  step: string | null,
  message: Message,
  details: FindingDetails = {},
): CheckFinding {
  return { ...NO_DETAILS, ...details, ok: true, area, step, message };
}

/** Something to know, which is not a fault, has no run of its own and counts for nothing. */
export function remark(area: CheckArea, step: string, message: Message, details: FindingDetails): CheckFinding {
  return good(area, step, message, { ...details, count: { passed: 0, of: 0 } });
}

export function bad(
  area: CheckArea,
  step: string | null,
  message: Message,
  details: FindingDetails = {},
): CheckFinding {
  return { ...NO_DETAILS, ...details, ok: false, area, step, message };
}
