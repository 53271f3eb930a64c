import { CodedError, type Message } from '../contract/codes';
import type { ReadyEvent, SandboxEvent } from '../contract/events';
import { type Job, PROTOCOL } from '../contract/job';
import type { Limits } from '../contract/limits';
import type { SandboxEnd } from '../contract/verdict';
import { encodeJob } from '../contract/wire';
import type { Engine } from '../engine/engine';
import { create } from './create';
import { Dialogue } from './dialogue';
import { labelsOf, type Owner, type Role } from './owner';
import { deferred, within } from './promises';
import { CODERUNNER, PYTHON } from './spec';

/** A started sandbox says that it is ready within this many milliseconds, or it is given up. */
const READY_MS = 30_000;
/** Milliseconds that an ending may take to become known after the stream has closed. */
const EXIT_MS = 5_000;
/** Milliseconds that a verdict may wait to learn why nothing was heard at the limit. */
const PAUSED_MS = 1_000;
const UNCLAIMED_SECONDS = 900;
/** Milliseconds that a container may outlive every reason for it before anybody's reaper takes it. */
const EXPIRY_SLACK_MS = 60_000;

export interface OpenOptions {
  readonly image: string;
  readonly limits: Limits;
  readonly owner: Owner;
  readonly role: Role;
  readonly signal?: AbortSignal | undefined;
}

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
  ) {}

  /**
   * Creates, attaches, starts, and brings the launcher in; resolves when the grader waits for a job.
   * @throws CodedError of the engine, `sandbox-not-ready` {why}, `image-wrong-protocol` {image, found, wanted}.
   */
  static async open(engine: Engine, options: OpenOptions): Promise<Sandbox> {
    const { signal, limits } = options;
    const expires = Date.now() + (UNCLAIMED_SECONDS + limits.timeout_seconds) * 1000 + EXPIRY_SLACK_MS;
    const labels = labelsOf(options.owner, options.role, expires);
    const spec = { image: options.image, limits, labels, unclaimedSeconds: UNCLAIMED_SECONDS };
    const id = await create(engine, spec, signal);
    try {
      return await start(engine, id, options);
    } catch (error) {
      await engine.remove(id).catch(() => {});
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
    if (cause === 'ended') return this.#inspected();
    const problem = cause === 'limit' ? await this.#paused() : null;
    return { cause, exit_code: null, oom_killed: false, problem };
  }

  /** Removes the container, whatever state it is in. @throws CodedError when the engine does not confirm that it is gone. */
  async dispose(): Promise<void> {
    this.dialogue.close();
    await this.engine.remove(this.id);
  }

  #until(
    job: Job,
    onEvent: (event: SandboxEvent) => void,
    signal?: AbortSignal,
  ): Promise<'done' | 'limit' | 'cancelled' | 'ended'> {
    return new Promise((resolve) => {
      const cancel = () => finish('cancelled');
      const timer = setTimeout(() => finish('limit'), job.limits.timeout_seconds * 1000);
      const finish = (cause: 'done' | 'limit' | 'cancelled' | 'ended') => {
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

  /** The tests' own limit comes first: when nothing was heard of it, somebody may have paused the container. */
  async #paused(): Promise<Message | null> {
    const state = await this.engine.inspect(this.id, { ms: PAUSED_MS }).catch(() => null);
    return state?.status === 'paused' ? { code: 'container-paused', args: {} } : null;
  }

  /** The stream ended without an end record: what does the engine know? */
  async #inspected(): Promise<SandboxEnd> {
    const problem = await this.dialogue.ended;
    const lost = { code: problem?.code ?? 'container-lost', args: problem?.args ?? { why: this.dialogue.stderr } };
    try {
      await within(this.exit, EXIT_MS);
      const state = await this.engine.inspect(this.id);
      return { cause: 'lost', exit_code: state.exitCode, oom_killed: state.oomKilled, problem: lost };
    } catch (error) {
      const known = error instanceof CodedError ? { code: error.code, args: error.args } : lost;
      return { cause: 'lost', exit_code: null, oom_killed: false, problem: known };
    }
  }
}

async function start(engine: Engine, id: string, options: OpenOptions): Promise<Sandbox> {
  const { signal, limits } = options;
  const dialogue = new Dialogue(await engine.attach(id, { signal }));
  try {
    const registered = deferred<void>();
    const longest = (UNCLAIMED_SECONDS + limits.timeout_seconds) * 1000 + EXPIRY_SLACK_MS;
    const exit = engine
      .wait(id, { ms: longest, onRegistered: registered.resolve })
      .catch(() => null)
      .finally(registered.resolve);
    await registered.promise;
    const ready = firstEvent(dialogue, signal);
    ready.catch(() => {}); // looked at below; until then nobody may call it unhandled
    await engine.start(id, { signal });
    await engine.execDetached(id, LAUNCHER, { signal });
    const event = checked(await ready, options.image);
    return new Sandbox(engine, id, dialogue, exit, event);
  } catch (error) {
    dialogue.close();
    throw error;
  }
}

/** The one exec of a sandbox's life, before any of the learner's code is in it (runc CVE-2024-21626). */
const LAUNCHER = {
  cmd: [PYTHON, '-I', '-B', '/opt/codealong/runner/launcher.py'],
  user: CODERUNNER,
  workingDir: '/',
};

async function firstEvent(dialogue: Dialogue, signal?: AbortSignal): Promise<SandboxEvent> {
  const first = deferred<SandboxEvent>();
  const cancel = () => first.reject(new CodedError('cancelled', { call: 'ready' }));
  dialogue.listen(first.resolve);
  void dialogue.ended.then((problem) => first.reject(notReady(problem?.code ?? dialogue.stderr)));
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const event = await within(first.promise, READY_MS);
    if (event === undefined) throw notReady(`no answer within ${READY_MS / 1000} s`);
    return event;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

function notReady(why: string): CodedError {
  return new CodedError('sandbox-not-ready', { why });
}

function checked(event: SandboxEvent, image: string): ReadyEvent {
  if (event.event !== 'ready') throw notReady(`it said ${event.event} first`);
  if (event.protocol !== PROTOCOL) {
    throw new CodedError('image-wrong-protocol', { image, found: String(event.protocol), wanted: PROTOCOL });
  }
  return event;
}
