import type { Checked } from '../authoring/check';
import { type Cell, CHECK_COLUMNS, type CheckColumn, type Row, tableOf } from '../authoring/check-table';
import type { CheckFinding } from '../authoring/finding';
import type { Code } from '../contract/codes';
import { escapeLine, escapeText } from '../contract/escape-text';
import type { Style } from '../results/report/shown-text';
import { textOf } from '../results/texts';
import { wholeCatalogue } from '../results/texts/whole-catalogue';

const BAR_WIDTH = 20;
const GAP = '  ';
/** Columns that show figures beside their mark. */
const COUNTED: ReadonlySet<CheckColumn> = new Set(['wrong', 'repeats']);
/** Codes of good findings that a person must read. */
const SHOWN_IF_GOOD: ReadonlySet<Code> = new Set([
  'wrong-accepted',
  'hint-long',
  'hints-few',
  'test-skipped',
  'test-fails-as-marked',
  'test-passes-though-marked',
  'mark-of-plugin',
  'mark-unknown',
  'answer-breaks-line',
  'solution-unreached',
]);

/** `█████░░░░░ 12/24`: how much of a whole is done. */
export function progressBar(done: number, total: number, width = BAR_WIDTH): string {
  const filled = total === 0 ? width : Math.round((Math.min(done, total) / total) * width);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}`;
}

/** Whether a finding is printed by itself; the others are only counted in the table. */
export function isNews({ ok, message }: CheckFinding): boolean {
  return !ok || SHOWN_IF_GOOD.has(message.code);
}

/** The place, the problem, the advice, and what the run said. */
export function findingLines(finding: CheckFinding, style: Style): readonly string[] {
  const { title, body, advice } = textOf(finding.message, wholeCatalogue.check.messages);
  const line = finding.line === null ? '' : `:${finding.line}`;
  const where = finding.file === null ? '' : `${escapeLine(finding.file)}${line}: `;
  const detail = finding.detail === null ? undefined : escapeText(finding.detail);
  const more = [body, advice, detail].filter((part) => part !== undefined);
  return [
    `${finding.ok ? style.green('✓') : style.red('✗')} ${where}${title}`,
    ...more.flatMap((part) => part.split('\n')).map((line) => `    ${line}`.trimEnd()),
  ];
}

/** A line of headings and a line for each step; none without steps. */
export function tableLines(rows: readonly Row[], style: Style): readonly string[] {
  if (rows.length === 0) return [];
  const names = rows.map(({ step }) => `${step.number} ${step.id}`);
  const width = Math.max(wholeCatalogue.check.headings.step.length, ...names.map((name) => name.length));
  const head = [
    wholeCatalogue.check.headings.step.padEnd(width),
    ...CHECK_COLUMNS.map((column) => wholeCatalogue.check.headings[column].padEnd(widthOf(column))),
  ];
  return [
    style.dim(head.join(GAP).trimEnd()),
    ...rows.map(({ cells }, index) => {
      const shown = CHECK_COLUMNS.map((column) => painted(column, cells[column], style));
      return [(names[index] ?? '').padEnd(width), ...shown].join(GAP).trimEnd();
    }),
  ];
}

function painted(column: CheckColumn, cell: Cell, style: Style): string {
  const text = cellText(column, cell).padEnd(widthOf(column));
  if (cell.of === 0) return style.dim(text);
  return cell.passed === cell.of ? style.green(text) : style.red(text);
}

function cellText(column: CheckColumn, { passed, of }: Cell): string {
  if (of === 0) return '-';
  const mark = passed === of ? '✓' : '✗';
  return COUNTED.has(column) ? `${mark} ${passed}/${of}` : mark;
}

function widthOf(column: CheckColumn): number {
  return Math.max(wholeCatalogue.check.headings[column].length, COUNTED.has(column) ? '✓ 20/20'.length : 1);
}

/** A check for a program to read: every finding, good ones too, and a summary of each step. */
export function checkJson({ course, steps, findings }: Checked, seconds: number) {
  const passed = findings.filter(({ ok }) => ok).length;
  return {
    ok: passed === findings.length,
    course: course?.id ?? null,
    passed,
    total: findings.length,
    seconds: Math.round(seconds * 10) / 10,
    steps: tableOf(steps, findings).map(stepJson),
    findings: findings.map(findingJson),
  };
}

/** The counts of each column; null for a column without findings. */
function stepJson({ step, cells }: Row) {
  const shown = (cell: Cell) => (cell.of === 0 ? null : cell);
  return {
    step: step.id,
    number: step.number,
    ...Object.fromEntries(CHECK_COLUMNS.map((name) => [name, shown(cells[name])])),
  };
}

function findingJson(finding: CheckFinding) {
  const { ok, area, step, file, line, message, detail } = finding;
  const { title, body, advice } = textOf(message, wholeCatalogue.check.messages);
  const text = body === undefined ? title : `${title}\n${body}`;
  return { ok, code: message.code, area, step, file, line, text, advice: advice ?? null, detail, args: message.args };
}
