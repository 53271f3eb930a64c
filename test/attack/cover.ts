import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AttackCase } from './case';
import { ATTACK } from './place';

/** A line of ATTACKS.md that other tests prove, or that is not proved yet. */
export interface Elsewhere {
  /** The line's words, or a part that no other line contains. */
  readonly line: string;
  /** Test files, from the root of the project. */
  readonly proved: readonly string[];
  /** What must come first, if it is not proved yet. */
  readonly later?: string;
}

/** The lines of ATTACKS.md: the text between its dots, without introduction and headings. */
export function attackLines(): readonly string[] {
  const text = readFileSync(path.join(ATTACK, 'ATTACKS.md'), 'utf8');
  const paragraphs = text.split(/\n\s*\n/).filter((paragraph) => paragraph.startsWith('**'));
  return paragraphs.flatMap((paragraph) =>
    paragraph
      .replace(/^\*\*.*?\*\*/s, '')
      .replaceAll(/\s+/g, ' ')
      .split(' · ')
      .map((line) => line.trim()),
  );
}

/** Faults in the claims: words that fit no line or several, and lines without a claim. */
export function coverFaults(cases: readonly AttackCase[], elsewhere: readonly Elsewhere[]): readonly string[] {
  const lines = attackLines();
  const claims = [...cases.flatMap(({ covers }) => covers), ...elsewhere.map(({ line }) => line)];
  const fitting = (claim: string) => (lines.includes(claim) ? [claim] : lines.filter((line) => line.includes(claim)));
  const vague = claims.filter((claim) => fitting(claim).length !== 1).map((claim) => `not one line has: ${claim}`);
  const covered = new Set(claims.flatMap(fitting));
  return [...vague, ...lines.filter((line) => !covered.has(line)).map((line) => `nobody covers: ${line}`)];
}
