import { CodedError, type Message, nullIfCoded } from '../contract/codes';
import type { ReadyEvent, SandboxEvent } from '../contract/events';
import { DEFAULT_LIMITS, type Limits } from '../contract/limits';
import type { Platform } from '../contract/platform';
import type { ReportRegression } from '../contract/report';
import type { Verdict } from '../contract/verdict';
import type { Course, Step } from '../course/format/format';
import { resolveLimits } from '../course/format/step-limits';
import type { Engine } from '../engine/client/engine';
import type { RunnerImage } from '../engine/image/image';
import { toReport } from '../results/report/report';
import { brokenSteps } from '../results/verdict/broken';
import { withRealPlaces } from '../results/verdict/real-places';
import { reduce, verdictOfProblem } from '../results/verdict/reduce';
import { type Owner, type Role, thisProcess } from '../sandbox/owner';
import { Pool } from '../sandbox/pool';
import type { SandboxSpec } from '../sandbox/warm-sandbox';
import { Cooldown } from './cooldown';
import { EarlierSteps, type PassedRun } from './earlier-steps';
import { type Connect, EngineHost } from './engine-host';
import { OrphanRemoval, reaperOf, type SweeperOf } from './orphan-removal';
import { codeOf, drawSeed, type Expected, expectStep, jobOf, type Program, takeProgram } from './prepare';
import { recordPass } from './record';
import type { RunSettings, StepRequest, StepResult } from './request';
import { eventOfStep, eventsOfStep, type JobResult, Removals, runJob } from './run-job';
import { Trust } from './trust';

/** An engine that answers, and the image to run in. */
interface Ready {
  readonly engine: Engine;
  readonly image: RunnerImage;
}

/** A step's own run. */
interface Own {
  readonly verdict: Verdict;
  readonly sandbox: JobResult['sandbox'];
}

/** Milliseconds for finding out whether the image is there, where nobody waits. */
const WARM_MS = 5_000;

/** What a test may put in the place of the real thing. */
export interface RunnerParts {
  readonly sweeperOf?: SweeperOf;
  readonly connect?: Connect;
  readonly trust?: Pick<Trust, 'judge'>;
  /** Milliseconds after a verdict in which nothing is begun that nobody waits for; none unless told. */
  readonly restMs?: number;
}

/**
 * The use case: step and files become a job, the job's events a verdict. One for the life of the process; dispose it, and it waits
 * for the containers that are still being removed. Those of killed processes are removed now and then, while no run goes on.
 */
export class Runner {
  readonly removals = new Removals();
  readonly host: EngineHost;
  readonly pool: Pool;
  readonly #owner: Owner;
  readonly #orphans: OrphanRemoval;
  readonly #trust: Pick<Trust, 'judge'>;
  readonly #running = new Set<Promise<unknown>>();
  readonly #earlier: EarlierSteps;
  readonly #cooldown: Cooldown;
  /** The run after whose verdict the pool is filled: the last one. */
  #latest: StepRequest | null = null;

  constructor(
    private readonly platform: Platform,
    dockerDir: string,
    private readonly settings: () => RunSettings,
    { sweeperOf = reaperOf, connect, trust = new Trust(), restMs = 0 }: RunnerParts = {},
  ) {
    this.#owner = thisProcess(platform.env);
    this.#trust = trust;
    this.#cooldown = new Cooldown(restMs);
    this.#earlier = new EarlierSteps(platform, settings);
    const leave = (removal: Promise<void>) => this.removals.add(removal);
    this.pool = new Pool({ owner: this.#owner, size: () => this.settings().warmSandboxes ?? 0, leave });
    this.host = new EngineHost(platform, dockerDir, connect);
    this.#orphans = new OrphanRemoval({
      engine: () => this.host.known,
      busy: () => this.#running.size > 0,
      sweeperOf: (engine) => sweeperOf(engine, this.#owner),
    });
  }

  /** Whatever happens to the run is in the result; rejects for a defect of our own only. */
  async run(request: StepRequest): Promise<StepResult> {
    const run = this.#run(request);
    this.#running.add(run);
    try {
      return await run;
    } finally {
      this.#running.delete(run);
      this.#orphans.ended();
    }
  }

  /**
   * Has sandboxes warm for this step, where the engine is known and the image is there: nothing is looked for or built. While a run goes
   * on, nothing is done, since its end does the same.
   */
  async warm(course: Course, step: Step): Promise<void> {
    const settings = this.settings();
    if (!settings.warmSandboxes || this.#running.size > 0) return;
    const ready = await this.#readyNow(AbortSignal.timeout(WARM_MS)).catch(nullIfCoded);
    const { limits } = resolveLimits(step, course, DEFAULT_LIMITS, settings.maxima);
    if (ready !== null && this.#running.size === 0) this.pool.fill({ ...ready, limits });
  }

  /** Settings, image or engine have changed: the next run looks for the engine again, and uses nothing that was made before. */
  forget(): void {
    this.host.forget();
    this.pool.empty();
    this.#earlier.forget();
  }

  /** Removes what killed processes have left behind, where an engine is known; within `ms` milliseconds, and without a word. */
  tidy(ms: number): Promise<void> {
    return this.#orphans.now(ms);
  }

  /** The same from now on, every few minutes. */
  keepTidy(): void {
    this.#orphans.begin();
  }

  /** Whoever has started a run cancels it first: a run that goes on is waited for, since its container is not known before its end. */
  async dispose(): Promise<void> {
    this.#orphans.dispose();
    this.pool.dispose();
    this.#cooldown.dispose();
    await Promise.allSettled(this.#running);
    await this.removals.settled();
    this.host.dispose();
  }

  async #run(request: StepRequest): Promise<StepResult> {
    const seed = request.seed ?? drawSeed();
    const known: { expected: Expected | null } = { expected: null };
    try {
      const ready = this.#readyNow(request.signal);
      const program = takeProgram(request, this.platform);
      for (const one of [program, ready]) one.catch(() => undefined); // what is wrong with the suite is told first
      const expected = await expectStep(request.course, request.step, this.settings(), this.platform);
      known.expected = expected;
      return await this.#result(request, expected, await program, seed, (await ready) ?? (await this.#ready(request)));
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      if (error.code === 'engine-lost' || error.code === 'engine-call-timeout') this.forget();
      if (error.code.startsWith('image-')) this.pool.empty();
      return this.#unrun(request, known.expected, error, seed);
    }
  }

  async #result(
    request: StepRequest,
    expected: Expected,
    program: Program,
    seed: number,
    ready: Ready,
  ): Promise<StepResult> {
    const { verdict, sandbox } = await this.#own(request, expected, program, seed, ready);
    request.watch?.verdict?.(verdict);
    void this.#fillSoon(request, { ...ready, limits: expected.limits });
    const passed = verdict.outcome === 'passed';
    const run = { request, program, seed, image: ready.image };
    const earlier = passed && request.withEarlier ? await this.#before(run, ready) : [];
    const report = this.#report(request, expected, verdict, earlier, sandbox);
    if (passed) this.#earlier.add(report, { ...run, expected });
    const done = passed && brokenSteps(report).length === 0;
    const afterwards = done ? await recordPass(request, program.root, seed) : [];
    return { verdict, report, afterwards };
  }

  /** Unless there was another verdict by then, after which the same is done, or the pool was emptied. */
  async #fillSoon(request: StepRequest, wanted: SandboxSpec): Promise<void> {
    const { emptied } = this.pool;
    this.#latest = request;
    await this.#cooldown.elapsed();
    if (this.#latest === request && this.pool.emptied === emptied) this.pool.fill(wanted);
  }

  /** Without looking for anything or building it, while the files are still read: null where there is anything to do or to tell. */
  async #readyNow(signal?: AbortSignal): Promise<Ready | null> {
    if (this.host.known === null) return null;
    const settings = this.settings();
    const engine = await this.host.engine(settings, signal);
    try {
      return { engine, image: await this.host.image(engine, settings, () => {}, signal, 'never') };
    } catch (error) {
      if (error instanceof CodedError && error.code === 'image-missing') return null;
      throw error;
    }
  }

  async #ready({ watch, signal }: StepRequest): Promise<Ready> {
    const settings = this.settings();
    const engine = await this.host.engine(settings, signal);
    const image = await this.host.image(engine, settings, (progress) => watch?.building?.(progress), signal);
    return { engine, image };
  }

  async #own(request: StepRequest, expected: Expected, program: Program, seed: number, ready: Ready): Promise<Own> {
    const { watch, signal, step } = request;
    watch?.phase?.('sandbox');
    const onEvent = (event: SandboxEvent) => {
      const own = eventOfStep(event, step.folder);
      if (own !== null) watch?.event?.(own);
    };
    const onReady = () => watch?.phase?.('tests');
    const claim = (limits: Limits) => this.pool.claim({ ...ready, limits }, signal);
    const rest = () => this.#cooldown.elapsed();
    const options = { ...this.#sandboxFor(ready, 'run'), onEvent, onReady, signal, claim, rest };
    const job = jobOf(request.course.runtime, program, [expected], expected.limits, seed);
    const result = await runJob(ready.engine, job, options, this.removals);
    const { end, starting_ms } = result;
    const run = {
      language: request.course.language,
      events: eventsOfStep(result.events, step.folder),
      end,
      starting_ms,
      expected: expected.tests,
      seed,
      limits: expected.limits,
      notes: [...expected.notes, ...program.notes, ...result.notes],
    };
    return { verdict: withRealPlaces(reduce(run), program.files), sandbox: result.sandbox };
  }

  /** The earlier steps are a job of their own, in a container of their own: they never cost this step its time. */
  #before(run: PassedRun, ready: Ready): Promise<readonly ReportRegression[]> {
    const nothing = () => {};
    const { signal } = run.request;
    const options = { ...this.#sandboxFor(ready, 'earlier-steps'), onEvent: nothing, onReady: nothing, signal };
    return this.#earlier.run(run, async (job) => {
      await this.#cooldown.elapsed(signal);
      return runJob(ready.engine, job, options, this.removals);
    });
  }

  #sandboxFor({ engine, image }: Ready, role: Role) {
    const judge = ({ ready }: { readonly ready: ReadyEvent }, limits: Limits) =>
      this.#trust.judge(engine, ready.facts, limits);
    return { image: image.ref, role, owner: this.#owner, judge };
  }

  #report(
    request: StepRequest,
    expected: Expected | null,
    verdict: Verdict,
    earlier: readonly ReportRegression[],
    sandbox: Own['sandbox'],
  ) {
    const { course, step } = request;
    const tests = expected?.tests ?? [];
    return toReport(verdict, {
      course: course.id,
      step: step.id,
      codeOf: codeOf(tests),
      sandbox,
      regressions: earlier,
    });
  }

  #unrun(request: StepRequest, expected: Expected | null, problem: Message, seed: number): StepResult {
    const tests = expected?.tests ?? [];
    const verdict = verdictOfProblem(problem, {
      language: request.course.language,
      expected: tests,
      seed,
      notes: expected?.notes ?? [],
    });
    return { verdict, report: this.#report(request, expected, verdict, [], 'cold'), afterwards: [] };
  }
}
