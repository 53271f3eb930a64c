import { escapeText } from '../../src/contract/escape-text';
import type { Saboteur } from './saboteurs';
import type { Trial } from './trial';

const CASES = [26, 38, 24, 15, 7] as const;
const SABOTEURS = [20, 66, 24, 7] as const;
const DETAIL_CHARACTERS = 160;

export function heading(): string {
  return line(CASES, ['case', 'mechanism', 'expected', 'got', 'ms']);
}

export function row({ one, got, ms, faults }: Trial): string {
  const expected = one.or === undefined ? one.outcome : `${one.outcome} or ${one.or.outcome}`;
  const verdict = faults.length === 0 ? 'ok' : 'FAILED';
  const why = faults.map((fault) => `    ${escapeText(fault)}\n`).join('');
  return line(CASES, [one.name, one.mechanism, expected, got, ms.toFixed(0), verdict]) + why;
}

export function saboteurHeading(): string {
  return line(SABOTEURS, ['saboteur', 'switched off', 'noticed by', 'ms']);
}

/** @param noticed the case that failed, or why none did */
export function saboteurRow({ name, off }: Saboteur, noticed: Trial | string, ms: number): string {
  const [by, verdict] = typeof noticed === 'string' ? ['nobody', 'FAILED'] : [noticed.one.name, 'ok'];
  const why = typeof noticed === 'string' ? noticed : (noticed.faults[0] ?? '');
  const detail = escapeText(why.slice(0, DETAIL_CHARACTERS).split('\n')[0] ?? '');
  return `${line(SABOTEURS, [name, off, by, ms.toFixed(0), verdict])}    ${detail}\n`;
}

function line(widths: readonly number[], columns: readonly string[]): string {
  const padded = columns.map((text, index) => text.padEnd(widths[index] ?? 0));
  return `${padded.join(' ').trimEnd()}\n`;
}
