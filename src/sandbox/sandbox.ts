import { CodedError } from '../contract/codes';
import type { ReadyEvent, SandboxEvent } from '../contract/events';
import type { SandboxUsers } from '../contract/image';
import type { Job, Traced } from '../contract/job';
import type { SandboxEnd } from '../contract/verdict';
import { encodeJob } from '../contract/wire';
import { withinTime } from '../engine/client/deadline';
import type { Engine } from '../engine/client/engine';
import { checksOf } from './checks';
import { limitCpus, limitCpusEarly, limitsCpusLate } from './cpu-limit';
import { askedOf, create, leavesOut } from './create';
import { labelsOf } from './owner';
import { deferred, removedSoon, settledOrAborted } from './promises';
import { RunLimit } from './run-limit';
import { longestMs, type OpenOptions, ping, type StartedContainer, start, UNCLAIMED_SECONDS } from './start';
import { userNumbers } from './user-numbers';

/** Milliseconds after the end of the stream for the engine to tell how the container ended. */
const EXIT_MS = 5_000;
/** Milliseconds for the engine to tell whether a sandbox that missed its limit without a word still exists. A busy Podman needs seconds. */
const STATE_MS = 5_000;
/** Milliseconds for the last events of a sandbox that does not exist any more. */
const LATE_MS = 1_000;
/** Milliseconds for a sandbox to report its new limit of CPU. */
const LIMITED_MS = 10_000;
/** Milliseconds for what is traced, behind the end record. The sandbox gives it up itself before that (docker/runner/once_more.py). */
const TRACED_MS: Readonly<Record<Traced, number>> = { failing: 4_000, all: 12_500, along: 4_000 };
const TOLD_BEHIND = new Set<SandboxEvent['event']>(['reached', 'covered', 'coverable', 'traced']);

/** Why a run is over. `silent`: the limit has passed without a word from the sandbox, and the program is not the reason. */
type Cause = 'done' | 'limit' | 'cancelled' | 'ended' | 'silent';

/**
 * One container for one run, never used twice. Its opener disposes it. If the opener dies first, the container ends by itself when its
 * stdin closes.
 */
export class Sandbox {
  #ready: ReadyEvent;
  readonly #behind: SandboxEvent[] = [];
  readonly #lastWord = deferred<void>();

  private constructor(
    private readonly engine: Engine,
    readonly id: string,
    private readonly image: string,
    readonly users: SandboxUsers,
    /** The engine's warnings at the creation. */
    readonly warnings: readonly string[],
    private readonly started: StartedContainer,
  ) {
    this.#ready = started.ready;
  }

  /** The last `ready` event of its grader. */
  get ready(): ReadyEvent {
    return this.#ready;
  }

  /** Resolves at the end of its stream. */
  get ended(): Promise<unknown> {
    return this.started.dialogue.ended;
  }

  /**
   * Creates, attaches and starts the container, then starts the launcher in it. Resolves when the grader waits for a job, limits in place.
   * @throws CodedError of the engine, `sandbox-not-ready` {why}, `image-wrong-protocol` {image, found, wanted}.
   */
  static async open(engine: Engine, options: OpenOptions): Promise<Sandbox> {
    const late = limitsCpusLate(engine);
    const sandbox = await Sandbox.#made(engine, options, !late);
    if (!late || (await sandbox.#limited(options))) return sandbox;
    limitCpusEarly(engine);
    await removedSoon(sandbox.dispose(), options.leave);
    return Sandbox.#made(engine, options, true);
  }

  /**
   * Once more when the engine broke off the start of the launcher, and without what it refuses at the start of a container. Nothing of a
   * learner's is in such a container.
   */
  static async #made(engine: Engine, options: OpenOptions, cpusLimited: boolean): Promise<Sandbox> {
    for (let brokenOff = 0; ; ) {
      const asked = askedOf(engine);
      try {
        return await Sandbox.#madeOnce(engine, options, cpusLimited);
      } catch (error) {
        if (options.signal?.aborted) throw error;
        if (!leavesOut(engine, asked, error) && !(brokeOffTheLauncher(error) && brokenOff++ === 0)) throw error;
      }
    }
  }

  static async #madeOnce(engine: Engine, options: OpenOptions, cpusLimited: boolean): Promise<Sandbox> {
    const users = userNumbers.take();
    try {
      return await Sandbox.#madeFor(users, engine, options, cpusLimited);
    } catch (error) {
      userNumbers.release(users);
      throw error;
    }
  }

  static async #madeFor(users: SandboxUsers, engine: Engine, options: OpenOptions, cpusLimited: boolean) {
    const { signal, limits, image } = options;
    const labels = labelsOf(options.owner, options.role, Date.now() + longestMs(limits));
    const spec = { image, limits, users, labels, unclaimedSeconds: UNCLAIMED_SECONDS, cpusLimited };
    const { id, warnings } = await create(engine, spec, signal, options.leave);
    try {
      return new Sandbox(engine, id, image, users, warnings, await start(engine, id, users, options));
    } catch (error) {
      await removedSoon(engine.remove(id), options.leave);
      throw error;
    }
  }

  /** Sets the limit of CPU and reads it back from inside. @returns false when it did not take effect. */
  async #limited({ limits, signal, leave, readyMs = LIMITED_MS }: OpenOptions): Promise<boolean> {
    try {
      if (!(await limitCpus(this.engine, this.id, limits.cpus, signal))) return false;
      const { facts } = await this.ping(readyMs, signal);
      return checksOf(facts, limits, this.users).every(({ guard, ok }) => guard !== 'cpus' || ok);
    } catch (error) {
      await removedSoon(this.dispose(), leave);
      throw error;
    }
  }

  /**
   * Asks the grader for another `ready`, with the present facts. Only before the job.
   * @throws CodedError `sandbox-not-ready` {why} without an answer within `ms`, `cancelled`.
   */
  async ping(ms: number, signal?: AbortSignal): Promise<ReadyEvent> {
    this.#ready = await ping(this.started.dialogue, ms, this.image, signal);
    return this.#ready;
  }

  /**
   * Runs the job and hands every event on until the end record, the limit (from now, in seconds of the job's limits, and later by the time
   * that the machine takes away), the signal or the container's own end. Never rejects: every failure is an ending.
   */
  async run(job: Job, onEvent: (event: SandboxEvent) => void, signal?: AbortSignal): Promise<SandboxEnd> {
    const cause = await this.#until(job, onEvent, signal);
    if (cause === 'done') return { cause: 'exited', exit_code: 0, oom_killed: false, problem: null };
    if (cause === 'limit' || cause === 'cancelled') {
      return { cause, exit_code: null, oom_killed: false, problem: null };
    }
    const inspected = this.#inspected(cause === 'silent' ? 0 : EXIT_MS);
    await settledOrAborted(inspected, signal);
    return signal?.aborted ? { cause: 'cancelled', exit_code: null, oom_killed: false, problem: null } : inspected;
  }

  /** What is told behind the end record of what was traced; null if not all of it comes in time, or before the signal. Never rejects. */
  async behind(traced: Traced, signal?: AbortSignal): Promise<readonly SandboxEvent[] | null> {
    const whole = this.#lastWord.promise.then(() => this.#behind);
    const inTime = withinTime(Promise.race([whole, this.ended.then(() => null)]), TRACED_MS[traced]);
    await settledOrAborted(inTime, signal);
    return signal?.aborted ? null : ((await inTime) ?? null);
  }

  /** Says something behind an interactive job: a frame. */
  say(frame: Uint8Array): void {
    this.started.dialogue.write(frame);
  }

  /** So many bytes of its events were used up. What an interactive job says is bounded at each moment, and not in sum. */
  forget(bytes: number): void {
    this.started.dialogue.forget(bytes);
  }

  /** Removes the container, whatever state it is in. @throws CodedError when the engine does not confirm that it is gone. */
  async dispose(): Promise<void> {
    this.started.dialogue.close();
    await this.engine.remove(this.id);
    userNumbers.release(this.users);
  }

  #until(job: Job, onEvent: (event: SandboxEvent) => void, signal?: AbortSignal): Promise<Cause> {
    return new Promise((resolve) => {
      const cancel = () => finish('cancelled');
      // Inside, the clock stands while a person looks at a stopped program: the sandbox alone knows for how long.
      const seconds = job.limits.timeout_seconds + (job.debug?.still_seconds ?? 0);
      const limit = new RunLimit(seconds * 1000, () => void this.#late().then(finish));
      const finish = (cause: Cause) => {
        limit.stop();
        this.#hearBehind();
        signal?.removeEventListener('abort', cancel);
        resolve(cause);
      };
      this.started.dialogue.listen((event) => {
        onEvent(event);
        if (event.event === 'extended') limit.extend(event.kept_waiting_ms);
        if (event.event === 'done') finish('done');
      });
      void this.started.dialogue.ended.then(() => finish('ended'));
      signal?.addEventListener('abort', cancel, { once: true });
      if (signal?.aborted) cancel();
      else this.started.dialogue.write(encodeJob(job));
    });
  }

  /** The run is over: nothing that is said now is a part of it. */
  #hearBehind(): void {
    this.started.dialogue.listen((event) => {
      if (TOLD_BEHIND.has(event.event)) this.#behind.push(event);
      if (event.event === 'reached' || event.event === 'traced') this.#lastWord.resolve();
    });
  }

  /**
   * The sandbox ends a run half a second before our limit and says so. Without a word it may have been starved by the program. But it may
   * also be frozen, gone or cut off, and then the learner's program is not to blame.
   */
  async #late(): Promise<Cause> {
    const state = await this.engine.inspect(this.id, { ms: STATE_MS }).catch(() => null);
    if (state?.running && state.status !== 'paused') return 'limit';
    // Its last events may be on their way.
    await withinTime(this.started.dialogue.ended, LATE_MS);
    return 'silent';
  }

  /** Asks the engine how a run without an end record ended. Waits up to `ms` for the container to end. */
  async #inspected(ms: number): Promise<SandboxEnd> {
    const problem = (await withinTime(this.started.dialogue.ended, ms)) ?? null;
    try {
      await withinTime(this.started.exit, ms);
      const { status, exitCode, oomKilled } = await this.engine.inspect(this.id);
      const args = { why: this.started.dialogue.stderr, exit_code: exitCode, state: status };
      const lost = problem?.told ?? { code: 'container-lost', args };
      return { cause: 'lost', exit_code: exitCode, oom_killed: oomKilled, problem: lost };
    } catch (error) {
      const known = error instanceof CodedError ? error : problem;
      const lost = known?.told ?? { code: 'container-lost', args: { why: this.started.dialogue.stderr } };
      return { cause: 'lost', exit_code: null, oom_killed: false, problem: lost };
    }
  }
}

/** docs/engine-traps.md, "A busy runtime loses a process while it starts it". */
function brokeOffTheLauncher(error: unknown): boolean {
  return error instanceof CodedError && error.code === 'engine-call-failed' && error.args.call === 'exec';
}
