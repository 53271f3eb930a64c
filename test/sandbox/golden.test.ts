import assert from 'node:assert/strict';
import path from 'node:path';
import type { Outcome } from '../../src/contract/verdict';
import { render } from '../../src/results/report/render';
import { PLAIN } from '../../src/results/report/shown-text';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { sameAsKept, withoutTimes } from '../support/golden';
import { newRunner, programFile, REDIS, ROOT, runOn } from '../support/run';

const COURSES = { redis: REDIS, calc: path.join(ROOT, 'test', 'courses', 'calc') };

interface Case {
  readonly title: string;
  readonly name: string;
  readonly step: number;
  readonly file: string;
  readonly outcome: Outcome;
  readonly line?: number;
  /** The file of the line, when it is not the program. */
  readonly at?: string;
  /** Redis unless told. */
  readonly course?: 'calc';
}

/** Programs that hang: what they are, their name and step, how the run ends, the line on which they stand, and in which file. */
const HANGING: readonly (readonly [string, string, number, Outcome, number, string?])[] = [
  ['an endless loop', 'endless-loop', 1, 'timeout', 8],
  ['an endless loop in a module that it imports', 'import-loop', 1, 'timeout', 4, 'endless_settings.py'],
  ['a program that sleeps', 'sleeps', 1, 'timeout', 4],
  ['an `accept` that waits for ever', 'accepts-twice', 2, 'failed', 8],
  ['a `recv` that waits for ever', 'reads-too-much', 2, 'failed', 7],
  ['a deadlock of two threads', 'deadlock', 2, 'failed', 19],
  ['an event loop that waits for ever', 'asyncio-no-answer', 2, 'failed', 16],
  ['a coroutine that keeps its event loop', 'asyncio-blocked', 2, 'failed', 7],
];

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
  ...HANGING.map(([title, name, step, outcome, line, at]) => ({
    ...{ title, name, step, outcome, line, file: programFile(`${name}.py`) },
    ...(at === undefined ? {} : { at }),
  })),
  {
    title: 'a loop round the end of its input',
    name: 'input-loop',
    step: 1,
    file: programFile('input-loop.py'),
    outcome: 'timeout',
    course: 'calc',
    line: 5,
  },
  { title: 'a crash', name: 'crashes', step: 2, file: programFile('crashes.py'), outcome: 'learner-error', line: 6 },
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

describe('The text for a learner whose program fails', () => {
  let runner: Runner;
  before(() => {
    runner = newRunner();
  });
  after(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });

  for (const { title, name, step, file, outcome, line, at, course = 'redis' } of CASES) {
    it(`matches its golden file for ${title}`, async function () {
      this.timeout(60_000);
      const { report } = await runOn(runner, COURSES[course], step, { file });
      assert.equal(report.outcome, outcome);
      if (line !== undefined) assert.deepEqual(report.tests[0]?.location, { file: at ?? path.basename(file), line });
      const lines = render(withoutTimes(report), { style: PLAIN, durations: false });
      sameAsKept(`${course}-${step}-${name}`, lines.join('\n'));
    });
  }
});
