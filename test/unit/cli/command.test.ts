import assert from 'node:assert/strict';
import { EXIT, exitCodeOf, problemLines, withErrorsShown } from '../../../src/cli/command';
import type { Terminal } from '../../../src/cli/terminal';
import { CodedError, type ProgramCode } from '../../../src/contract/codes';
import { PLAIN } from '../../../src/results/report/shown-text';
import { PROGRAM_SAMPLES } from '../../support/program-samples';

const MISSING = new CodedError('file-missing', { file: 'main.py', similar: null });

class TestTerminal implements Terminal {
  readonly style = PLAIN;
  readonly calls: string[] = [];

  out(text: string): void {
    this.calls.push(`out ${text}`);
  }

  error(text: string): void {
    this.calls.push(`error ${text}`);
  }

  busy(text: string): void {
    this.calls.push(`busy ${text}`);
  }

  idle(): void {
    this.calls.push('idle');
  }
}

const failing = (error: Error) => () => Promise.reject(error);

describe('A command', () => {
  it('ends with the code of its work', async () => {
    const terminal = new TestTerminal();
    assert.equal(await withErrorsShown(terminal, EXIT.usage, async () => EXIT.notPassed), EXIT.notPassed);
    assert.deepEqual(terminal.calls, []);
  });

  it('shows a coded error after the spinner has stopped', async () => {
    const terminal = new TestTerminal();
    assert.equal(await withErrorsShown(terminal, EXIT.usage, failing(MISSING)), EXIT.usage);
    assert.deepEqual(terminal.calls, ['idle', ...problemLines(MISSING).map((line) => `error ${line}`)]);
    assert.match(terminal.calls[1] ?? '', /main\.py/);
  });

  it('ends as cancelled when it was cancelled', async () => {
    const cancelled = new CodedError('cancelled', { call: 'test' });
    assert.equal(await withErrorsShown(new TestTerminal(), EXIT.sandbox, failing(cancelled)), EXIT.cancelled);
  });

  it('does not hide a bug', async () => {
    await assert.rejects(withErrorsShown(new TestTerminal(), EXIT.usage, failing(new TypeError('oops'))), /oops/);
  });
});

describe('The exit code of a run', () => {
  for (const [outcome, code] of [
    ['passed', 0],
    ['failed', 1],
    ['no-tests', 1],
    ['engine-missing', 3],
    ['sandbox-error', 3],
    ['cancelled', 130],
  ] as const) {
    it(`is ${code} for ${outcome}`, () => assert.equal(exitCodeOf(outcome), code));
  }
});

describe('A problem of a program that a person runs', () => {
  it('has words', () => {
    for (const [code, args] of Object.entries(PROGRAM_SAMPLES)) {
      const told = problemLines(new CodedError(code as ProgramCode, args as never)).join('\n');
      assert.ok(!told.includes(code), told);
    }
  });
});

describe('A problem of a course', () => {
  const problem = { code: 'course-folder-missing', args: { folder: 'x' }, file: 'course.json', line: 3 } as const;

  it('is shown with its file and its line', () => {
    assert.match(problemLines(problem)[0] ?? '', /^course\.json:3: /);
    assert.match(problemLines({ ...problem, line: null })[0] ?? '', /^course\.json: /);
  });
});
