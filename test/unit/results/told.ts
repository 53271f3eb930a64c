import type { Failure, ProgramEnd, ThreadStack } from '../../../src/contract/events';
import { locate } from '../../../src/results/evidence/locate';
import { describe as tell } from '../../../src/results/report/describe';
import { failure, program, verdictOf } from './make';

/** What the report says of a test that failed in this way, of which these programs were run. */
export function told(failed: Failure, ...programs: readonly ProgramEnd[]) {
  return tell(verdictOf(failed, { programs, location: locate({ failure: failed, programs, language: 'python' }) }));
}

/** How a beginner reads it: the message, then the advice. */
export function text(failed: Failure, ...programs: readonly ProgramEnd[]): string {
  const { message, advice } = told(failed, ...programs);
  return `${message}\n-> ${advice}`;
}

export const LIBRARY = '/usr/lib/python3.11';

type Row = readonly [file: string, line: number, source: string, name?: string];

/** A thread with these frames, the innermost first. */
export function thread(busy: boolean, ...rows: readonly Row[]): ThreadStack {
  return { busy, frames: rows.map(([file, line, source, name = 'f']) => ({ file, line, source, name })) };
}

/** A program that Python ended with this on stderr. */
export const crashed = (stderr: string) => program({ exit_code: 1, stderr });
/** The program had left when a client came. */
export const early = failure('exited-early', { exit_code: 1, signal: null, port: 6379 });
/** What Python 3.11 writes to stderr about a line that it cannot read. */
export const unread = (line: string, said: string) =>
  `  File "/work/main.py", line 3\n    ${line}\n    ^\nSyntaxError: ${said}\n`;
/** What Python writes to stderr about an exception in a line. */
export const raised = (said: string, line = 'x') =>
  `Traceback (most recent call last):\n  File "/work/main.py", line 3, in <module>\n    ${line}\n${said}\n`;
