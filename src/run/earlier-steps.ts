import pLimit from 'p-limit';
import type { Job } from '../contract/job';
import type { Platform } from '../contract/platform';
import type { ReportRegression, ReportTest } from '../contract/report';
import { filesDigest } from '../course/files/collect-files';
import { earlierSteps } from '../course/format/format';
import type { RunnerImage } from '../engine/image/image';
import { earlierLimits, regressions, STEPS_EACH_JOB } from './earlier';
import { type Expected, expectStep, jobOf, type Program } from './prepare';
import type { RunSettings, StepRequest } from './request';
import type { JobResult } from './run-job';

/** A run whose own step has passed. */
export interface PassedRun {
  readonly request: StepRequest;
  readonly program: Program;
  readonly image: RunnerImage;
  readonly seed: number;
}

/** How an earlier step stands, and the digest of its suite. */
export interface EarlierStep {
  readonly result: ReportRegression;
  readonly suite: string;
}

/** Jobs at the same time while a learner waits: each has half a processor. Where nobody waits, several programs are tried already. */
const JOBS_AT_ONCE = { prompt: 2, patient: 1 };

/** The steps before one that has passed. One that has passed before, with nothing changed since, is not run again. */
export class EarlierSteps {
  readonly #passes = new Passes();

  constructor(
    private readonly platform: Platform,
    private readonly settings: () => RunSettings,
  ) {}

  /**
   * @param go runs one job, with some of the steps that have to be run.
   * @returns one entry a step, newest first.
   */
  async run(passed: PassedRun, go: (job: Job) => Promise<JobResult>): Promise<readonly EarlierStep[]> {
    const { course, step } = passed.request;
    const remembers = this.settings().rememberEarlierSteps ?? false;
    if (!remembers) this.forget();
    const expected = await Promise.all(
      earlierSteps(course, step).map((one) => expectStep(course, one, this.settings(), this.platform)),
    );
    const all = expected.map((one) => ({
      pass: { ...passed, expected: one },
      // Another run that goes on beside this one may have added a pass meanwhile.
      before: remembers ? this.#before({ ...passed, expected: one }) : null,
    }));
    const open = all.filter(({ before }) => before === null).map(({ pass }) => pass);
    const ran = await this.#ran(passed, open, go);
    return all.flatMap(({ pass, before }) => {
      const result = before ?? ran.get(pass);
      return result === undefined ? [] : [{ result, suite: filesDigest(pass.expected.suite.files) }];
    });
  }

  /** The step has passed, alone or with others. */
  add({ tests }: Pick<ReportRegression, 'tests'>, pass: PassOf): void {
    this.#passes.add(pass, tests);
  }

  /** Forgets all passes. */
  forget(): void {
    this.#passes.forget();
  }

  #before(pass: PassOf): ReportRegression | null {
    const tests = this.#passes.of(pass);
    return tests === null ? null : { step: pass.expected.step.id, outcome: 'passed', tests, remembered: true };
  }

  /** Once more, and only once, those that the machine was too busy for. */
  async #ran<Pass extends PassOf>(
    passed: PassedRun,
    passes: readonly Pass[],
    go: (job: Job) => Promise<JobResult>,
  ): Promise<ReadonlyMap<Pass, ReportRegression>> {
    if (passes.length === 0) return new Map();
    passed.request.watch?.phase?.('earlier');
    const first = await this.#ranOnce(passed, passes, go);
    const starved = passes.filter((pass) => first.get(pass)?.reason === 'machine-busy');
    if (starved.length === 0 || passed.request.signal?.aborted) return first;
    return new Map([...first, ...(await this.#ranOnce(passed, starved, go))]);
  }

  /** In several jobs where there are many. */
  async #ranOnce<Pass extends PassOf>(
    passed: PassedRun,
    passes: readonly Pass[],
    go: (job: Job) => Promise<JobResult>,
  ): Promise<ReadonlyMap<Pass, ReportRegression>> {
    const limit = pLimit(this.settings().patient ? JOBS_AT_ONCE.patient : JOBS_AT_ONCE.prompt);
    const jobs = inJobs(passes).map((some) => limit(() => this.#ranJob(passed, some, go)));
    return new Map((await Promise.all(jobs)).flat());
  }

  async #ranJob<Pass extends PassOf>(
    { request, program, seed }: PassedRun,
    passes: readonly Pass[],
    go: (job: Job) => Promise<JobResult>,
  ): Promise<readonly (readonly [Pass, ReportRegression])[]> {
    const expected: readonly Expected[] = passes.map((pass) => pass.expected);
    const limits = earlierLimits(expected, this.settings().patient);
    const traced = request.coverage === 'along' ? request.coverage : undefined;
    const job = jobOf(request.course, program, expected, limits, seed, traced);
    const results = regressions(request.course, expected, await go(job), seed, limits);
    const ran = passes.flatMap((pass, index) => {
      const result = results[index];
      return result === undefined ? [] : [[pass, result] as const];
    });
    for (const [pass, result] of ran) if (result.outcome === 'passed') this.add(result, pass);
    return ran;
  }
}

function inJobs<Pass>(passes: readonly Pass[]): readonly (readonly Pass[])[] {
  const jobs = Math.ceil(passes.length / STEPS_EACH_JOB);
  return Array.from({ length: jobs }, (_, at) => passes.slice(at * STEPS_EACH_JOB, (at + 1) * STEPS_EACH_JOB));
}

/** Passes that are kept at most; the oldest go first. */
const MOST = 500;

/** The conditions of a pass. It is void when any of them has changed. */
export interface PassOf {
  readonly image: RunnerImage;
  readonly program: Program;
  readonly expected: Expected;
}

/**
 * Which steps have passed, for the life of this process: an earlier step is not run again while nothing has changed. Never on the disk,
 * where it could be forged.
 */
export class Passes {
  readonly #known = new Map<string, readonly ReportTest[]>();

  add(pass: PassOf, tests: readonly ReportTest[]): void {
    const key = keyOf(pass);
    this.#known.delete(key);
    this.#known.set(key, tests);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
  }

  /** Its tests as they passed; null when it has to be run. */
  of(pass: PassOf): readonly ReportTest[] | null {
    return this.#known.get(keyOf(pass)) ?? null;
  }

  forget(): void {
    this.#known.clear();
  }
}

/** The seed is not part of the key: a correct program passes with every seed. */
function keyOf({ image, program, expected }: PassOf): string {
  const { timeout_seconds, memory_mb, pids, cpus } = expected.limits;
  const limits = [timeout_seconds, memory_mb, pids, cpus];
  const suite = [expected.suite.tests, filesDigest(expected.suite.files)];
  return JSON.stringify([image.id, program.entry, filesDigest(program.files), suite, limits]);
}
