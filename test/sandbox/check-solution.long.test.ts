import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { nothingIsLeft } from '../support/containers';
import { type CourseCopy, inCopy, KATA, READ, SUM, type Where } from '../support/course-copy';

describe('The program that a step begins with', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  const changes: Readonly<Record<string, readonly [string, (copy: CourseCopy) => Promise<unknown>, readonly Where[]]>> =
    {
      'must leave something to do': [
        '1',
        (copy) => copy.copy(`${SUM}/solution`, 'starter'),
        [['check-should-fail', 'starter', null]],
      ],
      'must exist': ['1', (copy) => rm(copy.path('starter/calc.py')), [['program-missing', 'starter/calc.py', null]]],
      'must not crash': [
        '1',
        (copy) => copy.write('starter/calc.py', 'raise ValueError("no")\n'),
        [['starter-breaks', 'starter', null]],
      ],
      'must fail with a text that says enough': [
        '1',
        (copy) =>
          copy.write(
            `${SUM}/test_a.py`,
            'import pytest\nfrom codealong import program\n\n\ndef test_a() -> None:\n    if "cannot" in program.run("1").text:\n        pytest.fail("No.")\n',
          ),
        [['starter-unclear', 'starter', null]],
      ],
      'must not pass already when it is the previous solution': [
        '2',
        (copy) => copy.copy(`${READ}/solution`, `${SUM}/solution`),
        [['check-should-fail', `${SUM}/solution`, null]],
      ],
    };
  for (const [name, [step, change, expected]] of Object.entries(changes)) {
    it(name, () =>
      inCopy(async (copy) => {
        await change(copy);
        assert.deepEqual((await copy.check('--step', step)).where, expected);
      }),
    );
  }

  it('must pass if the course says so; otherwise the line with the reason is reported', () =>
    inCopy(async (copy) => {
      const line = await copy.reason('previous_passes');
      assert.deepEqual((await copy.check('--step', '2')).where, [['check-should-pass', 'course.json', line]]);
    }));

  it('has its text among the findings', () =>
    inCopy(async (copy) => {
      const { findings } = await copy.check('--step', '1');
      assert.match(findings.find(({ area }) => area === 'before')?.detail ?? '', /expected {2}'42'/);
    }));

  it('of a separate course is a starter of its own', () =>
    inCopy(async (copy) => {
      await copy.copy('steps/02-words/solution', 'steps/02-words/starter');
      assert.deepEqual((await copy.check()).where, [['check-should-fail', 'steps/02-words/starter', null]]);
    }, KATA));
});

describe('The solution of a step', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('passes its step, and is not run again if it does not', () =>
    inCopy(async (copy) => {
      await copy.write(`${READ}/solution/calc.py`, 'print("no")\n');
      const { where, steps } = await copy.check('--step', '2');
      assert.deepEqual(where, [['check-should-pass', `${READ}/solution`, null]]);
      assert.equal(steps[0]?.repeats, null);
    }));

  it('breaks no earlier step', () =>
    inCopy(async (copy) => {
      await copy.replace(`${READ}/solution/calc.py`, 'return list(options.words)', 'return ["0"]');
      const { where, bad } = await copy.check('--step', '2');
      assert.deepEqual(where, [['check-regression', `${READ}/solution`, null]]);
      assert.match(bad[0]?.text ?? '', /sum/);
    }));

  it('is not judged by a suite that is broken', () =>
    inCopy(async (copy) => {
      await copy.write(`${SUM}/test_more.py`, 'import nowhere\n');
      const { bad } = await copy.check('--step', '1');
      assert.ok(bad.length > 0);
      assert.ok(bad.every((finding) => finding.code === 'check-suite-module' && finding.file === SUM));
      assert.match(JSON.stringify(bad[0]), /nowhere/);
    }));
});
