import { randomUUID } from 'node:crypto';
import { CodedError, type Message } from '../contract/codes';
import type { DoneEvent, SandboxEvent } from '../contract/events';
import type { Job, JobFile, TerminalSize } from '../contract/job';
import { DEFAULT_LIMITS, type Limits, PROGRAM_SECONDS } from '../contract/limits';
import { resolveLimits } from '../course/format/step-limits';
import { launchingOf } from '../course/languages';
import { readClient } from '../course/suite';
import { withinTime } from '../engine/client/deadline';
import type { BuildProgress } from '../engine/image/image-build';
import type { Sandbox } from '../sandbox/sandbox';
import { type ProcessEnd, type TerminalOwner, TerminalTalk } from '../sandbox/terminal-talk';
import { type EngineImage, imageAtHand } from './engine-image';
import { onPresentEngine } from './lost-engine';
import { type Program, type ProgramFiles, takeProgram, wishOf } from './prepare';
import { type ProgramResult, resultOfProgram } from './program-result';
import { type GivenSandbox, inSandbox } from './run-job';
import type { RunnerResources } from './step-flow';

export type { ProcessEnd, TerminalTalk } from '../sandbox/terminal-talk';
export type { ProgramResult } from './program-result';

/** Milliseconds for a program whose terminal was closed to end by itself. */
const HANG_UP_MS = 1_000;

/** One run of a program for a person, as an editor or a command line asks for it. */
export interface ProgramRequest extends ProgramFiles {
  /** Whether the program gets a terminal. Otherwise it gets pipes. */
  readonly tty: boolean;
  readonly size: TerminalSize;
  /** The person's side of the program's terminal. */
  readonly owner: TerminalOwner;
  /** The program is being started: from now on the person can talk to it. */
  readonly started: (talk: TerminalTalk, job: Pick<Job, 'runtime' | 'entry'>) => void;
  /** The TCP ports that have a listener now. */
  readonly listening?: (ports: readonly number[]) => void;
  /** The image is being built, which takes minutes and happens once. */
  readonly building?: (progress: BuildProgress) => void;
  /** Without the course's client there is nothing to run for. Otherwise only whoever opens the client hears that it cannot be read. */
  readonly needsClient?: boolean;
  /** Half an hour unless given. */
  readonly seconds?: number;
  readonly signal?: AbortSignal | undefined;
}

interface Client {
  readonly file: JobFile | null;
  readonly problem: Message | null;
}

/** @throws CodedError when the program could not be started */
export async function runProgram(request: ProgramRequest, runner: RunnerResources): Promise<ProgramResult> {
  const { platform, settings, images, removals, cooldown, pool } = runner;
  const { course, step, signal } = request;
  const [program, client] = await Promise.all([takeProgram(request, platform), clientOf(request)]);
  const { limits } = resolveLimits(step, course, DEFAULT_LIMITS, settings().maxima);
  const job = jobOf(request, program, client.file, limits);
  const once = async () => {
    const given = await imageFor(request, runner);
    const options = sandboxFor(given, runner, limits, signal);
    return await inSandbox(given.engine, job.limits, options, removals, async (made) => {
      void cooldown.elapsed(signal).then(() => pool.fill({ ...given, limits }));
      const result = await talkWith(made, job, request, client.problem);
      return { ...result, notes: [...given.notes, ...result.notes, ...program.notes, ...made.notes] };
    });
  };
  return onPresentEngine(images, once, signal);
}

/** `file`: null without a client, or with one that cannot be read. @throws CodedError `client-unreadable` if it is needed */
async function clientOf({ course, needsClient = false }: ProgramRequest): Promise<Client> {
  try {
    return { file: await readClient(course), problem: null };
  } catch (error) {
    if (needsClient || !(error instanceof CodedError)) throw error;
    return { file: null, problem: error.told };
  }
}

async function imageFor(request: ProgramRequest, { images, platform }: RunnerResources): Promise<EngineImage> {
  const { building, signal } = request;
  const wish = await wishOf(request, platform);
  const atHand = await imageAtHand(images, wish, signal);
  return atHand ?? images.image(wish, (progress) => building?.(progress), signal);
}

function sandboxFor(
  { engine, image }: EngineImage,
  { owner, trust, pool }: RunnerResources,
  limits: Limits,
  signal: AbortSignal | undefined,
) {
  return {
    image: image.ref,
    role: 'program' as const,
    owner,
    signal,
    judge: (sandbox: Sandbox, wanted: Limits) => trust.judge(engine, sandbox, wanted),
    claim: () => pool.claim({ engine, image, limits }, signal),
  };
}

function jobOf(
  { course, tty, size, seconds = PROGRAM_SECONDS }: ProgramRequest,
  program: Program,
  client: JobFile | null,
  limits: Limits,
): Job {
  return {
    id: randomUUID(),
    seed: 0,
    runtime: launchingOf(course).runtime,
    entry: program.entry,
    limits: { ...limits, timeout_seconds: seconds },
    tests: [],
    program: program.files,
    suite: client === null ? [] : [client],
    interactive: { tty, ...size, client: client?.path ?? null },
  };
}

async function talkWith(
  { sandbox, keepUntil }: GivenSandbox,
  job: Job,
  request: ProgramRequest,
  problem: Message | null,
): Promise<ProgramResult> {
  const known: { end: ProcessEnd | null; done: DoneEvent | null } = { end: null, done: null };
  const owner: TerminalOwner = {
    output: (...given) => request.owner.output(...given),
    left: (end) => {
      known.end = end;
      request.owner.left(end);
    },
  };
  const talk = new TerminalTalk(sandbox, owner, request.tty, (ports) => request.listening?.(ports), problem);
  const take = (event: SandboxEvent) => {
    if (event.event === 'done') known.done = event;
    talk.take(event);
  };
  const running = sandbox.run(job, take, request.signal);
  request.started(talk, job);
  const end = await running;
  if (end.cause === 'cancelled' && request.tty) {
    talk.hangUp();
    keepUntil(withinTime(sandbox.ended, HANG_UP_MS).then(() => undefined));
  }
  talk.end();
  return resultOfProgram({ ...known, sandbox: end, limits: job.limits });
}
