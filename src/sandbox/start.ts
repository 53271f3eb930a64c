import { type CodeArgs, CodedError } from '../contract/codes';
import type { ReadyEvent, SandboxEvent } from '../contract/events';
import { runnerCommand, type SandboxUsers } from '../contract/image';
import { PROTOCOL } from '../contract/job';
import type { Limits } from '../contract/limits';
import { PING } from '../contract/wire';
import { withinTime } from '../engine/client/deadline';
import type { Engine } from '../engine/client/engine';
import { refusedWith } from '../engine/client/failures';
import { Dialogue } from './dialogue';
import type { Owner, Role } from './owner';
import { deferred, type Leave, settledOrAborted } from './promises';

/** Milliseconds for a started sandbox to become ready; then it is given up. */
const READY_MS = 30_000;
/** Milliseconds for the engine to accept the wait for the exit. If it does not, a run knows less about its ending. */
const REGISTERED_MS = 2_000;
/** Milliseconds for the last words of a container that had ended before its launcher came. */
const LAST_WORDS_MS = 500;
/** Seconds that a sandbox waits for a job; then it ends by itself. */
export const UNCLAIMED_SECONDS = 900;
/** Milliseconds beyond a container's longest life before an orphan remover may remove it. */
const EXPIRY_SLACK_MS = 60_000;

export interface OpenOptions {
  readonly image: string;
  readonly limits: Limits;
  readonly owner: Owner;
  readonly role: Role;
  readonly signal?: AbortSignal | undefined;
  /** Takes over the removal of a sandbox that could not be opened; `open` itself waits for one second. */
  readonly leave?: Leave;
  /** Milliseconds until it must be ready; 30 s unless given. */
  readonly readyMs?: number;
}

/** A container whose grader waits for a job. */
export interface StartedContainer {
  readonly dialogue: Dialogue;
  /** Resolves at its end, to its exit code; null when the engine does not tell it. */
  readonly exit: Promise<number | null>;
  readonly ready: ReadyEvent;
}

/** Milliseconds after which no run can use a container with these limits any more: on a busy machine a run takes twice its limit. */
export function longestMs({ timeout_seconds }: Limits): number {
  return (UNCLAIMED_SECONDS + 2 * timeout_seconds) * 1000 + EXPIRY_SLACK_MS;
}

/**
 * Attaches to the container and starts it, then starts the launcher in it. Resolves when the grader waits for a job.
 * @throws CodedError of the engine, `sandbox-not-ready` {why}, `image-wrong-protocol` {image, found, wanted}.
 */
export async function start(
  engine: Engine,
  id: string,
  users: SandboxUsers,
  options: OpenOptions,
): Promise<StartedContainer> {
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
    ready.catch(() => {}); // awaited below; this keeps an early rejection from counting as unhandled
    await engine.start(id, { signal });
    await engine.execDetached(id, launcher(users), { signal }).catch((error) => endedBefore(dialogue, error));
    const event = checked(await ready, options.image);
    return { dialogue, exit, ready: event };
  } catch (error) {
    dialogue.close();
    throw error;
  }
}

/** A container that has ended refuses its exec. Why it ended is in what it wrote. */
async function endedBefore(dialogue: Dialogue, refusal: unknown): Promise<never> {
  const problem = refusedWith(refusal) === null ? undefined : await withinTime(dialogue.ended, LAST_WORDS_MS);
  if (problem === null && dialogue.stderr !== '') throw notReady(endOf(problem, dialogue.stderr));
  throw refusal;
}

/** The one exec of a sandbox's life, before any of the learner's code is in it (runc CVE-2024-21626). */
function launcher({ program }: SandboxUsers) {
  return { cmd: runnerCommand('launcher.py'), user: `${program}:${program}`, workingDir: '/' };
}

/** Asks for another `ready`, with the present facts. @throws CodedError `sandbox-not-ready` {why}, `cancelled`. */
export async function ping(dialogue: Dialogue, ms: number, image: string, signal?: AbortSignal): Promise<ReadyEvent> {
  const answer = firstEvent(dialogue, ms, signal);
  dialogue.write(Buffer.from(PING, 'utf8'));
  return checked(await answer, image);
}

async function firstEvent(dialogue: Dialogue, ms: number, signal?: AbortSignal): Promise<SandboxEvent> {
  const first = deferred<SandboxEvent>();
  const cancel = () => first.reject(new CodedError('cancelled', { call: 'ready' }));
  dialogue.listen(first.resolve);
  void dialogue.ended.then((problem) => first.reject(notReady(endOf(problem, dialogue.stderr))));
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const event = await withinTime(first.promise, ms);
    if (event === undefined) throw notReady({ why: 'no-answer', seconds: ms / 1000 });
    return event;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

type NotReady = CodeArgs['sandbox-not-ready'];

function notReady(args: NotReady): CodedError {
  return new CodedError('sandbox-not-ready', args);
}

function endOf(problem: CodedError | null, stderr: string): NotReady {
  return problem === null ? { why: 'ended', said: stderr } : { why: 'broken-off', code: problem.code };
}

function checked(event: SandboxEvent, image: string): ReadyEvent {
  if (event.event !== 'ready') throw notReady({ why: 'said-first', event: event.event });
  if (event.protocol !== PROTOCOL) {
    throw new CodedError('image-wrong-protocol', { image, found: String(event.protocol), wanted: PROTOCOL });
  }
  return event;
}
