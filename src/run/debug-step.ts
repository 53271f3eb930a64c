import path from 'node:path';
import { CodedError, type Message } from '../contract/codes';
import type { SandboxEvent } from '../contract/events';
import type { Job } from '../contract/job';
import { DEBUG_SECONDS, type Limits } from '../contract/limits';
import type { Engine } from '../engine/client/engine';
import type { BuildProgress } from '../engine/image/image-build';
import { makeRoom } from '../sandbox/cpu-limit';
import type { Claimed } from '../sandbox/pool';
import type { Leave } from '../sandbox/promises';
import type { Sandbox } from '../sandbox/sandbox';
import { type EngineImage, imageAtHand } from './engine-image';
import { onPresentEngine } from './lost-engine';
import { drawSeed, expectStep, jobOf, type Program, type ProgramFiles, takeProgram, wishOf } from './prepare';
import { eventOfStep, inSandbox } from './run-job';
import type { RunnerResources } from './step-flow';

/** What the debugger in each program needs, beside what the program has in a run: MiB, and threads. */
const MORE_MEMORY_MB = 32;
const MORE_PIDS = 10;
/** Milliseconds for a sandbox with more room to tell its limits. */
const ROOM_MS = 5_000;

/** Where frames for a sandbox go. */
export type DebuggedSandbox = Pick<Sandbox, 'say'>;

/** What speaks with the debuggers of a sandbox; `src/debug` has it. Not loaded with the core: most windows never debug. */
export interface DebugTalk {
  take(event: SandboxEvent): void;
  /** The run is over. */
  end(): void;
}

/** One run of a step's tests that a person debugs. */
export interface DebugRequest extends ProgramFiles {
  /** The id of the only test that is run, relative to the step's folder; null for all. */
  readonly only: string | null;
  /** The sandbox is there: whoever speaks with its debuggers joins. `files`: absolute paths by those in the program's folder. */
  readonly join: (sandbox: DebuggedSandbox, files: ReadonlyMap<string, string>) => DebugTalk;
  /** Events of the step's tests; ids are relative to its folder. They make no verdict. */
  readonly event: (event: SandboxEvent) => void;
  readonly building?: (progress: BuildProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs tests for a person who debugs the program. There is no verdict, and no progress: variables can be changed while it runs.
 * @throws CodedError when nothing could be started, `no-debugger` for an image without one
 */
export async function debugStep(request: DebugRequest, runner: RunnerResources): Promise<void> {
  const { platform, settings, images } = runner;
  const [program, expected] = await Promise.all([
    takeProgram(request, platform),
    expectStep(request.course, request.step, settings(), platform),
  ]);
  const { memory_mb, pids } = expected.limits;
  const limits = { ...expected.limits, memory_mb: memory_mb + MORE_MEMORY_MB, pids: pids + MORE_PIDS };
  const only = request.only === null ? null : `${request.step.folder}/${request.only}`;
  const own = jobOf(request.course, program, [expected], limits, drawSeed());
  const job: Job = { ...own, debug: { still_seconds: DEBUG_SECONDS, only } };
  const once = () => inItsSandbox({ job, program, usual: expected.limits }, request, runner);
  await onPresentEngine(images, once, request.signal);
}

interface Prepared {
  readonly job: Job;
  readonly program: Program;
  /** The limits of a run, for which sandboxes are made ahead. */
  readonly usual: Limits;
}

async function inItsSandbox(prepared: Prepared, request: DebugRequest, runner: RunnerResources): Promise<void> {
  const { job, program, usual } = prepared;
  const { cooldown, pool, removals } = runner;
  const given = await imageFor(request, runner);
  const options = sandboxFor(given, runner, { usual, more: job.limits }, request.signal);
  // The container may live as long as a person looks at a stopped program.
  const limits = { ...job.limits, timeout_seconds: job.limits.timeout_seconds + DEBUG_SECONDS };
  await inSandbox(given.engine, limits, options, removals, ({ sandbox }) => {
    void cooldown.elapsed(request.signal).then(() => pool.fill({ ...given, limits: usual }));
    return talkWith(sandbox, job, program, request);
  });
}

async function talkWith(sandbox: Sandbox, job: Job, program: Program, request: DebugRequest): Promise<void> {
  const { step, signal } = request;
  const talk = request.join(sandbox, placesOf(program));
  const known: { missing: boolean } = { missing: false };
  const take = (event: SandboxEvent) => {
    if (event.event === 'done') known.missing = event.ending === 'bad-job' && event.args.why === 'no-debugger';
    talk.take(event);
    const own = eventOfStep(event, step.folder);
    if (own !== null) request.event(own);
  };
  try {
    const { cause, problem } = await sandbox.run(job, take, signal);
    if (cause === 'lost' && problem !== null) throw errorOf(problem);
  } finally {
    talk.end();
  }
  if (known.missing) throw new CodedError('no-debugger', {});
}

function errorOf({ code, args }: Message): CodedError {
  return new CodedError(code, args as never);
}

/** The learner's files, by their places on this machine. Source text without a folder has none. */
function placesOf({ root, files }: Program): ReadonlyMap<string, string> {
  const own = root === null ? [] : files.map((file) => [file.path, path.join(root, ...file.path.split('/'))] as const);
  return new Map(own);
}

async function imageFor(request: DebugRequest, { images, platform }: RunnerResources): Promise<EngineImage> {
  const { building, signal } = request;
  const wish = await wishOf(request, platform);
  return (await imageAtHand(images, wish, signal)) ?? images.image(wish, (progress) => building?.(progress), signal);
}

/** One that was made ahead is given more room. Where the engine does not do that, a new one is made. */
function sandboxFor(
  { engine, image }: EngineImage,
  { owner, trust, pool, removals }: RunnerResources,
  { usual, more }: { readonly usual: Limits; readonly more: Limits },
  signal: AbortSignal,
) {
  const judge = (sandbox: Sandbox, wanted: Limits) => trust.judge(engine, sandbox, wanted);
  const leave = (removal: Promise<void>) => removals.add(removal);
  const claim = async () => {
    const claimed = await pool.claim({ engine, image, limits: usual }, signal);
    return claimed && withRoom(claimed, { engine, limits: more, signal, leave });
  };
  return { image: image.ref, role: 'run' as const, owner, signal, judge, claim };
}

interface Room {
  readonly engine: Engine;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  readonly leave: Leave;
}

/**
 * Gives a sandbox more room, and has it read its limits back: whoever judges it sees what the engine has made of the others.
 * @returns null when the engine refuses. A sandbox that is not returned is removed, whatever happens.
 */
export async function withRoom(claimed: Claimed, { engine, limits, signal, leave }: Room): Promise<Claimed | null> {
  const { sandbox } = claimed;
  try {
    if (await makeRoom(engine, sandbox.id, limits, signal)) {
      await sandbox.ping(ROOM_MS, signal);
      return claimed;
    }
  } catch (error) {
    leave(sandbox.dispose());
    throw error;
  }
  leave(sandbox.dispose());
  return null;
}
