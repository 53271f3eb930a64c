import type { Step } from '../course/format/format';
import type { Area, Finding } from './finding';

/** What is told of each step, in this order. */
export const COLUMNS = [
  'texts',
  'before',
  'solution',
  'wrong',
  'repeats',
  'reference',
] as const satisfies readonly Area[];
export type Column = (typeof COLUMNS)[number];

/** How many of how many are as they should be; `of` is 0 where nothing was looked at. */
export interface Cell {
  readonly passed: number;
  readonly of: number;
}

export interface Row {
  readonly step: Step;
  readonly cells: Readonly<Record<Column, Cell>>;
}

/** A row a step. */
export function tableOf(steps: readonly Step[], findings: readonly Finding[]): readonly Row[] {
  return steps.map((step) => {
    const own = findings.filter((finding) => finding.step === step.id);
    const cells = COLUMNS.map((column) => [column, cellOf(own.filter(({ area }) => area === column))] as const);
    return { step, cells: Object.fromEntries(cells) as Row['cells'] };
  });
}

/** A finding counts once, one about several runs as often as it was run. */
function cellOf(findings: readonly Finding[]): Cell {
  const counts = findings.map(({ ok, count }) => count ?? { passed: ok ? 1 : 0, of: 1 });
  const sum = (key: keyof Cell) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: sum('passed'), of: sum('of') };
}
