import { type Cell, COLUMNS, type Column, type Row } from '../authoring/table';
import type { Style } from '../results/report/render';
import { CHECK_HEADINGS } from '../results/texts/author/author-texts';

/** Columns whose figures say more than a mark. */
const COUNTED: ReadonlySet<Column> = new Set(['wrong', 'repeats']);
const GAP = '  ';

/** A line a step under a line of headings. No lines for no steps. */
export function tableLines(rows: readonly Row[], style: Style): readonly string[] {
  if (rows.length === 0) return [];
  const names = rows.map(({ step }) => `${step.number} ${step.id}`);
  const width = Math.max(CHECK_HEADINGS.step.length, ...names.map((name) => name.length));
  const head = [
    CHECK_HEADINGS.step.padEnd(width),
    ...COLUMNS.map((column) => CHECK_HEADINGS[column].padEnd(widthOf(column))),
  ];
  return [
    style.dim(head.join(GAP).trimEnd()),
    ...rows.map(({ cells }, index) => {
      const shown = COLUMNS.map((column) => painted(column, cells[column], style));
      return [(names[index] ?? '').padEnd(width), ...shown].join(GAP).trimEnd();
    }),
  ];
}

function painted(column: Column, cell: Cell, style: Style): string {
  const text = textOf(column, cell).padEnd(widthOf(column));
  if (cell.of === 0) return style.dim(text);
  return cell.passed === cell.of ? style.green(text) : style.red(text);
}

function textOf(column: Column, { passed, of }: Cell): string {
  if (of === 0) return '-';
  const mark = passed === of ? '✓' : '✗';
  return COUNTED.has(column) ? `${mark} ${passed}/${of}` : mark;
}

function widthOf(column: Column): number {
  return Math.max(CHECK_HEADINGS[column].length, COUNTED.has(column) ? '✓ 20/20'.length : 1);
}
