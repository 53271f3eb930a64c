import assert from 'node:assert/strict';
import path from 'node:path';
import type { Outcome } from '../../src/contract/verdict';
import { PLAIN, render } from '../../src/results/render';
import type { Runner } from '../../src/run/run-step';
import { nothingIsLeft } from '../support/containers';
import { sameAsKept, withoutTimes } from '../support/golden';
import { newRunner, programFile, REDIS, runOn } from '../support/run';

interface Case {
  readonly title: string;
  readonly name: string;
  readonly step: number;
  readonly file: string;
  readonly outcome: Outcome;
  readonly line?: number;
}

const CASES: readonly Case[] = [
  { title: 'the starter', name: 'starter', step: 1, file: path.join(REDIS, 'starter', 'main.py'), outcome: 'failed' },
  {
    title: 'a server that ends at once',
    name: 'early-exit',
    step: 1,
    file: programFile('early-exit.py'),
    outcome: 'failed',
  },
  {
    title: 'a server on another port',
    name: 'wrong-port',
    step: 1,
    file: programFile('wrong-port.py'),
    outcome: 'failed',
  },
  { title: 'a reply without its end', name: 'no-crlf', step: 2, file: programFile('no-crlf.py'), outcome: 'failed' },
  {
    title: 'a syntax error',
    name: 'syntax-error',
    step: 1,
    file: programFile('syntax-error.py'),
    outcome: 'learner-error',
    line: 7,
  },
  {
    title: 'a missing package',
    name: 'missing-package',
    step: 1,
    file: programFile('missing-package.py'),
    outcome: 'learner-error',
    line: 4,
  },
  {
    title: 'a wrong indentation',
    name: 'wrong-indentation',
    step: 1,
    file: programFile('wrong-indentation.py'),
    outcome: 'learner-error',
    line: 8,
  },
  { title: 'an endless loop', name: 'endless-loop', step: 1, file: programFile('endless-loop.py'), outcome: 'timeout' },
  { title: 'a file in UTF-16', name: 'utf16', step: 1, file: programFile('utf16.py'), outcome: 'learner-error' },
  {
    title: 'a file with a NUL byte',
    name: 'nul-byte',
    step: 1,
    file: programFile('nul-byte.py'),
    outcome: 'learner-error',
  },
  { title: 'an empty file', name: 'empty', step: 1, file: programFile('empty.py'), outcome: 'failed' },
];

describe('What a learner reads when it fails', () => {
  let runner: Runner;
  before(() => {
    runner = newRunner();
  });
  after(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });

  for (const { title, name, step, file, outcome, line } of CASES) {
    it(`is kept for ${title}`, async function () {
      this.timeout(60_000);
      const { report } = await runOn(runner, REDIS, step, { file });
      assert.equal(report.outcome, outcome);
      if (line !== undefined) assert.deepEqual(report.tests[0]?.location, { file: path.basename(file), line });
      const lines = render(withoutTimes(report), { style: PLAIN, durations: false });
      sameAsKept(`redis-${step}-${name}`, lines.join('\n'));
    });
  }
});
