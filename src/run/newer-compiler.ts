import { randomUUID } from 'node:crypto';
import { nullIfCoded } from '../contract/codes';
import type { FinishedEvent, SandboxEvent } from '../contract/events';
import type { Job } from '../contract/job';
import type { Limits } from '../contract/limits';
import { type Compiled, type CourseRuntimes, isOlder } from '../contract/runtime';
import type { Verdict } from '../contract/verdict';
import { launchingOf } from '../course/languages';
import type { Engine } from '../engine/client/engine';
import type { RunnerImage } from '../engine/image/image';
import { unreadPlace } from '../results/evidence/version-reasons';
import { type JobOptions, type Removals, runJob } from './run-job';
import type { Runtimes } from './runtimes';

/** Milliseconds for the whole question, since the learner waits for the answer. */
const ASK_MS = 3_000;
const LIMITS: Limits = { timeout_seconds: 5, memory_mb: 128, pids: 50, cpus: 0.5 };
const FOLDER = 'steps/check';
const SUITE = 'from codealong import program\n\n\ndef test_it():\n    program.run()\n';
/** What the check says with its exit code. */
const ANSWERS: Readonly<Record<number, Omit<Compiled, 'version'>>> = {
  0: { reads: true },
  3: { reads: false },
  5: { reads: false, further: true },
};

/** A run whose program could not be read. */
export interface UnreadRun {
  readonly engine: Engine;
  readonly language: string;
  /** The version in the sandbox, in full. */
  readonly interpreter: string;
  readonly runtimes: CourseRuntimes;
  readonly signal: AbortSignal | undefined;
}

/** Asks the compiler of the newest runtime whose image is there about a file that the present one could not read. It builds no image. */
export class NewerCompiler {
  constructor(
    private readonly runtimes: Pick<Runtimes, 'imageThere'>,
    private readonly removals: Removals,
    private readonly options: (engine: Engine, image: RunnerImage) => Pick<JobOptions, 'image' | 'owner' | 'judge'>,
  ) {}

  /** The verdict with the answer, if a file of the learner's could not be read. A question that fails leaves it as it is. */
  async asked(verdict: Verdict, run: UnreadRun): Promise<Verdict> {
    const unread = verdict.tests.map(unreadPlace).find((place) => place !== null);
    const source = run.runtimes.files.find(({ path }) => path === unread?.file)?.bytes;
    const compiled =
      source === undefined ? null : await this.#compiled(source, unread?.line ?? 0, run).catch(nullIfCoded);
    if (compiled === null) return verdict;
    const runtimes = { ...run.runtimes, compiled };
    return { ...verdict, tests: verdict.tests.map((test) => ({ ...test, runtimes })) };
  }

  async #compiled(source: Uint8Array, line: number, run: UnreadRun): Promise<Compiled | null> {
    const check = launchingOf(run).compileCheck;
    if (check === null) return null;
    const signal = AbortSignal.any([AbortSignal.timeout(ASK_MS), ...(run.signal === undefined ? [] : [run.signal])]);
    const newer = await this.#newest(run, signal);
    if (newer === null) return null;
    const events: SandboxEvent[] = [];
    const options = this.options(run.engine, newer.image);
    const onEvent = (event: SandboxEvent) => events.push(event);
    const job = jobOf(run.language, check, { source, line });
    await runJob(run.engine, job, { ...options, role: 'probe', onEvent, onReady: () => {}, signal }, this.removals);
    const answer = answerIn(events);
    return answer === null ? null : { version: newer.runtime.version, ...answer };
  }

  async #newest({ engine, interpreter, runtimes }: UnreadRun, signal: AbortSignal) {
    for (const runtime of runtimes.fitting.filter(({ version }) => isOlder(interpreter, version))) {
      const image = await this.runtimes.imageThere(runtime, engine, signal);
      if (image !== null) return { runtime, image };
    }
    return null;
  }
}

function jobOf(
  language: string,
  check: string,
  { source, line }: { readonly source: Uint8Array; readonly line: number },
): Job {
  const file = (path: string, text: string) => ({ path, bytes: Buffer.from(text) });
  return {
    id: randomUUID(),
    seed: 0,
    runtime: launchingOf({ language }).runtime,
    entry: { kind: 'file', path: 'check.py', module: null },
    limits: LIMITS,
    tests: [FOLDER],
    program: [file('check.py', check), { path: 'source.txt', bytes: source }, file('line.txt', `${line}`)],
    suite: [file(`${FOLDER}/test_check.py`, SUITE)],
  };
}

/** Null when the check came to no answer. */
function answerIn(events: readonly SandboxEvent[]): Omit<Compiled, 'version'> | null {
  const finished = events.find((event): event is FinishedEvent => event.event === 'finished');
  return ANSWERS[finished?.programs[0]?.exit_code ?? -1] ?? null;
}
