import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withoutMarks } from '../../src/authoring/golden';
import type { Report } from '../../src/contract/report';
import { ROOT } from './run';

/**
 * Compares a text with the one in `test/golden/<name>.txt`, but for the marks that an interpreter draws below a line. UPDATE_GOLDEN=1 rewrites the file: read the difference as a beginner
 * would before you commit it.
 */
export function sameAsKept(name: string, text: string): void {
  const file = path.join(ROOT, 'test', 'golden', `${name}.txt`);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
    return;
  }
  assert.ok(existsSync(file), `${file} is not there: run once with UPDATE_GOLDEN=1 and read it`);
  assert.equal(withoutMarks(`${text}\n`), withoutMarks(readFileSync(file, 'utf8')));
}

/** Notes about the time of a slow run: on a busy machine they come and go. */
const ON_TIME = /^(This computer was busy: |The limit of [\d.]+ CPUs made|Your program computed for)/;

export function withoutTimes<T extends Pick<Report, 'notes'>>(report: T): T {
  return { ...report, notes: report.notes.filter((note) => !ON_TIME.test(note)) };
}
