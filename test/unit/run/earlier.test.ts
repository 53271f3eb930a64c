import { deepEqual, equal } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxEvent } from '../../../src/contract/events';
import type { Limits } from '../../../src/contract/limits';
import { findStep, loadDirectory } from '../../../src/course/format/load';
import { earlierLimits, regressions } from '../../../src/run/earlier';
import { EarlierSteps, type PassedRun, Passes, type PassOf } from '../../../src/run/earlier-steps';
import type { Expected } from '../../../src/run/prepare';
import type { RunSettings } from '../../../src/run/request';
import type { JobResult } from '../../../src/run/run-job';
import { PLATFORM, REDIS, redisSteps, SETTINGS } from '../../support/run';
import { collected, done, EXITED, failure, metrics, red, test } from '../results/make';

const LIMITS: Limits = { timeout_seconds: 10, memory_mb: 128, pids: 50, cpus: 0.5 };

function steps(...changed: readonly Partial<Limits>[]): readonly Expected[] {
  return changed.map((own) => ({ limits: { ...LIMITS, ...own } }) as Expected);
}

describe('A job of earlier steps', () => {
  it('has five seconds for each of them while a learner waits', () => {
    equal(earlierLimits(steps({}, {}, {})).timeout_seconds, 15);
  });

  it('has the time that each of them has alone where nobody waits', () => {
    equal(earlierLimits(steps({}, { timeout_seconds: 4 }), true).timeout_seconds, 14);
  });

  it('never takes more than a minute', () => {
    const many = steps(...Array.from({ length: 60 }, () => ({})));
    deepEqual([earlierLimits(many).timeout_seconds, earlierLimits(many, true).timeout_seconds], [60, 60]);
  });

  it('has the most of everything else that any of them asks for', () => {
    const { memory_mb, pids, cpus } = earlierLimits(steps({ memory_mb: 256 }, { pids: 80, cpus: 1 }));
    deepEqual([memory_mb, pids, cpus], [256, 80, 1]);
  });
});

describe('The earlier steps of a long course', () => {
  const before = redisSteps().slice(0, 14).reverse();

  /** The results, the steps of each job, and how many jobs there were at the same time. */
  async function jobsOf(settings: RunSettings) {
    const course = await loadDirectory(REDIS);
    const step = findStep(course, 'lpop');
    const program = { entry: { kind: 'file', path: 'main.py', module: null }, files: [] };
    const passed = { request: { course, step }, program, image: { id: 'sha256:1' }, seed: 1 } as unknown as PassedRun;
    const jobs: (readonly string[])[] = [];
    let [now, most] = [0, 0];
    const ran = await new EarlierSteps(PLATFORM, () => settings).run(passed, async ({ tests }) => {
      jobs.push(tests.map((folder) => folder.replace(/^steps\/\d+-/, '')));
      most = Math.max(most, ++now);
      await sleep(10);
      now -= 1;
      return { events: [], end: EXITED, interpreter: '3.11' } as unknown as JobResult;
    });
    return { steps: ran.map(({ result }) => result.step), jobs, most };
  }

  it('are run in several jobs, the newest first, two at a time', async () => {
    const { steps, jobs, most } = await jobsOf(SETTINGS);
    deepEqual(steps, before);
    deepEqual(jobs, [before.slice(0, 6), before.slice(6, 12), before.slice(12)]);
    equal(most, 2);
  });

  it('are run one job after the other where nobody waits, as in a check of many programs', async () => {
    const { jobs, most } = await jobsOf({ ...SETTINGS, patient: true });
    deepEqual([jobs.length, most], [3, 1]);
  });
});

describe('An earlier step that has passed', () => {
  it('is not run again in the same runtime, and is in another one, whose image is another one', () => {
    const suite = { tests: ['s/test_a.py'], files: [] };
    const expected = { suite, limits: LIMITS } as unknown as Expected;
    const program = { entry: { kind: 'file', path: 'main.py', module: null }, files: [] };
    const inImage = (id: string) => ({ image: { id }, program, expected }) as unknown as PassOf;
    const passes = new Passes();
    passes.add(inImage('sha256:11'), []);
    deepEqual([passes.of(inImage('sha256:11')), passes.of(inImage('sha256:14'))], [[], null]);
  });
});

describe('An earlier step among others', () => {
  /** Its one test has waited a second in vain, in a job that took nine. */
  const judged = (kept_waiting_ms: number) => {
    const silent = red('a', { failure: failure('nothing-received', { port: 6379, seconds: 1 }), duration_ms: 1_000 });
    const { id, file, ...one } = test('a');
    const tests = [{ ...one, id: `s/${id}`, file: `s/${file}` }];
    const ours = { ...silent, test: `s/${id}` } as SandboxEvent;
    const events = [{ ...collected(), tests }, ours, metrics({ wall_ms: 9_000, kept_waiting_ms }), done(1)];
    const expected = [{ step: { id: 'it', folder: 's' }, tests: [], limits: LIMITS }] as unknown as readonly Expected[];
    const result = { events, end: EXITED, interpreter: '3.11' } as unknown as JobResult;
    const course = { id: 'small', language: 'python' } as unknown as Parameters<typeof regressions>[0];
    return regressions(course, expected, result, 1, LIMITS).map(({ outcome, reason }) => [outcome, reason]);
  };

  it('was starved if all that the machine took may have been its own', () => {
    deepEqual(judged(800), [['timeout', 'machine-busy']]);
  });

  it('fails if the machine took little, or nothing', () => {
    for (const ms of [0, 100]) deepEqual(judged(ms), [['failed', undefined]]);
  });
});
