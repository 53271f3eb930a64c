import { CodedError, type Message } from '../contract/codes';
import type { SandboxEvent } from '../contract/events';
import type { Job } from '../contract/job';
import type { Limits } from '../contract/limits';
import type { SandboxEnd } from '../contract/verdict';
import { withinTime } from '../engine/client/deadline';
import type { Engine } from '../engine/client/engine';
import type { Owner, Role } from '../sandbox/owner';
import type { Claimed } from '../sandbox/pool';
import { settledOrAborted } from '../sandbox/promises';
import { Sandbox } from '../sandbox/sandbox';

/** Removals that go on beside a new run, and milliseconds that it waits for them to be fewer. */
const ROOM = 4;
const ROOM_MS = 3_000;

/** The outcome of one container. */
export interface JobResult {
  readonly events: readonly SandboxEvent[];
  readonly end: SandboxEnd;
  /** The version of the interpreter in the sandbox. */
  readonly interpreter: string;
  /** Milliseconds from asking for the sandbox until it waited for the job. */
  readonly starting_ms: number;
  /** Whether the sandbox was there before it was needed. */
  readonly sandbox: 'cold' | 'warm';
  /** On limits that this sandbox does not keep. */
  readonly notes: readonly Message[];
}

export interface JobOptions {
  readonly image: string;
  readonly owner: Owner;
  readonly role: Role;
  readonly onEvent: (event: SandboxEvent) => void;
  readonly onReady: (interpreter: string) => void;
  /** Checks the sandbox before any file is sent into it. @throws CodedError when nothing may run there. */
  readonly judge: (sandbox: Sandbox, limits: Limits) => readonly Message[];
  /** Resolves when the container of a finished job may be removed. The learner's program has ended by then. */
  readonly cooldown?: () => Promise<void>;
  /** A sandbox that was made ahead, if there is one. */
  readonly claim?: (limits: Limits) => Promise<Claimed | null>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs one job in one container of its own. The container's removal goes on after this resolves: `removals` keeps it.
 * @throws CodedError when the sandbox could not be made.
 */
export async function runJob(engine: Engine, job: Job, options: JobOptions, removals: Removals): Promise<JobResult> {
  const { image, owner, role, signal } = options;
  await removals.room(signal);
  const began = performance.now();
  const leave = (removal: Promise<void>) => removals.add(removal);
  const claimed = (await options.claim?.(job.limits)) ?? null;
  const open = () => Sandbox.open(engine, { image, limits: job.limits, owner, role, signal, leave });
  const sandbox = claimed?.sandbox ?? (await open());
  let cooldown: Promise<void> | undefined;
  try {
    const starting_ms = performance.now() - began;
    const notes = options.judge(sandbox, job.limits);
    const interpreter = sandbox.ready.python;
    options.onReady(interpreter);
    const events: SandboxEvent[] = [];
    const take = (event: SandboxEvent) => {
      events.push(event);
      options.onEvent(event);
    };
    const end = await sandbox.run(job, take, signal);
    if (end.cause === 'exited') cooldown = options.cooldown?.();
    return { events, end, interpreter, starting_ms, notes, sandbox: claimed?.warm ? 'warm' : 'cold' };
  } finally {
    removals.add(cooldown === undefined ? sandbox.dispose() : cooldown.then(() => sandbox.dispose()));
  }
}

/** Removals that are under way. They do not delay the verdict, and none is forgotten. */
export class Removals {
  readonly #pending = new Set<Promise<void>>();
  readonly #problems: Message[] = [];

  add(removal: Promise<void>): void {
    const watched = removal.catch((error: unknown) => this.#note(error)).finally(() => this.#pending.delete(watched));
    this.#pending.add(watched);
  }

  /**
   * Resolves when few removals go on: twenty saves a second must not pile up containers. Waits for three seconds at
   * most, and not after the signal aborts: an engine that removes nothing may still run something.
   */
  async room(signal?: AbortSignal): Promise<void> {
    const until = performance.now() + ROOM_MS;
    for (let left = ROOM_MS; this.#pending.size >= ROOM && left > 0; left = until - performance.now()) {
      if (signal?.aborted) return;
      await settledOrAborted(withinTime(Promise.race(this.#pending), left), signal);
    }
  }

  /** Resolves when every removal has ended, to the failures since the last call. */
  async settled(): Promise<readonly Message[]> {
    await Promise.all(this.#pending);
    return this.#problems.splice(0);
  }

  #note(error: unknown): void {
    if (!(error instanceof CodedError)) throw error;
    this.#problems.push({ code: 'not-removed', args: { why: error.code } });
  }
}

/**
 * The events of one step, with ids and files relative to its folder: the sandbox may run several steps in one job, and a suite's
 * own names do not contain the folder. Null when the event is about another step.
 */
export function eventOfStep(event: SandboxEvent, folder: string): SandboxEvent | null {
  const prefix = `${folder}/`;
  const cut = (text: string) => text.slice(prefix.length);
  switch (event.event) {
    case 'collected': {
      const own = event.tests.filter((test) => test.id.startsWith(prefix));
      const tests = own.map((test) => ({ ...test, id: cut(test.id), file: cut(test.file) }));
      const skipped = event.skipped.filter(({ file }) => file.startsWith(prefix));
      return { ...event, tests, skipped: skipped.map((one) => ({ ...one, file: cut(one.file) })) };
    }
    case 'started':
    case 'output':
    case 'finished':
      return event.test.startsWith(prefix) ? { ...event, test: cut(event.test) } : null;
    default:
      return event;
  }
}

export function eventsOfStep(events: readonly SandboxEvent[], folder: string): readonly SandboxEvent[] {
  return events.flatMap((event) => eventOfStep(event, folder) ?? []);
}
