import { escapeText } from '../../src/results/escape';
import type { Trial } from './trial';

const WIDTHS = [34, 34, 28, 14, 7] as const;

export function heading(): string {
  return line(['case', 'mechanism', 'expected', 'got', 'ms', '']);
}

export function row({ one, got, ms, faults }: Trial): string {
  const expected = one.or === undefined ? one.outcome : `${one.outcome} or ${one.or.outcome}`;
  const verdict = faults.length === 0 ? 'ok' : 'FAILED';
  const why = faults.map((fault) => `    ${escapeText(fault)}\n`).join('');
  return line([one.name, one.mechanism, expected, got, ms.toFixed(0), verdict]) + why;
}

export function line(columns: readonly string[]): string {
  return `${columns
    .map((text, index) => text.padEnd(WIDTHS[index] ?? 0))
    .join(' ')
    .trimEnd()}\n`;
}
