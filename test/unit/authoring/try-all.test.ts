import { deepEqual, equal, ok } from 'node:assert/strict';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkCourse } from '../../../src/authoring/check';
import type { StepRequest, StepResult } from '../../../src/run/request';
import { CALC, checkOptions } from '../../support/course-copy';
import { REDIS } from '../../support/run';
import { PASSED } from './make';

const BUSY: StepResult = { ...PASSED, verdict: { ...PASSED.verdict, outcome: 'timeout', reason: 'machine-busy' } };

const SOLUTION = 'sum: steps/01-sum/solution/calc.py';

interface Run {
  /** The step, and the program in its course. */
  readonly file: string;
  readonly atOnce: number;
}

/** Says what each program's runs come to, and notes how many run at a time. Nothing is run. */
class Played {
  readonly runs: Run[] = [];
  #now = 0;

  constructor(private readonly busy: (file: string, times: number) => boolean) {}

  readonly members = {
    run: async ({ step, file }: StepRequest) => {
      const name = `${step.id}: ${file === null ? 'a text' : file.slice(file.indexOf('steps/'))}`;
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

  /** The first run of a step's own solution. */
  firstOf(number: number): Run {
    const own = new RegExp(`: steps/0${number}-[^/]+/solution/`);
    const found = this.runs.find(({ file }) => own.test(file) && file.includes(`-${file.split(':')[0]}/`));
    if (found === undefined) throw new Error(`the solution of step ${number} was not run`);
    return found;
  }

  of(file: string) {
    return this.runs.filter((one) => one.file === file);
  }
}

describe('The programs of a course', () => {
  const check = async (played: Played, all: boolean, course = CALC, step: string | null = null) =>
    (await checkCourse(course, { ...checkOptions({ step, all }), runner: played.members as never })).findings;

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
    const cores = os.availableParallelism;
    os.availableParallelism = () => 2;
    try {
      const played = new Played(() => false);
      await check(played, true, REDIS, '1,2,3,4,5,6');
      const solutions = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => played.firstOf(number)));
      equal(Math.max(...solutions.map(({ atOnce }) => atOnce)), 4);
      const toFail = played.runs.slice(0, played.runs.indexOf(solutions[0] as Run));
      ok(toFail.length > solutions.length);
      equal(Math.max(...toFail.map(({ atOnce }) => atOnce)), 2);
    } finally {
      os.availableParallelism = cores;
    }
  });
});
