import { deepEqual, equal, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DoneEvent, FinishedEvent, MetricsEvent, SandboxEvent } from '../../src/contract/events';
import type { SandboxUsers } from '../../src/contract/image';
import type { Entry, Job, JobFile } from '../../src/contract/job';
import { DEFAULT_LIMITS, type Limits } from '../../src/contract/limits';
import type { SandboxEnd } from '../../src/contract/verdict';
import type { Engine } from '../../src/engine/client/engine';
import { connect } from '../../src/engine/endpoint/connect';
import { hostFiles } from '../../src/engine/endpoint/endpoints';
import { ensureImage } from '../../src/engine/image/image';
import { type Owner, thisProcess } from '../../src/sandbox/owner';
import { Sandbox } from '../../src/sandbox/sandbox';
import { PLATFORM, ROOT } from './run';
import { runtime } from './runtimes';

export const FIXTURES = path.join(ROOT, 'test', 'fixtures', 'sandbox');

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface SuiteRequest {
  /** The learner's files; a plain text is `main.py`. */
  readonly program: string | Files;
  /** The suite's files; a plain text is `step/test_it.py`. */
  readonly suite: string | Files;
  readonly tests?: readonly string[];
  readonly limits?: Partial<Limits>;
  readonly entry?: Entry;
  readonly runtime?: string;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: SandboxEvent) => void;
}

export class SuiteRun {
  constructor(
    readonly events: readonly SandboxEvent[],
    readonly end: SandboxEnd,
    /** Milliseconds from the job's departure to the end. */
    readonly ms: number,
    readonly users: SandboxUsers,
  ) {}

  /** The end record. Fails when it is missing or another event follows it. */
  get done(): DoneEvent {
    const last = this.events.at(-1);
    ok(last?.event === 'done', `no end record: ${JSON.stringify(this.end)} ${JSON.stringify(last)}`);
    return last;
  }

  get metrics(): MetricsEvent {
    const found = this.events.find((event) => event.event === 'metrics');
    ok(found?.event === 'metrics');
    return found;
  }

  /** How the tests ended, by the names of their functions. */
  get outcomes(): Readonly<Record<string, FinishedEvent['outcome']>> {
    return Object.fromEntries(this.finished.map(({ test, outcome }) => [shortOf(test), outcome]));
  }

  get finished(): readonly FinishedEvent[] {
    return this.events.filter((event) => event.event === 'finished');
  }

  /** The test of that name; for a parametrised test, its first case that has not passed. */
  test(name: string): FinishedEvent {
    const all = this.finished.filter(({ test }) => shortOf(test).replace(/\[.*/s, '') === name);
    const found = all.find(({ outcome }) => outcome !== 'passed') ?? all[0];
    ok(found, `${name} has not run: ${JSON.stringify(this.outcomes)} ${JSON.stringify(this.end)}`);
    return found;
  }

  output(name?: string, stream: 'stdout' | 'stderr' = 'stdout'): string {
    const fits = (event: SandboxEvent) =>
      event.event === 'output' && event.stream === stream && (name === undefined || shortOf(event.test) === name);
    return this.events.map((event) => (event.event === 'output' && fits(event) ? event.text : '')).join('');
  }
}

function shortOf(test: string): string {
  return test.split('::').at(-1) ?? test;
}

/** A real engine with the real image, and one owner for everything opened here. Closing it checks that nothing is left. */
export class Bench {
  private constructor(
    readonly engine: Engine,
    readonly image: string,
    readonly owner: Owner,
  ) {}

  /** `change`: the engine as its tests want it, such as one that drops a limit. */
  static async open(owner: Owner = thisProcess(), change = (engine: Engine) => engine): Promise<Bench> {
    const { engine } = await connect({ platform: PLATFORM, files: hostFiles });
    const image = await ensureImage(engine, {
      runtime: runtime(),
      dockerDir: path.join(ROOT, 'docker'),
      build: 'if-missing',
    });
    return new Bench(change(engine), image.ref, owner);
  }

  /** Runs the suite in a sandbox of its own, which is gone when this resolves. */
  async run(request: SuiteRequest): Promise<SuiteRun> {
    const job = jobOf(request);
    const sandbox = await this.sandbox(job.limits);
    try {
      const events: SandboxEvent[] = [];
      const began = performance.now();
      const take = (event: SandboxEvent) => {
        events.push(event);
        request.onEvent?.(event);
      };
      const end = await sandbox.run(job, take, request.signal);
      return new SuiteRun(events, end, performance.now() - began, sandbox.users);
    } finally {
      await sandbox.dispose();
    }
  }

  /** An opened sandbox. The caller disposes it. */
  sandbox(limits: Limits = DEFAULT_LIMITS): Promise<Sandbox> {
    return Sandbox.open(this.engine, { image: this.image, limits, owner: this.owner, role: 'run' });
  }

  /** Ids of our own containers, including stopped ones. */
  async left(): Promise<readonly string[]> {
    const found = await this.engine.list(['codealong=1', `codealong.session=${this.owner.session}`]);
    return found.map(({ id }) => id);
  }

  async nothingIsLeft(): Promise<void> {
    const until = Date.now() + 1000;
    while (Date.now() < until && (await this.left()).length > 0) await sleep(50);
    deepEqual(await this.left(), []);
  }

  async close(): Promise<void> {
    try {
      await this.nothingIsLeft();
    } finally {
      this.engine.close();
    }
  }
}

export function jobOf({
  program,
  suite,
  tests = ['step'],
  limits = {},
  entry = MAIN,
  runtime = 'python3',
}: SuiteRequest): Job {
  return {
    id: randomUUID(),
    seed: 1,
    runtime,
    entry,
    limits: { ...DEFAULT_LIMITS, ...limits },
    tests,
    program: filesOf(typeof program === 'string' ? { 'main.py': program } : program),
    suite: filesOf(typeof suite === 'string' ? { 'step/test_it.py': suite } : suite),
  };
}

const MAIN: Entry = { kind: 'file', path: 'main.py', module: null };

function filesOf(files: Files): JobFile[] {
  return Object.entries(files).map(([name, content]) => ({ path: name, bytes: Buffer.from(content) }));
}

/** The text of a file in `test/fixtures/sandbox`. */
export function fixture(name: string): string {
  return readFileSync(path.join(FIXTURES, name), 'utf8');
}

/**
 * Runs a suite whose tests must all pass, in one sandbox, and makes a mocha test of each. Its title is the first line of the test's
 * docstring, as in a course.
 */
export function everyTestPasses(
  title: string,
  program: string | Files,
  suite: string,
  limits: Partial<Limits> = {},
): void {
  const tests = [...suite.matchAll(/^def (test_\w+)\([^)]*\)[^:]*:\n {4}"""(.+?)"""/gm)];
  describe(title, () => {
    let run: SuiteRun;

    before(async function () {
      this.timeout(60_000);
      const bench = await Bench.open();
      try {
        run = await bench.run({ program, suite, limits: { timeout_seconds: 25, ...limits } });
      } finally {
        await bench.close();
      }
    });

    for (const [, name = '', sentence = ''] of tests) {
      it(sentence, () => {
        const { outcome, failure, transcript } = run.test(name);
        equal(outcome, 'passed', `${JSON.stringify(failure, null, 1)}\n${transcript}\n${run.output(name, 'stderr')}`);
      });
    }

    it('every test of the suite was run', () => {
      equal(tests.length, suite.match(/^def test_/gm)?.length);
      const collected = run.events.flatMap((event) => (event.event === 'collected' ? event.tests : []));
      deepEqual([run.done.ending, run.done.finished], ['complete', collected.length]);
    });
  });
}
