import type { Step } from '../course/format/format';
import type { CheckArea, CheckFinding } from './finding';

/** The columns of the table, in this order. */
export const CHECK_COLUMNS = [
  'texts',
  'before',
  'solution',
  'wrong',
  'repeats',
  'reference',
] as const satisfies readonly CheckArea[];
export type CheckColumn = (typeof CHECK_COLUMNS)[number];

/** How many findings are good; `of` is 0 when there are none. */
export interface Cell {
  readonly passed: number;
  readonly of: number;
}

export interface Row {
  readonly step: Step;
  readonly cells: Readonly<Record<CheckColumn, Cell>>;
}

/** One row for each step. */
export function tableOf(steps: readonly Step[], findings: readonly CheckFinding[]): readonly Row[] {
  return steps.map((step) => {
    const own = findings.filter((finding) => finding.step === step.id);
    const cells = CHECK_COLUMNS.map((column) => [column, cellOf(own.filter(({ area }) => area === column))] as const);
    return { step, cells: Object.fromEntries(cells) as Row['cells'] };
  });
}

/** A finding about several runs counts once for each run. */
function cellOf(findings: readonly CheckFinding[]): Cell {
  const counts = findings.map(({ ok, count }) => count ?? { passed: ok ? 1 : 0, of: 1 });
  const sum = (key: keyof Cell) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: sum('passed'), of: sum('of') };
}
