import { CodedError } from '../contract/codes';
import type { ReadyEvent, SandboxEvent } from '../contract/events';
import type { Job } from '../contract/job';
import type { SandboxEnd } from '../contract/verdict';
import { encodeJob } from '../contract/wire';
import type { Engine } from '../engine/engine';
import { create } from './create';
import type { Dialogue } from './dialogue';
import { labelsOf } from './owner';
import { removedSoon, settledOrAborted, within } from './promises';
import { longestMs, type OpenOptions, start, UNCLAIMED_SECONDS } from './start';

/** Milliseconds that an ending may take to become known after the stream has closed. */
const EXIT_MS = 5_000;
/** Milliseconds for asking whether a sandbox that did not say why it is late is still there. */
const LATE_MS = 1_000;

/** Why a run is over. `silent`: the limit has passed, and it is not its program that kept the sandbox from saying so. */
type Cause = 'done' | 'limit' | 'cancelled' | 'ended' | 'silent';

/**
 * One container for one run, never used twice. Whoever opened it disposes it; if they die first, it ends by itself when its stdin
 * closes.
 */
export class Sandbox {
  /** Of a sandbox that is started and ready: `open` makes one. */
  constructor(
    private readonly engine: Engine,
    readonly id: string,
    private readonly dialogue: Dialogue,
    private readonly exit: Promise<number | null>,
    readonly ready: ReadyEvent,
    /** What the engine warned of when it made the container. */
    readonly warnings: readonly string[],
  ) {}

  /**
   * Creates, attaches, starts, and brings the launcher in; resolves when the grader waits for a job.
   * @throws CodedError of the engine, `sandbox-not-ready` {why}, `image-wrong-protocol` {image, found, wanted}.
   */
  static async open(engine: Engine, options: OpenOptions): Promise<Sandbox> {
    const { signal, limits } = options;
    const labels = labelsOf(options.owner, options.role, Date.now() + longestMs(limits));
    const spec = { image: options.image, limits, labels, unclaimedSeconds: UNCLAIMED_SECONDS };
    const { id, warnings } = await create(engine, spec, signal, options.leave);
    try {
      const { dialogue, exit, ready } = await start(engine, id, options);
      return new Sandbox(engine, id, dialogue, exit, ready, warnings);
    } catch (error) {
      await removedSoon(engine.remove(id), options.leave);
      throw error;
    }
  }

  /**
   * Runs the job and hands every event on until the end record, the limit (from now, in seconds of the job's limits), the signal or
   * the container's own end. Never rejects: whatever happens is how the run ended.
   */
  async run(job: Job, onEvent: (event: SandboxEvent) => void, signal?: AbortSignal): Promise<SandboxEnd> {
    const cause = await this.#until(job, onEvent, signal);
    this.dialogue.listen(() => {});
    if (cause === 'done') return { cause: 'exited', exit_code: 0, oom_killed: false, problem: null };
    if (cause === 'limit' || cause === 'cancelled') {
      return { cause, exit_code: null, oom_killed: false, problem: null };
    }
    const inspected = this.#inspected(cause === 'silent' ? 0 : EXIT_MS);
    await settledOrAborted(inspected, signal);
    return signal?.aborted ? { cause: 'cancelled', exit_code: null, oom_killed: false, problem: null } : inspected;
  }

  /** Removes the container, whatever state it is in. @throws CodedError when the engine does not confirm that it is gone. */
  async dispose(): Promise<void> {
    this.dialogue.close();
    await this.engine.remove(this.id);
  }

  #until(job: Job, onEvent: (event: SandboxEvent) => void, signal?: AbortSignal): Promise<Cause> {
    return new Promise((resolve) => {
      const cancel = () => finish('cancelled');
      const timer = setTimeout(() => void this.#late().then(finish), job.limits.timeout_seconds * 1000);
      const finish = (cause: Cause) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        resolve(cause);
      };
      this.dialogue.listen((event) => {
        onEvent(event);
        if (event.event === 'done') finish('done');
      });
      void this.dialogue.ended.then(() => finish('ended'));
      signal?.addEventListener('abort', cancel, { once: true });
      if (signal?.aborted) cancel();
      else this.dialogue.write(encodeJob(job));
    });
  }

  /**
   * The sandbox ends a run half a second before our limit and says so. If it did not, it may have been starved; but it may also be frozen,
   * gone, or cut off from us, which is no loop of the learner's.
   */
  async #late(): Promise<Cause> {
    const state = await this.engine.inspect(this.id, { ms: LATE_MS }).catch(() => null);
    if (state?.running && state.status !== 'paused') return 'limit';
    // Its last words may be on their way.
    await within(this.dialogue.ended, LATE_MS);
    return 'silent';
  }

  /** The stream ended, or was silent, without an end record: what does the engine know? It is given `ms` for the container to end. */
  async #inspected(ms: number): Promise<SandboxEnd> {
    const problem = (await within(this.dialogue.ended, ms)) ?? null;
    try {
      await within(this.exit, ms);
      const { status, exitCode, oomKilled } = await this.engine.inspect(this.id);
      const args = { why: this.dialogue.stderr, exit_code: exitCode, state: status };
      const lost = problem === null ? { code: 'container-lost', args } : { code: problem.code, args: problem.args };
      return { cause: 'lost', exit_code: exitCode, oom_killed: oomKilled, problem: lost };
    } catch (error) {
      const known = error instanceof CodedError ? error : problem;
      const { code, args } = known ?? { code: 'container-lost', args: { why: this.dialogue.stderr } };
      return { cause: 'lost', exit_code: null, oom_killed: false, problem: { code, args } };
    }
  }
}
