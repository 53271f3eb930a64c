import assert from 'node:assert/strict';
import { judgeBefore, judgeSolution } from '../../../src/authoring/judge';
import { judgeReference } from '../../../src/authoring/reference-trial';
import { judgeRepeats, judgeTexts } from '../../../src/authoring/repeats';
import type { Trial } from '../../../src/authoring/trial';
import type { StepResult } from '../../../src/run/request';
import { argsIn } from '../../support/messages';
import { collected, done, ended, failure, problem, program, red } from '../results/make';
import { PASSED, resultOf, STEP, trialOf } from './make';

const NO_DOCKER = resultOf([], { end: problem('engine-not-found') });
const NO_TESTS = resultOf([collected(), done(0)]);

function failed(rest: Parameters<typeof failure>[2], programs: Parameters<typeof red>[1] = {}): StepResult {
  return resultOf([collected('a'), red('a', { failure: failure('message', {}, rest), ...programs }), done(1)]);
}

const CLEAR = failed({ message: 'It is wrong.', advice: 'Do it right.' });
const traceback = (type: string) =>
  program({
    exit_code: 1,
    stderr: `Traceback (most recent call last):\n  File "/work/main.py", line 3, in <module>\n    x\n${type}: no\n`,
  });

describe('A starter', () => {
  const judge = (result: StepResult) => {
    const { ok, message, detail, trouble } = judgeBefore({ trial: trialOf('starter'), passes: false }, result, null);
    return { ok, code: message.code, detail, trouble };
  };

  it('fails, and its text is kept for whoever wants to read it', () => {
    const { ok, code, detail } = judge(CLEAR);
    assert.deepEqual([ok, code], [true, 'check-fails']);
    assert.match(detail ?? '', /It is wrong\.\n\n {4}Do it right\./);
  });

  it('is also clear when it shows what was expected and what came', () => {
    assert.equal(judge(failed({ message: 'Wrong.', expected: '1', actual: '2' })).code, 'check-fails');
  });

  it('may not fail without a word on what to do', () => {
    assert.equal(judge(failed({ message: 'It is wrong.' })).code, 'starter-unclear');
    assert.equal(judge(failed({ message: 'It is wrong.', expected: '1' })).code, 'starter-unclear');
  });

  it('may not crash, but may say that a part is to be written', () => {
    assert.equal(
      judge(failed({ message: 'It is wrong.' }, { programs: [traceback('ValueError')] })).code,
      'starter-breaks',
    );
    assert.equal(
      judge(failed({ message: 'Wrong.' }, { programs: [traceback('NotImplementedError')] })).code,
      'check-fails',
    );
  });

  it('may have a class or a function that takes no arguments yet', () => {
    const raised = (args: Parameters<typeof failure>[1]) =>
      judge(resultOf([collected('a'), red('a', { failure: failure('raised', args) }), done(1)])).code;
    const told = { type: 'TypeError', message: 'Tariff() takes no arguments', function: null };
    assert.equal(raised(told), 'check-fails');
    assert.equal(raised({ ...told, message: 'no' }), 'starter-breaks');
    assert.equal(raised({ ...told, type: 'RecursionError' }), 'starter-breaks');
  });

  it('may not run out of time', () => {
    const begun = { event: 'started', test: 'test_bind.py::a' } as const;
    const over = resultOf([collected('a'), begun, done(0, 'timeout')], { end: ended({ cause: 'limit' }) });
    assert.equal(judge(over).code, 'starter-breaks');
  });

  it('may not pass', () => assert.equal(judge(PASSED).code, 'check-should-fail'));

  it('is not judged when the suite is broken or there is no engine', () => {
    assert.deepEqual(judge(NO_TESTS).code, 'check-suite-broken');
    assert.deepEqual([judge(NO_DOCKER).code, judge(NO_DOCKER).trouble], ['check-trouble', true]);
  });
});

describe('The previous solution', () => {
  const judge = (passes: boolean, result: StepResult) => {
    const { ok, message, file, line } = judgeBefore({ trial: trialOf('previous'), passes }, result, 12);
    return [ok, message.code, file, line];
  };

  it('may fail in any way', () => {
    assert.deepEqual(judge(false, failed({ message: null })), [true, 'check-fails', null, null]);
    assert.deepEqual(judge(false, PASSED), [false, 'check-should-fail', 'steps/02-ping/previous', null]);
  });

  it('must pass if the course says so; otherwise the finding names that line of course.json', () => {
    assert.deepEqual(judge(true, PASSED), [true, 'check-passes', null, null]);
    assert.deepEqual(judge(true, CLEAR), [false, 'check-should-pass', 'course.json', 12]);
  });
});

describe('A solution', () => {
  const broken = { step: 'bind', outcome: 'failed', tests: [] } as const;
  const judge = (result: StepResult) => judgeSolution(trialOf('solution'), result).message;

  it('passes its step and the earlier ones', () => assert.equal(judge(PASSED).code, 'check-passes'));
  it('may not fail', () => assert.equal(judge(CLEAR).code, 'check-should-pass'));
  it('may not break an earlier step, which is named', () => {
    const { code, args } = judge({ ...PASSED, report: { ...PASSED.report, regressions: [broken] } });
    assert.deepEqual([code, argsIn(args).broken], ['check-regression', 'bind']);
  });
});

describe('Repeated runs', () => {
  const seeded = (result: StepResult, seed: number) => ({ ...result, verdict: { ...result.verdict, seed } });

  it('pass each time', () => {
    const { ok, count } = judgeRepeats(trialOf('solution'), [PASSED, PASSED], false);
    assert.deepEqual([ok, count], [true, { passed: 2, of: 2 }]);
  });

  it('are reported with their number, their seeds and the first text when some fail', () => {
    const results = [PASSED, seeded(CLEAR, 5), PASSED, seeded(CLEAR, 9)];
    const { ok, message, count, detail } = judgeRepeats(trialOf('solution'), results, true);
    assert.deepEqual([ok, count], [false, { passed: 2, of: 4 }]);
    assert.deepEqual(
      [argsIn(message.args).seeds, argsIn(message.args).seed, argsIn(message.args).loaded],
      ['5, 9', 5, true],
    );
    assert.match(detail ?? '', /Do it right/);
  });

  it('are not called unsteady when there is no engine', () => {
    assert.equal(judgeRepeats(trialOf('solution'), [PASSED, NO_DOCKER], false).message.code, 'check-trouble');
  });

  it('of a wrong program give the same text', () => {
    const text = '  Does a\n    It is wrong.\n\n    Do it right.';
    assert.equal(judgeTexts(trialOf('wrong'), [CLEAR, CLEAR], text).message.code, 'wrong-steady');
    const other = judgeTexts(
      trialOf('wrong'),
      [CLEAR, failed({ message: 'It is odd.', advice: 'Do it right.' })],
      text,
    );
    assert.deepEqual([other.message.code, other.count], ['wrong-unsteady', { passed: 2, of: 3 }]);
    assert.match(other.detail ?? '', /^- {5}It is wrong\.\n\+ {5}It is odd\.$/m);
  });
});

describe('The genuine program', () => {
  const judge = (result: StepResult, why?: string) => {
    const step = why === undefined ? STEP : { ...STEP, reference_differs: why };
    const trial: Trial = { ...trialOf('reference'), step };
    const { ok, message, file, line } = judgeReference(trial, result, why === undefined ? null : 7);
    return [ok, message.code, file, line];
  };

  it('passes', () => assert.deepEqual(judge(PASSED), [true, 'reference-passes', null, null]));
  it('may not fail without a reason', () =>
    assert.deepEqual(judge(CLEAR), [false, 'reference-fails', 'steps/02-ping/reference', null]));
  it('may fail for a reason that the course gives', () =>
    assert.deepEqual(judge(CLEAR, 'It is newer.'), [true, 'reference-differs', null, null]));
  it('may not pass when the course gives a reason to fail', () => {
    assert.deepEqual(judge(PASSED, 'It is newer.'), [false, 'reference-agrees', 'course.json', 7]);
  });
});
