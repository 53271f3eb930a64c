import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CodedError } from '../../src/contract/codes';
import { DEFAULT_LIMITS } from '../../src/contract/limits';
import type { ContainerSpec, Engine } from '../../src/engine/client/engine';
import { Sandbox } from '../../src/sandbox/sandbox';
import { withPatchedImage } from '../attack/patched-image';
import { Bench, jobOf } from '../support/bench';
import { ChildScript, nextLine } from '../support/child';
import { killContainer } from '../support/engine-call';
import { withCalls } from '../support/engines';

const RUN = 'from codealong import program\n\n\ndef test_it():\n    program.run()\n';

describe('The life of a sandbox', () => {
  let bench: Bench;

  before(async () => {
    bench = await Bench.open();
  });

  afterEach(() => bench.nothingIsLeft());

  after(() => bench.close());

  const open = (engine: Engine, signal?: AbortSignal) =>
    Sandbox.open(engine, { image: bench.image, limits: DEFAULT_LIMITS, owner: bench.owner, role: 'run', signal });

  /** Milliseconds until the container does not run any more, or is gone. */
  async function endsWithin(id: string, ms: number): Promise<number> {
    const began = performance.now();
    while (performance.now() - began < ms) {
      const state = await bench.engine.inspect(id).catch((error: unknown) => {
        ok(error instanceof CodedError && error.code === 'container-gone', String(error));
        return { running: false };
      });
      if (!state.running) return performance.now() - began;
      await sleep(20);
    }
    throw new Error(`it still runs after ${ms} ms`);
  }

  it('begins with its launcher connected, and says its versions', async () => {
    const sandbox = await bench.sandbox();
    try {
      match(sandbox.ready.python, /^3\.\d+\.\d+/);
      match(sandbox.ready.pytest, /^\d+\.\d+/);
    } finally {
      await sandbox.dispose();
    }
  });

  it('is made once more, and only once, when the engine breaks off the start of its launcher', async () => {
    for (const broken of [1, 2]) {
      let tries = 0;
      const engine = withCalls(bench.engine, {
        execDetached: async (id, spec, options) => {
          tries += 1;
          if (tries > broken) return bench.engine.execDetached(id, spec, options);
          throw new CodedError('engine-call-failed', {
            call: 'exec',
            status: 400,
            reason: 'read init-p: connection reset',
          });
        },
      });
      if (broken === 1) await (await open(engine)).dispose();
      else await rejects(open(engine), { code: 'engine-call-failed' });
      equal(tries, 2);
      await bench.nothingIsLeft();
    }
  });

  it('ignores data that the engine writes into it before the job', async () => {
    const junk = Buffer.from('{"stream":true,"stdin":true,"hijack":true}CODEALONG-JOB\n\0\xff');
    const engine = withCalls(bench.engine, {
      attach: async (id, options) => {
        const stream = await bench.engine.attach(id, options);
        stream.write(junk);
        return stream;
      },
    });
    const sandbox = await open(engine);
    try {
      const ends: string[] = [];
      const end = await sandbox.run(jobOf({ program: '', suite: RUN }), (event) => {
        if (event.event === 'done') ends.push(event.ending);
      });
      deepEqual([end.cause, ends], ['exited', ['complete']]);
    } finally {
      await sandbox.dispose();
    }
  });

  /** A program that leaves a process behind which no test knows. */
  const LEAVES = 'import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(60)\n';
  const PASSES = 'from codealong import program\n\n\ndef test_it():\n    program.run().expect_exit(0)\n';

  it('stays a second after its last event, empty of the learner’s files: the host has a verdict to show', async () => {
    const sandbox = await bench.sandbox();
    try {
      equal((await sandbox.run(jobOf({ program: LEAVES, suite: PASSES }), () => {})).cause, 'exited');
      const told = performance.now();
      const { stdout } = await promisify(execFile)('docker', ['top', sandbox.id, '-eo', 'uid,pid,args']);
      const [, ...processes] = stdout.trim().split('\n');
      deepEqual(processes.map((line) => line.replace(/^\s*(\d+) .*\/(\w+\.py)\b.*$/, '$1 $2')).sort(), [
        `${sandbox.users.program} launcher.py`,
        `${sandbox.users.grader} grader.py`,
        `${sandbox.users.grader} grader.py`,
      ]);
      await endsWithin(sandbox.id, 5_000);
      ok(performance.now() - told > 800);
    } finally {
      await sandbox.dispose();
    }
  });

  it('ends at once when a program might still run in it', async () => {
    const sandbox = await bench.sandbox();
    try {
      const limits = { ...DEFAULT_LIMITS, timeout_seconds: 2 };
      const endless = { ...jobOf({ program: 'while True: pass\n', suite: PASSES }), limits };
      equal((await sandbox.run(endless, () => {})).cause, 'exited');
      ok((await endsWithin(sandbox.id, 5_000)) < 700);
    } finally {
      await sandbox.dispose();
    }
  });

  it('ends by itself when no owner claims it', async () => {
    const engine = withCalls(bench.engine, {
      createContainer: (spec: ContainerSpec, name, options) =>
        bench.engine.createContainer({ ...spec, Cmd: ['1.5', ...(spec.Cmd?.slice(1) ?? [])] }, name, options),
    });
    const sandbox = await open(engine);
    try {
      ok((await endsWithin(sandbox.id, 3000)) < 2000);
      const end = await sandbox.run(jobOf({ program: '', suite: RUN }), () => {});
      deepEqual([end.cause, end.exit_code, end.oom_killed], ['lost', 0, false]);
    } finally {
      await sandbox.dispose();
    }
  });

  it('ends within a second of a cancel, whatever the program does', async () => {
    for (const program of ['while True: pass', 'import time\ntime.sleep(60)', 'while True: print("x" * 100)']) {
      const abort = new AbortController();
      let cancelled = 0;
      let late = 0;
      const onEvent = () => {
        if (abort.signal.aborted) late += 1;
        else setTimeout(() => abort.abort(), 150);
        cancelled ||= performance.now();
      };
      const run = await bench.run({ program, suite: RUN, signal: abort.signal, onEvent });
      deepEqual([run.end.cause, late], ['cancelled', 0], 'events of a cancelled run came late');
      ok(performance.now() - cancelled < 1150, `gone after ${performance.now() - cancelled - 150} ms`);
      deepEqual(await bench.left(), []);
    }
  });

  it('does not begin when it was cancelled before, and is removed when cancelled while it begins', async () => {
    const run = await bench.run({ program: '', suite: RUN, signal: AbortSignal.abort() });
    deepEqual([run.end.cause, run.events.length], ['cancelled', 0]);
    for (const ms of [0, 30, 100, 200]) {
      await rejects(open(bench.engine, AbortSignal.timeout(ms)), (error: unknown) => {
        ok(error instanceof CodedError && error.code === 'cancelled', String(error));
        return true;
      });
      await bench.nothingIsLeft();
    }
  });

  it('is removed later when the engine creates it only after the cancel', async () => {
    const engine = withCalls(bench.engine, {
      createContainer: async (...args) => {
        await sleep(1300);
        return bench.engine.createContainer(...args);
      },
    });
    const began = performance.now();
    await rejects(open(engine, AbortSignal.timeout(50)), { code: 'cancelled' });
    ok(performance.now() - began < 1250);
    await sleep(300);
  });

  it('is reported as lost when somebody else kills or removes its container', async () => {
    const ends = { kill: killContainer, remove: (id: string) => bench.engine.remove(id) };
    for (const [name, end] of Object.entries(ends)) {
      const sandbox = await bench.sandbox();
      try {
        const job = jobOf({ program: 'while True: pass', suite: RUN });
        const ended = await sandbox.run(job, (event) => {
          if (event.event === 'started') void end(sandbox.id);
        });
        equal(ended.cause, 'lost');
        if (name === 'kill') deepEqual([ended.exit_code, ended.oom_killed], [137, false]);
        ok(['container-lost', 'container-gone'].includes(ended.problem?.code ?? ''), JSON.stringify(ended));
      } finally {
        await sandbox.dispose();
      }
    }
  });

  it('ends for good when it is disposed twice', async () => {
    const sandbox = await bench.sandbox();
    await Promise.all([sandbox.dispose(), sandbox.dispose()]);
    await sandbox.dispose();
  });

  describe('whose owner was killed', () => {
    let script: ChildScript;

    before(async () => {
      script = await ChildScript.make('owner-child');
    });

    after(() => script.dispose());

    for (const what of ['idle', 'spinning', 'flooding']) {
      it(`ends within two seconds, also when it is ${what}`, async () => {
        const child = script.start([what]);
        const id = await nextLine(child);
        try {
          equal((await bench.engine.inspect(id)).running, true);
          child.kill('SIGKILL');
          await endsWithin(id, 2000);
        } finally {
          child.kill('SIGKILL');
          await bench.engine.remove(id);
        }
      });
    }
  });

  it('reports the reason when its grader dies before it is ready', async () => {
    const patches = [
      {
        file: 'runner/rehearsal.py',
        from: '    before = set(sys.modules)\n',
        to: '    raise OSError("no rehearsal")\n',
      },
    ];
    await withPatchedImage(bench.engine, 'not-ready', patches, async (image) => {
      const opened = Sandbox.open(bench.engine, { image, limits: DEFAULT_LIMITS, owner: bench.owner, role: 'run' });
      await rejects(opened, (error) => {
        ok(error instanceof CodedError);
        equal(error.code, 'sandbox-not-ready');
        match(JSON.stringify(error.args), /OSError: no rehearsal/);
        return true;
      });
    });
  }).timeout(30_000);
});
