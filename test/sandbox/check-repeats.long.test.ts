import assert from 'node:assert/strict';
import { checkCourse } from '../../src/authoring/check';
import type { CheckFinding } from '../../src/authoring/finding';
import type { Reference } from '../../src/authoring/reference-trial';
import type { StepRequest } from '../../src/run/request';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { type CourseCopy, checkOptions, inCopy, READ, SUM } from '../support/course-copy';
import { argsIn } from '../support/messages';
import { newRunner } from '../support/run';

describe('Repeated runs in a check', function () {
  this.timeout(120_000);
  let runner: Runner;
  beforeEach(() => {
    runner = newRunner();
  });
  afterEach(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });

  const options = checkOptions({ step: '2', all: false });

  it('must pass each time; otherwise the seeds of the failing runs are reported', () =>
    inCopy(async (copy) => {
      // It passes with the seeds 1 and 6, and fails with 2.
      await copy.write(
        `${READ}/test_luck.py`,
        'from codealong import fail, rng\n\n\ndef test_has_luck() -> None:\n    if rng.random() >= 0.5:\n        fail("No luck.")\n',
      );
      const seeds = [1, 1, 6, 2, 6];
      const run = (request: StepRequest) => runner.run({ ...request, seed: request.seed ?? seeds.shift() ?? 1 });
      const { findings } = await checkCourse(copy.folder, {
        ...options,
        runner: { run, runProgram: (request) => runner.runProgram(request), image: (...wish) => runner.image(...wish) },
      });
      const repeats = findings.filter(({ area, ok }) => area === 'repeats' && !ok);
      assert.equal(repeats.length, 1, JSON.stringify(findings.filter(({ ok }) => !ok)));
      assert.deepEqual(repeats[0]?.count, { passed: 2, of: 3 });
      assert.equal(argsIn(repeats[0]?.message.args).seeds, '2');
      assert.match(repeats[0]?.detail ?? '', /No luck/);
    }));

  describe('of the genuine program', () => {
    /** calc's own solution of a step, in the place of a genuine program. */
    async function withReference(copy: CourseCopy, solution: string): Promise<readonly CheckFinding[]> {
      const prepare = async (): Promise<Reference> => ({
        runner,
        root: copy.path(`${solution}/solution`),
        entry: 'calc.py',
      });
      const { findings } = await checkCourse(copy.folder, { ...options, runner, reference: { prepare } });
      return findings.filter(({ area }) => area === 'reference');
    }
    const told = ([finding, ...more]: readonly CheckFinding[]) => {
      assert.deepEqual(more, []);
      return [finding?.ok, finding?.message.code, finding?.file, finding?.line];
    };

    it('pass each step', () =>
      inCopy(async (copy) =>
        assert.deepEqual(told(await withReference(copy, READ)), [true, 'reference-passes', null, null]),
      ));

    it('are reported with their text when they fail', () =>
      inCopy(async (copy) => {
        const findings = await withReference(copy, SUM);
        assert.deepEqual(told(findings), [false, 'reference-fails', 'reference', null]);
        assert.match(findings[0]?.detail ?? '', /Adds the numbers on its input/);
      }));

    it('may fail for the reason that the course gives', () =>
      inCopy(async (copy) => {
        await copy.reason('reference_differs');
        assert.deepEqual(told(await withReference(copy, SUM)), [true, 'reference-differs', null, null]);
      }));

    it('may not pass when the course gives a reason why not', () =>
      inCopy(async (copy) => {
        const line = await copy.reason('reference_differs');
        assert.deepEqual(told(await withReference(copy, READ)), [false, 'reference-agrees', 'course.json', line]);
      }));
  });
});
