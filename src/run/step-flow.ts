import { CodedError } from '../contract/codes';
import type { ReachedEvent, SandboxEvent } from '../contract/events';
import type { Limits } from '../contract/limits';
import type { Platform } from '../contract/platform';
import type { CourseRuntimes } from '../contract/runtime';
import { versionOf } from '../contract/runtime';
import type { Verdict } from '../contract/verdict';
import { filesDigest } from '../course/files/collect-files';
import { withSuiteVersion } from '../results/evidence/suite-version';
import { withNeverReached } from '../results/report/never-reached';
import { brokenSteps } from '../results/report/report';
import { reduce, withRealPlaces } from '../results/verdict/reduce';
import type { Owner, Role } from '../sandbox/owner';
import type { Pool } from '../sandbox/pool';
import type { SandboxSpec } from '../sandbox/warm-sandbox';
import type { Cooldown } from './cooldown';
import { type EarlierStep, EarlierSteps, type PassedRun } from './earlier-steps';
import { type EngineImage, type EngineImages, imageAtHand, type RuntimeWish } from './engine-image';
import { LiveTests } from './live-tests';
import { type EngineFinder, onPresentEngine } from './lost-engine';
import { NewerCompiler } from './newer-compiler';
import { drawSeed, type Expected, expectStep, jobOf, takeProgram, wishOf } from './prepare';
import { recordPass } from './record';
import type { RunSettings, StepRequest, StepResult } from './request';
import { eventOfStep, eventsOfStep, type JobOptions, type JobResult, type Removals, runJob } from './run-job';
import type { Runtimes } from './runtimes';
import { stepReport, unrunResult } from './step-report';
import type { Trust } from './trust';

/** What runs share. It belongs to the runner, which disposes it. */
export interface RunnerResources {
  readonly platform: Platform;
  readonly settings: () => RunSettings;
  readonly images: EngineImages & EngineFinder;
  readonly runtimes: Pick<Runtimes, 'fitting' | 'imageThere'>;
  readonly owner: Owner;
  readonly pool: Pool;
  readonly removals: Removals;
  readonly trust: Pick<Trust, 'judge'>;
  readonly cooldown: Cooldown;
}

/** A step as it is run: the learner's program and the suite are read, engine and image answer. */
interface PreparedStep extends PassedRun, EngineImage {
  readonly expected: Expected;
}

/** The step's own run, as it was judged. */
interface Judged extends Pick<JobResult, 'sandbox' | 'behind'> {
  readonly verdict: Verdict;
}

/** From a step and a program to its result: job, verdict, earlier steps, progress. */
export class StepFlow {
  readonly #earlier: EarlierSteps;
  readonly #newer: NewerCompiler;
  /** The run with the latest verdict: the pool is filled for it. */
  #latest: StepRequest | null = null;

  constructor(private readonly runner: RunnerResources) {
    this.#earlier = new EarlierSteps(runner.platform, runner.settings);
    const { runtimes, removals } = runner;
    this.#newer = new NewerCompiler(runtimes, removals, (engine, image) =>
      this.#sandboxFor({ engine, image }, 'probe'),
    );
  }

  /** Never rejects with a `CodedError`: the result says it. */
  async run(request: StepRequest): Promise<StepResult> {
    const seed = request.seed ?? drawSeed();
    const known: { expected: Expected | null } = { expected: null };
    try {
      const once = async () => this.#result(await this.#prepared(request, seed, known));
      return await onPresentEngine(this.runner.images, once, request.signal);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      if (error.code.startsWith('image-')) this.runner.pool.empty();
      return unrunResult(request, error, known.expected, seed);
    }
  }

  /** @param known is given what is known of the step, also for a run that then has no engine */
  async #prepared(request: StepRequest, seed: number, known: { expected: Expected | null }): Promise<PreparedStep> {
    const { platform, settings, images } = this.runner;
    const wish = wishOf(request, platform);
    const atHand = wish.then((known) => imageAtHand(images, known, request.signal));
    const version = atHand.then((found) => versionOf(found?.image.runtime ?? null)).catch(() => null);
    const program = takeProgram(request, platform, version);
    for (const one of [program, wish, atHand]) one.catch(() => undefined); // a problem with the suite is reported first
    const expected = await expectStep(request.course, request.step, settings(), platform);
    known.expected = expected;
    const files = await program;
    const ready = (await atHand) ?? (await this.#image(await wish, request));
    return { request, program: files, seed, expected, ...ready };
  }

  /** Earlier steps that have passed are run again. */
  forget(): void {
    this.#earlier.forget();
  }

  #image(wish: RuntimeWish, { watch, signal }: StepRequest): Promise<EngineImage> {
    return this.runner.images.image(wish, (progress) => watch?.building?.(progress), signal);
  }

  async #result(prepared: PreparedStep): Promise<StepResult> {
    const { request, program, seed, expected } = prepared;
    const { verdict, sandbox, behind } = await this.#runFairly(prepared);
    const ownReport = stepReport(request, expected.tests, verdict, sandbox);
    request.watch?.verdict?.(verdict, ownReport);
    void this.#fillSoon(request, { ...prepared, limits: expected.limits });
    const passed = verdict.outcome === 'passed';
    const told = [behind];
    const earlier = passed && request.withEarlier ? await this.#runEarlier(prepared, told) : [];
    const report = { ...ownReport, regressions: earlier.map(({ result }) => result) };
    if (passed) this.#earlier.add(report, prepared);
    const done = passed && brokenSteps(report).length === 0;
    const suites = new Map([...suitesPassed(earlier), [request.step.id, filesDigest(expected.suite.files)]]);
    const ran = { runtime: verdict.runtime?.id ?? null, isOfSetting: prepared.runtime === null };
    const afterwards = done ? await recordPass(request, { ...program, seed, suites, ...ran }) : [];
    return { verdict, report, afterwards, ...foundBehind(prepared, { verdict, report }, told) };
  }

  /** Not when another verdict came meanwhile, which fills the pool itself, or when the pool was emptied. */
  async #fillSoon(request: StepRequest, { engine, image, limits }: SandboxSpec): Promise<void> {
    const { pool, cooldown } = this.runner;
    const { emptied } = pool;
    this.#latest = request;
    await cooldown.elapsed();
    if (this.#latest === request && pool.emptied === emptied) pool.fill({ engine, image, limits });
  }

  /** Once more, and only once, after a run that the machine was too busy for. */
  async #runFairly(prepared: PreparedStep): Promise<Judged> {
    const first = await this.#runOwn(prepared);
    if (first.verdict.reason !== 'machine-busy' || prepared.request.signal?.aborted) return first;
    const { verdict, ...ran } = await this.#runOwn(prepared);
    return { verdict: { ...verdict, notes: [...verdict.notes, { code: 'ran-again', args: {} }] }, ...ran };
  }

  /** The step's own tests. */
  async #runOwn(prepared: PreparedStep): Promise<Judged> {
    const { request, expected, program, seed } = prepared;
    request.watch?.phase?.('sandbox');
    const traced = request.coverage ?? (this.runner.settings().neverReached ? 'failing' : undefined);
    const job = jobOf(request.course, program, [expected], expected.limits, seed, traced);
    const { language } = request.course;
    const runtimes = await this.#runtimes(prepared);
    const result = await runJob(prepared.engine, job, this.#ownOptions(prepared, runtimes), this.runner.removals);
    const { end, interpreter, starting_ms } = result;
    const run = {
      language,
      events: eventsOfStep(result.events, request.step.folder),
      interpreter,
      packages: program.packages,
      end,
      starting_ms,
      expected: expected.tests,
      seed,
      limits: expected.limits,
      notes: [...prepared.notes, ...expected.notes, ...program.notes, ...result.notes],
    };
    const verdict = withRuntimes(withSuiteVersion(withRealPlaces(reduce(run), program.files), run), runtimes);
    const { engine } = prepared;
    const asked = this.#newer.asked(verdict, { engine, language, interpreter, runtimes, signal: request.signal });
    return { verdict: await asked, sandbox: result.sandbox, behind: result.behind };
  }

  async #runtimes({ request, program, runtime }: PreparedStep): Promise<CourseRuntimes> {
    const fitting = runtime === null ? [] : await this.runner.runtimes.fitting(request.course);
    return { fitting, files: program.files, compiled: null };
  }

  #ownOptions(prepared: PreparedStep, runtimes: CourseRuntimes) {
    const { engine, image, request } = prepared;
    const { watch, signal, step } = request;
    const live = new LiveTests(request, { runtimes, packages: prepared.program.packages });
    const onEvent = (event: SandboxEvent) => {
      const own = watch?.event === undefined ? null : eventOfStep(event, step.folder);
      if (own !== null) watch?.event?.(own, live.take(own));
    };
    const onReady = (interpreter: string) => {
      live.runsOn(interpreter);
      watch?.phase?.('tests');
    };
    const claim = (limits: Limits) => this.runner.pool.claim({ engine, image, limits }, signal);
    const cooldown = () => this.runner.cooldown.elapsed();
    return { ...this.#sandboxFor(prepared, 'run'), onEvent, onReady, signal, claim, cooldown };
  }

  /** The earlier steps are jobs of their own, in containers of their own: they never cost this step its time. @param told gets what each tells */
  #runEarlier(prepared: PreparedStep, told: JobResult['behind'][]): Promise<readonly EarlierStep[]> {
    const { removals, cooldown } = this.runner;
    const nothing = () => {};
    const { signal } = prepared.request;
    const options = { ...this.#sandboxFor(prepared, 'earlier-steps'), onEvent: nothing, onReady: nothing, signal };
    return this.#earlier.run(prepared, async (job) => {
      await cooldown.elapsed(signal);
      const result = await runJob(prepared.engine, job, options, removals);
      told.push(result.behind);
      return result;
    });
  }

  #sandboxFor({ engine, image }: Pick<EngineImage, 'engine' | 'image'>, role: Role) {
    const { owner, trust } = this.runner;
    const judge: JobOptions['judge'] = (sandbox, limits) => trust.judge(engine, sandbox, limits);
    return { image: image.ref, role, owner, judge };
  }
}

/** Each test knows what the course takes: its failure may be the version's. */
function withRuntimes(verdict: Verdict, runtimes: CourseRuntimes): Verdict {
  return { ...verdict, tests: verdict.tests.map((test) => ({ ...test, runtimes })) };
}

/** What comes after the result. @param told of the step's own job, then of those of earlier steps */
function foundBehind(
  { request, program }: PreparedStep,
  judged: Pick<StepResult, 'verdict' | 'report'>,
  told: readonly JobResult['behind'][],
): Pick<StepResult, 'traced' | 'covered'> {
  const { files } = program;
  if (request.coverage !== undefined) return { covered: Promise.all(told).then((jobs) => ({ jobs, files })) };
  const [own] = told;
  if (own === null || own === undefined) return {};
  const traced = own.then((events) =>
    withNeverReached({ ...judged, files }, reachedIn(events ?? [], request.step.folder)),
  );
  return { traced };
}

function reachedIn(events: readonly SandboxEvent[], folder: string): ReachedEvent | null {
  return eventsOfStep(events, folder).find((event) => event.event === 'reached') ?? null;
}

function suitesPassed(earlier: readonly EarlierStep[]): readonly (readonly [string, string])[] {
  return earlier.flatMap(({ result, suite }) => (result.outcome === 'passed' ? [[result.step, suite] as const] : []));
}
