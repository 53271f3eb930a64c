import { deepEqual, match } from 'node:assert/strict';
import { appendFile, cp } from 'node:fs/promises';
import path from 'node:path';
import { render } from '../../src/results/report/render';
import { PLAIN } from '../../src/results/report/shown-text';
import type { RunSettings, StepResult } from '../../src/run/request';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { inTemporaryFolder, newRunner, REDIS, ROOT, read, redisSteps, runOn, SETTINGS, solution } from '../support/run';

const CALC = path.join(ROOT, 'test', 'courses', 'calc');
const RIGHT = read(solution('03-many-pings'));

describe('Earlier steps that have passed', function () {
  this.timeout(60_000);
  let settings: { -readonly [Name in keyof RunSettings]?: RunSettings[Name] };
  let runner: Runner;
  /** Whether the last run had a job of earlier steps. */
  let ran: boolean;

  beforeEach(() => {
    settings = { rememberEarlierSteps: true, patient: true, maxima: SETTINGS.maxima };
    runner = newRunner({ settings });
  });
  afterEach(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });

  async function run(step: number, source = RIGHT, course = REDIS): Promise<StepResult> {
    ran = false;
    const phase = (name: string) => {
      ran ||= name === 'earlier';
    };
    return runOn(runner, course, step, { source }, { withEarlier: true, watch: { phase } });
  }

  /** The results of the earlier steps, and which of them had to run. */
  const steps = ({ report }: StepResult) =>
    report.regressions.map(({ step, outcome, remembered }) => `${step} ${remembered ? 'remembered' : outcome}`);
  const BOTH_RUN = ['ping passed', 'bind passed'];

  it('are not run again for the same program, and the report says so', async () => {
    const first = await run(3);
    deepEqual([steps(first), ran], [BOTH_RUN, true]);
    const second = await run(3);
    deepEqual([steps(second), ran], [['ping remembered', 'bind remembered'], false]);
    deepEqual(
      second.report.regressions.map(({ tests }) => tests),
      first.report.regressions.map(({ tests }) => tests),
    );
    const text = render(second.report, { style: PLAIN, durations: false }).join('\n');
    match(text, /The 2 earlier steps still pass\./);
  });

  it('are several jobs where there are many: none takes the time of the others', async () => {
    const before = redisSteps().slice(0, redisSteps().indexOf('blpop-timeout')).reverse();
    const { report } = await run(before.length + 1, read(solution('18-blpop-timeout')));
    deepEqual(
      report.regressions.map(({ step, outcome }) => `${step} ${outcome}`),
      before.map((step) => `${step} passed`),
    );
  });

  it('are not run again after their own run either: a whole course runs each step once, and the current one each time', async () => {
    const seeds = new Set<number>();
    for (const step of [1, 2, 3, 3]) {
      const { verdict, report } = await run(step);
      deepEqual([verdict.outcome, ran], ['passed', false]);
      seeds.add(report.seed);
    }
    deepEqual(seeds.size, 4);
  });

  it('are run again when the program has changed, and not when it is the old one again', async () => {
    await run(3);
    deepEqual(steps(await run(3, `${RIGHT}\n# another\n`)), BOTH_RUN);
    await run(3);
    deepEqual(ran, false);
  });

  it('are run again when their own suite has changed, and only those', async () => {
    await inTemporaryFolder(async (folder) => {
      const course = path.join(folder, 'redis');
      await cp(REDIS, course, { recursive: true });
      await run(3, RIGHT, course);
      await appendFile(path.join(course, 'steps', '01-bind', 'test_bind.py'), '\n# another\n');
      deepEqual(steps(await run(3, RIGHT, course)), ['ping remembered', 'bind passed']);
    });
  });

  it('are run again with other limits, after a change of settings or engine, and when the setting is off', async () => {
    await run(3);
    settings.maxima = { ...SETTINGS.maxima, memory_mb: 100 };
    deepEqual(steps(await run(3)), BOTH_RUN);
    runner.forget();
    deepEqual(steps(await run(3)), BOTH_RUN);
    settings.rememberEarlierSteps = false;
    deepEqual(steps(await run(3)), BOTH_RUN);
  });

  it('are run each time while they fail', async () => {
    const right = read(path.join(CALC, 'steps', '02-file', 'solution', 'calc.py'));
    const broken = right.replace('list(options.words)', 'list(options.words)[1:]');
    for (let times = 2; times > 0; times--) deepEqual([steps(await run(2, broken, CALC)), ran], [['sum failed'], true]);
  });
});
