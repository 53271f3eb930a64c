import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withoutMarks } from '../../src/authoring/golden';
import type { Report } from '../../src/contract/report';
import { ROOT } from './run';

/** Compares a text with the one in `test/golden/<name>.txt`, as `sameAsFile` does. */
export function sameAsKept(name: string, text: string): void {
  sameAsFile(path.join(ROOT, 'test', 'golden', `${name}.txt`), text);
}

/**
 * Compares a text with that of a file, but for the marks that an interpreter draws below a line. CODEALONG_WRITE=1 writes the file: read the
 * difference as a beginner would before you commit it.
 * @param file an absolute path
 */
export function sameAsFile(file: string, text: string): void {
  if (process.env.CODEALONG_WRITE === '1') {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
    return;
  }
  assert.ok(existsSync(file), `${file} is not there: run once with CODEALONG_WRITE=1 and read it`);
  assert.equal(withoutMarks(`${text}\n`), withoutMarks(readFileSync(file, 'utf8')));
}

/** Notes about the time of a slow run: on a busy machine they come and go. */
const ON_TIME = /^(This computer was busy: |The limit of [\d.]+ CPUs made|Your program computed for)/;

export function withoutTimes<T extends Pick<Report, 'notes'>>(report: T): T {
  return { ...report, notes: report.notes.filter((note) => !ON_TIME.test(note)) };
}
