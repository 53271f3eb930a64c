import { deepEqual } from 'node:assert/strict';
import { judgeAnswers } from '../../../src/authoring/judge-suite';
import type { Trial } from '../../../src/authoring/trial';
import { collected, done, failure, finished, red } from '../results/make';
import { resultOf, trialOf } from './make';

const breaks = (line: number) =>
  failure(
    'answer-unread',
    { type: 'IndexError', message: 'list index out of range', given: 'printed', line, source: 'lines[0]' },
    { place: { file: 'steps/02-ping/test_bind.py', line } },
  );
const RESULT = resultOf([
  collected('a', 'b', 'c', 'd', 'e'),
  finished('a'),
  red('b', { failure: breaks(7) }),
  red('c', { failure: breaks(7) }),
  red('d', { failure: breaks(9) }),
  red('e'),
  done(5),
]);

describe('A line of a suite that breaks on what the program gave', () => {
  const found = (program: Trial['program']) =>
    judgeAnswers('solution', trialOf(program), RESULT).map(({ ok, message, file, line, count }) => [
      ok,
      message.code,
      `${file}:${line}`,
      count?.of ?? 1,
    ]);

  it('is a fault with the solution, named once', () =>
    deepEqual(found('solution'), [
      [false, 'answer-breaks-line', 'steps/02-ping/test_bind.py:7', 1],
      [false, 'answer-breaks-line', 'steps/02-ping/test_bind.py:9', 1],
    ]));

  for (const program of ['starter', 'previous', 'wrong'] as const)
    it(`is only a remark with the ${program} program`, () =>
      deepEqual(found(program), [
        [true, 'answer-breaks-line', 'steps/02-ping/test_bind.py:7', 0],
        [true, 'answer-breaks-line', 'steps/02-ping/test_bind.py:9', 0],
      ]));
});
