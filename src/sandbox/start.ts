import { CodedError } from '../contract/codes';
import type { ReadyEvent, SandboxEvent } from '../contract/events';
import { PROTOCOL } from '../contract/job';
import type { Limits } from '../contract/limits';
import { PING } from '../contract/wire';
import { withinTime } from '../engine/client/deadline';
import type { Engine } from '../engine/client/engine';
import { Dialogue } from './dialogue';
import type { Owner, Role } from './owner';
import { deferred, type Leave, settledOrAborted } from './promises';
import { CODERUNNER, PYTHON } from './spec';

/** A started sandbox says that it is ready within this many milliseconds, or it is given up. */
const READY_MS = 30_000;
/** Milliseconds for the engine to take the request that waits for the exit. Without it a run only knows less of how it ended. */
const REGISTERED_MS = 2_000;
/** Seconds that a sandbox waits for a job before it ends by itself. */
export const UNCLAIMED_SECONDS = 900;
/** Milliseconds that a container may outlive every reason for it before anybody's reaper takes it. */
const EXPIRY_SLACK_MS = 60_000;

export interface OpenOptions {
  readonly image: string;
  readonly limits: Limits;
  readonly owner: Owner;
  readonly role: Role;
  readonly signal?: AbortSignal | undefined;
  /** Who waits for the removal of a sandbox that could not be opened, beyond the second for which `open` does. */
  readonly leave?: Leave;
  /** Milliseconds until it must be ready, 30 s unless told. */
  readonly readyMs?: number;
}

/** A container whose grader waits for a job. */
export interface StartedContainer {
  readonly dialogue: Dialogue;
  /** Its exit code when it has ended; null when the engine does not say. */
  readonly exit: Promise<number | null>;
  readonly ready: ReadyEvent;
}

/** Milliseconds after which nobody can want a container with these limits any more. */
export function longestMs({ timeout_seconds }: Limits): number {
  return (UNCLAIMED_SECONDS + timeout_seconds) * 1000 + EXPIRY_SLACK_MS;
}

/**
 * Attaches, starts, and brings the launcher in; resolves when the grader waits for a job.
 * @throws CodedError of the engine, `sandbox-not-ready` {why}, `image-wrong-protocol` {image, found, wanted}.
 */
export async function start(engine: Engine, id: string, options: OpenOptions): Promise<StartedContainer> {
  const { signal, limits } = options;
  const dialogue = new Dialogue(await engine.attach(id, { signal }));
  try {
    const registered = deferred<void>();
    const exit = engine
      .wait(id, { ms: longestMs(limits), signal: dialogue.closed, onRegistered: registered.resolve })
      .catch(() => null)
      .finally(registered.resolve);
    await settledOrAborted(withinTime(registered.promise, REGISTERED_MS), signal);
    const ready = firstEvent(dialogue, options.readyMs ?? READY_MS, signal);
    ready.catch(() => {}); // looked at below; until then nobody may call it unhandled
    await engine.start(id, { signal });
    await engine.execDetached(id, LAUNCHER, { signal });
    const event = checked(await ready, options.image);
    return { dialogue, exit, ready: event };
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

/** Another `ready`, with the facts as they are now. @throws CodedError `sandbox-not-ready` {why}, `cancelled`. */
export async function ping(dialogue: Dialogue, ms: number, image: string, signal?: AbortSignal): Promise<ReadyEvent> {
  const answer = firstEvent(dialogue, ms, signal);
  dialogue.write(Buffer.from(PING, 'utf8'));
  return checked(await answer, image);
}

async function firstEvent(dialogue: Dialogue, ms: number, signal?: AbortSignal): Promise<SandboxEvent> {
  const first = deferred<SandboxEvent>();
  const cancel = () => first.reject(new CodedError('cancelled', { call: 'ready' }));
  dialogue.listen(first.resolve);
  void dialogue.ended.then((problem) => first.reject(notReady(problem?.code ?? dialogue.stderr)));
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const event = await withinTime(first.promise, ms);
    if (event === undefined) throw notReady(`no answer within ${ms / 1000} s`);
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
