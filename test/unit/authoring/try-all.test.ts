import { deepEqual, equal } from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkCourse } from '../../../src/authoring/check';
import type { StepRequest, StepResult } from '../../../src/run/request';
import { CALC, checkOptions } from '../../support/course-copy';
import { PASSED } from './make';

const BUSY: StepResult = { ...PASSED, verdict: { ...PASSED.verdict, outcome: 'timeout', reason: 'machine-busy' } };

const SOLUTION = 'sum: steps/01-sum/solution/calc.py';

/** Says what each program's runs come to, and notes how many run at a time. Nothing is run. */
class Played {
  readonly runs: { readonly file: string; readonly atOnce: number }[] = [];
  #now = 0;

  constructor(private readonly busy: (file: string, times: number) => boolean) {}

  readonly members = {
    run: async ({ step, file }: StepRequest) => {
      const name = `${step.id}: ${file === null ? 'a text' : path.relative(CALC, file)}`;
      const times = this.of(name).length;
      const one = { file: name, atOnce: ++this.#now };
      this.runs.push(one);
      await sleep(2);
      this.#now -= 1;
      return this.busy(name, times) ? BUSY : PASSED;
    },
    runProgram: () => Promise.reject(new Error('not asked for')),
    image: async () => 'an-image',
  };

  of(file: string) {
    return this.runs.filter((one) => one.file === file);
  }
}

describe('The programs of a course', () => {
  const check = async (played: Played, all: boolean) =>
    (await checkCourse(CALC, { ...checkOptions({ step: null, all }), runner: played.members as never })).findings;

  it('are tried once more, alone, if the machine was too busy for one of them', async () => {
    const played = new Played((name, times) => name === SOLUTION && times === 0);
    const findings = await check(played, false);
    equal(played.of(SOLUTION)[1]?.atOnce, 1);
    equal(findings.filter(({ trouble }) => trouble).length, 0);
    equal(findings.filter(({ area, step, ok }) => area === 'solution' && step === 'sum' && ok).length, 1);
  });

  it('are a trouble only if it was so again', async () => {
    const played = new Played((name) => name === SOLUTION);
    const troubles = (await check(played, false)).filter(({ trouble }) => trouble);
    deepEqual(
      troubles.map(({ area, message }) => [area, message.code]),
      [['solution', 'check-trouble']],
    );
  });

  it('are many at a time only where they are to pass', async () => {
    const played = new Played(() => false);
    await check(played, true);
    const firstRuns = [...new Set(played.runs.map(({ file }) => file))].map((file) => played.of(file)[0]);
    const isRight = (file = '') => /^(sum|file): .*-\1\/solution\//.test(file);
    const most = (runs: Played['runs'] | typeof firstRuns) => Math.max(...runs.map((one) => one?.atOnce ?? 0));
    const toFail = firstRuns.filter((one) => !isRight(one?.file));
    equal(toFail.length > 2, true);
    equal(2 * most(toFail), most(played.runs.filter(({ file }) => isRight(file))));
  });
});
