import { deepEqual, equal } from 'node:assert/strict';
import type { FunctionLines } from '../../../src/contract/coverage-events';
import type { SandboxEvent } from '../../../src/contract/events';
import { coverageOf, type Uncovered } from '../../../src/results/coverage/coverage';
import { coverageText } from '../../../src/results/coverage/describe-coverage';
import { notReached } from '../../../src/results/coverage/not-reached';

const MAIN = { path: 'main.py', bytes: Buffer.from('x\n'.repeat(30)) };
const OTHER = { path: 'store.py', bytes: Buffer.from('x\n'.repeat(9)) };
const END: SandboxEvent = { event: 'traced', why: null };

function coverable(lines: readonly number[], functions: readonly FunctionLines[] = [], path = 'main.py'): SandboxEvent {
  return { event: 'coverable', path, lines, functions };
}

function covered(test: string, lines: readonly number[], path = 'main.py'): SandboxEvent {
  return { event: 'covered', test, files: [{ path, lines }] };
}

function found(...events: readonly SandboxEvent[]) {
  const files = coverageOf({ jobs: [[...events, END]], files: [MAIN, OTHER] });
  if (typeof files === 'string') throw new Error(files);
  return files;
}

/** Each line, with its tests. */
function linesOf(...events: readonly SandboxEvent[]) {
  return found(...events).map(({ path, lines }) => [path, [...lines].map(([line, tests]) => [line, ...tests])]);
}

function told(...events: readonly SandboxEvent[]): string {
  return coverageText(found(...events));
}

describe('What tests have reached', () => {
  it('is told for each line on which something can run, with the tests', () => {
    const lines = linesOf(covered('a', [1, 3]), covered('b', [2, 2, 5, 5]), coverable([1, 2, 5, 6]));
    deepEqual(lines, [['main.py', [[1, 'a'], [2, 'a', 'b'], [5, 'b'], [6]]]]);
  });

  it('is what the tests of several jobs have reached together', () => {
    const jobs = ['a', 'b'].map((test, at) => [covered(test, [at + 1, at + 1]), coverable([1, 3]), END]);
    const files = coverageOf({ jobs, files: [MAIN] });
    if (typeof files === 'string') throw new Error(files);
    deepEqual(
      [...(files[0]?.lines ?? [])].map(([line, tests]) => [line, ...tests]),
      [[1, 'a'], [2, 'b'], [3]],
    );
  });

  it('is not told where one job cannot tell it', () => {
    const good = [coverable([1, 1]), END];
    const why = (...jobs: readonly (readonly SandboxEvent[] | null)[]) => coverageOf({ jobs, files: [MAIN] });
    const others: SandboxEvent = { event: 'traced', why: 'others' };
    deepEqual(
      [why(), why(good, null), why(good, [coverable([1, 1])]), why([others], good)],
      ['broken-off', 'broken-off', 'broken-off', 'others'],
    );
  });

  it('is told of lines and files that were run alone, whatever a program has marked', () => {
    const far = 2 ** 40;
    const lines = linesOf(
      covered('a', [0, far]),
      covered('a', [1, 1], '../etc/passwd'),
      coverable([0, 0, 29, far]),
      coverable([1, 5], [], '../etc/passwd'),
      coverable([1, 1], [], 'main.py'),
    );
    deepEqual(lines, [
      [
        'main.py',
        [
          [29, 'a'],
          [30, 'a'],
          [31, 'a'],
        ],
      ],
    ]);
    const functions = [
      { name: 'far', line: far, first: far, last: far },
      { name: 'none', line: 5, first: 20, last: 25 },
      { name: 'odd\x1b[31m\n', line: 1, first: 2, last: 3 },
    ];
    deepEqual(
      found(coverable([1, 3], functions)).flatMap((file) => file.functions.map(({ name }) => name)),
      ['odd\\x1b[31m\\n'],
    );
  });
});

describe('What tests have not reached', () => {
  const ANSWER = { name: 'answer', line: 10, first: 11, last: 15 };

  it('is told in stretches between two lines that were reached', () => {
    const events = [covered('a', [1, 4, 9, 9, 20, 20]), coverable([1, 6, 9, 9, 12, 14, 20, 22])];
    deepEqual(notReached(found(...events)), [
      {
        path: 'main.py',
        whole: false,
        functions: [],
        stretches: [
          [5, 6],
          [12, 14],
          [21, 22],
        ],
      },
    ]);
    equal(told(...events), "Not reached by this step's tests: main.py lines 5–6, 12–14, 21–22.");
  });

  it('is a function that was never called, and its lines are not told as well', () => {
    const inner = { name: 'answer.inner', line: 12, first: 13, last: 13 };
    const events = [covered('a', [1, 10, 24, 24]), coverable([1, 3, 10, 15, 24, 24], [ANSWER, inner])];
    equal(told(...events), "Not reached by this step's tests: answer() was never called.");
    const unmade = [covered('a', [1, 3]), coverable([1, 3, 10, 15], [ANSWER])];
    equal(told(...unmade), "Not reached by this step's tests: main.py lines 10–15.");
  });

  it('names files where there are several, and those of which nothing was run', () => {
    const store = coverable([1, 9], [], 'store.py');
    const events = [covered('a', [1, 10]), coverable([1, 3, 10, 15, 24, 24], [ANSWER]), store];
    equal(
      told(...events),
      "Not reached by this step's tests: main.py line 24; answer() in main.py was never called; all of store.py.",
    );
  });

  it('is nothing where every line was reached', () => {
    equal(told(covered('a', [1, 9]), coverable([1, 2])), "This step's tests have reached every line.");
  });

  it('is bounded in words', () => {
    const functions = Array.from({ length: 14 }, (_, at) => ({
      name: `f${at}`,
      line: 2 * at + 1,
      first: 2 * at + 2,
      last: 2 * at + 2,
    }));
    const made = functions.flatMap(({ line }) => [line, line]);
    equal(
      told(covered('a', made), coverable([1, 28], functions)).endsWith('f11() was never called; and 2 more places.'),
      true,
    );
  });

  it('has words for each reason not to know it', () => {
    const reasons: readonly Uncovered[] = ['too-old', 'no-lines', 'others', 'too-much', 'broken-off'];
    const texts = new Set(reasons.map((why) => coverageText(why)));
    equal(texts.size, reasons.length);
    for (const text of texts) equal(/^There is no coverage\b.*\.$/.test(text), true, text);
  });
});
