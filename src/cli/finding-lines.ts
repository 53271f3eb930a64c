import type { Finding } from '../authoring/finding';
import type { Style } from '../results/report/render';
import { textOf } from '../results/texts';
import { authoring } from '../results/texts/author/author-texts';

/** Good findings that a person must hear of. */
const TOLD = new Set(['wrong-accepted']);

/** Whether a person reads it by itself; the table says the rest. */
export function isNews({ ok, message }: Finding): boolean {
  return !ok || TOLD.has(message.code);
}

/** Where, what is wrong, what to do, and what the run said. */
export function findingLines(finding: Finding, style: Style): readonly string[] {
  const { title, body, advice } = textOf(finding.message, authoring);
  const where = finding.file === null ? '' : `${finding.file}${finding.line === null ? '' : `:${finding.line}`}: `;
  const more = [body, advice, finding.detail ?? undefined].filter((part) => part !== undefined);
  return [
    `${finding.ok ? style.green('✓') : style.red('✗')} ${where}${title}`,
    ...more.flatMap((part) => part.split('\n')).map((line) => `    ${line}`.trimEnd()),
  ];
}
