import { CodedError, type Message } from '../contract/codes';
import type { SandboxEvent } from '../contract/events';
import type { Job, Traced } from '../contract/job';
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
  /** What is told behind the end record, after this result: to null if that was cut off. Null when nothing is told. Never rejects. */
  readonly behind: Promise<readonly SandboxEvent[] | null> | null;
}

/** Where a sandbox comes from, and who may use it. */
export interface SandboxOptions {
  readonly image: string;
  readonly owner: Owner;
  readonly role: Role;
  /** Checks the sandbox before any file is sent into it. @throws CodedError when nothing may run there. */
  readonly judge: (sandbox: Sandbox, limits: Limits) => readonly Message[];
  /** A sandbox that was made ahead, if there is one. */
  readonly claim?: (limits: Limits) => Promise<Claimed | null>;
  readonly signal?: AbortSignal | undefined;
}

export interface JobOptions extends SandboxOptions {
  readonly onEvent: (event: SandboxEvent) => void;
  readonly onReady: (interpreter: string) => void;
  /** Resolves when the container of a finished job may be removed. The learner's program has ended by then. */
  readonly cooldown?: () => Promise<void>;
}

/** A sandbox that a job may have, and how long it took to get it. */
export interface GivenSandbox extends Pick<JobResult, 'starting_ms' | 'notes'> {
  readonly sandbox: Sandbox;
  readonly isWarm: boolean;
  /** Lets the removal of its container wait. */
  readonly keepUntil: (over: Promise<void>) => void;
}

/**
 * Runs one job in one container of its own. The container's removal goes on after this resolves: `removals` keeps it.
 * @throws CodedError when the sandbox could not be made.
 */
export function runJob(engine: Engine, job: Job, options: JobOptions, removals: Removals): Promise<JobResult> {
  return inSandbox(
    engine,
    job.limits,
    options,
    removals,
    async ({ sandbox, isWarm, starting_ms, notes, keepUntil }) => {
      const interpreter = sandbox.ready.python;
      options.onReady(interpreter);
      const events: SandboxEvent[] = [];
      const take = (event: SandboxEvent) => {
        events.push(event);
        options.onEvent(event);
      };
      const end = await sandbox.run(job, take, options.signal);
      const traced = end.cause === 'exited' ? tracedOf(job, events) : undefined;
      const behind = traced === undefined ? null : sandbox.behind(traced, options.signal);
      if (end.cause === 'exited') keepUntil(elapsed(options.cooldown?.(), behind, options.signal));
      return { events, end, interpreter, starting_ms, notes, sandbox: isWarm ? 'warm' : 'cold', behind };
    },
  );
}

/** What the sandbox tells behind the end record. */
function tracedOf({ traced }: Job, events: readonly SandboxEvent[]): Traced | undefined {
  const fails = events.some((event) => event.event === 'finished' && event.outcome === 'failed');
  return traced === 'failing' && !fails ? undefined : traced;
}

/** A traced run that is cut off ends at once, with its container. */
async function elapsed(
  cooldown: Promise<void> | undefined,
  behind: Promise<unknown> | null,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (behind === null) return cooldown;
  await settledOrAborted(Promise.all([cooldown, behind]), signal);
}

/**
 * Lets `use` have one sandbox, made ahead or now. Its removal goes on after this resolves.
 * @throws CodedError when the sandbox could not be made, or may not be used.
 */
export async function inSandbox<T>(
  engine: Engine,
  limits: Limits,
  { image, owner, role, signal, claim, judge }: SandboxOptions,
  removals: Removals,
  use: (given: GivenSandbox) => Promise<T>,
): Promise<T> {
  await removals.room(signal);
  const began = performance.now();
  const leave = (removal: Promise<void>) => removals.add(removal);
  const claimed = (await claim?.(limits)) ?? null;
  const sandbox = claimed?.sandbox ?? (await Sandbox.open(engine, { image, limits, owner, role, signal, leave }));
  let kept = Promise.resolve();
  try {
    const starting_ms = performance.now() - began;
    const keepUntil = (over: Promise<void>) => {
      kept = over;
    };
    const notes = judge(sandbox, limits);
    return await use({ sandbox, isWarm: claimed?.warm ?? false, starting_ms, notes, keepUntil });
  } finally {
    removals.add(kept.then(() => sandbox.dispose()));
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
    case 'reached':
      return event.test.startsWith(prefix) ? { ...event, test: cut(event.test) } : null;
    default:
      return event;
  }
}

export function eventsOfStep(events: readonly SandboxEvent[], folder: string): readonly SandboxEvent[] {
  return events.flatMap((event) => eventOfStep(event, folder) ?? []);
}
