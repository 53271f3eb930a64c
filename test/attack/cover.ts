import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AttackCase } from './case';
import { ATTACK } from './place';

/** A line of ATTACKS.md that is proved by other tests, or not yet. */
export interface Elsewhere {
  /** Its words, or a part of them that no other line has. */
  readonly line: string;
  /** Test files, from the root of the project. */
  readonly proved: readonly string[];
  /** What has to come first. */
  readonly later?: string;
}

/** The lines of ATTACKS.md: what stands between its dots, without the introduction and the headings. */
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

/** What is wrong with the claims: words that fit no line, or several, and lines that nobody claims. */
export function coverFaults(cases: readonly AttackCase[], elsewhere: readonly Elsewhere[]): readonly string[] {
  const lines = attackLines();
  const claims = [...cases.flatMap(({ covers }) => covers), ...elsewhere.map(({ line }) => line)];
  const fitting = (claim: string) => (lines.includes(claim) ? [claim] : lines.filter((line) => line.includes(claim)));
  const vague = claims.filter((claim) => fitting(claim).length !== 1).map((claim) => `not one line has: ${claim}`);
  const covered = new Set(claims.flatMap(fitting));
  return [...vague, ...lines.filter((line) => !covered.has(line)).map((line) => `nobody covers: ${line}`)];
}
