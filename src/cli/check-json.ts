import type { Checked } from '../authoring/check';
import type { Finding } from '../authoring/finding';
import { type Cell, COLUMNS, type Row, tableOf } from '../authoring/table';
import { textOf } from '../results/texts';
import { authoring } from '../results/texts/author/author-texts';

/** A check for a program to read: every finding, good ones too, and a summary of each step. */
export function checkJson({ course, steps, findings }: Checked, seconds: number) {
  const passed = findings.filter(({ ok }) => ok).length;
  return {
    ok: passed === findings.length,
    course: course?.id ?? null,
    passed,
    total: findings.length,
    seconds: Math.round(seconds * 10) / 10,
    steps: tableOf(steps, findings).map(summary),
    findings: findings.map(plain),
  };
}

/** Of each column how many of how many passed; null where nothing was looked at. */
function summary({ step, cells }: Row) {
  const shown = (cell: Cell) => (cell.of === 0 ? null : cell);
  return {
    step: step.id,
    number: step.number,
    ...Object.fromEntries(COLUMNS.map((name) => [name, shown(cells[name])])),
  };
}

function plain(finding: Finding) {
  const { ok, area, step, file, line, message, detail } = finding;
  const { title, body, advice } = textOf(message, authoring);
  const text = body === undefined ? title : `${title}\n${body}`;
  return { ok, code: message.code, area, step, file, line, text, advice: advice ?? null, detail, args: message.args };
}
