import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../src/contract/codes';
import { DEFAULT_LIMITS } from '../../src/contract/limits';
import { findStep, loadDirectory } from '../../src/course/format/load';
import type { Engine } from '../../src/engine/client/engine';
import type { RunSettings, StepResult } from '../../src/run/request';
import type { Runner } from '../../src/run/runner';
import { Bench, fixture } from '../support/bench';
import { nothingIsLeft, ours, running } from '../support/containers';
import { killContainer, limitsHeld, tagImage } from '../support/engine-call';
import { withCalls } from '../support/engines';
import { FaultyEngine } from '../support/faulty-engine';
import { inTemporaryFolder, newRunner, programFile, REDIS, read, runOn, SETTINGS, solution } from '../support/run';

const RIGHT = read(solution('01-bind'));
const WRONG = read(programFile('early-exit.py'));
const FILLED_MS = 20_000;

/** A slow machine says this of itself, which is not what is tested here. */
const SLOW_START = /went into starting the sandbox/;
/** The part of a run that matters here. */
const shown = ({ verdict, report }: StepResult) => [
  verdict.outcome,
  report.metrics?.sandbox,
  ...report.notes.filter((note) => !SLOW_START.test(note)),
];

describe('The pool of warm sandboxes', function () {
  this.timeout(60_000);
  let settings: { -readonly [Name in keyof RunSettings]?: RunSettings[Name] };
  let runner: Runner;

  beforeEach(async () => {
    settings = { warmSandboxes: 1, maxima: SETTINGS.maxima };
    runner = newRunner({ settings });
    await runner.engine();
  });
  afterEach(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });

  const run = (source = RIGHT) => runOn(runner, REDIS, 1, { source });

  async function warm(): Promise<void> {
    const course = await loadDirectory(REDIS);
    await runner.warm(course, findStep(course, '1'), null);
  }

  /** The one sandbox that waits, and nothing else is there. */
  async function filled(): Promise<string> {
    for (const until = Date.now() + FILLED_MS; Date.now() < until; await sleep(50)) {
      const ids = await ours();
      if (runner.pool.ready === 1 && ids.length === 1) return ids[0] ?? '';
    }
    throw new Error('it was never filled');
  }

  /** From now on the runner's engine gives these answers. */
  async function engineWith(calls: (engine: Engine) => Partial<Engine>): Promise<void> {
    const real = await runner.engine();
    const engine = withCalls(real, calls(real));
    runner.engine = async () => engine;
  }

  it('is filled for a step once an engine is known, and the run of it is warm', async () => {
    await warm();
    await filled();
    deepEqual(shown(await run()), ['passed', 'warm']);
  });

  it('asks for no engine and builds nothing by itself', async () => {
    runner.forget();
    await warm();
    await sleep(100);
    deepEqual([runner.knownEngine, await ours()], [null, []]);
  });

  it('is refilled after each verdict, with an unused sandbox', async () => {
    const used = new Set<string>();
    deepEqual(shown(await run()), ['passed', 'cold']);
    for (const source of [WRONG, RIGHT, WRONG]) {
      const id = await filled();
      ok(!used.has(id), 'it was used before');
      used.add(id);
      deepEqual(shown(await run(source)), [source === RIGHT ? 'passed' : 'failed', 'warm']);
      await runner.removals.settled();
      ok(!(await running()).includes(id), 'it runs on after its run');
    }
  });

  it('costs one silent cold run when the waiting sandbox is dead', async () => {
    await warm();
    const id = await filled();
    const engine = await runner.engine();
    await engine.remove(id);
    deepEqual(shown(await run()), ['passed', 'cold']);
    notEqual(await filled(), id);
    deepEqual(shown(await run(WRONG)), ['failed', 'warm']);
  });

  it('drops a sandbox that dies while it waits', async () => {
    await warm();
    const id = await filled();
    await killContainer(id);
    await nothingIsLeft();
    equal(runner.pool.ready, 0);
  });

  it('serves the first of two runs at once; the other one is cold, and both are right', async () => {
    await warm();
    await filled();
    const two = await Promise.all([run(), run(WRONG)]);
    deepEqual(
      two.map(({ verdict }) => verdict.outcome),
      ['passed', 'failed'],
    );
    deepEqual(two.map(({ report }) => report.metrics?.sandbox).sort(), ['cold', 'warm']);
  });

  it('does not serve a run with other limits, which have their own from then on', async () => {
    await warm();
    const before = await filled();
    settings.maxima = { ...SETTINGS.maxima, memory_mb: 100 };
    const { verdict, report } = await run();
    deepEqual([verdict.outcome, report.metrics?.sandbox], ['passed', 'cold']);
    notEqual(await filled(), before);
    equal((await run()).report.metrics?.sandbox, 'warm');
  });

  it('is not for earlier steps: they begin cold, and the next run is warm again', async () => {
    await warm();
    const first = await filled();
    const seen = new Set<string>();
    const look = async () => {
      for (const id of await ours()) seen.add(id);
    };
    const watch = { phase: () => void look() };
    const source = read(solution('02-ping'));
    const result = await runOn(runner, REDIS, 2, { source }, { withEarlier: true, watch });
    deepEqual(shown(result), ['passed', 'warm']);
    deepEqual(
      result.report.regressions.map(({ outcome }) => outcome),
      ['passed'],
    );
    ok(seen.has(first));
    await filled();
    deepEqual(shown(await runOn(runner, REDIS, 2, { source })).slice(0, 2), ['passed', 'warm']);
  });

  it('is empty as soon as settings, image or engine have changed', async () => {
    await warm();
    await filled();
    runner.forget();
    await nothingIsLeft();
  });

  it('is not used when its image was removed meanwhile: the run reports that as usual, and nothing stays', async () => {
    const { engine, image } = await runner.image(null, () => {});
    const [repository, tag] = ['codealong-pool-test', String(process.pid)];
    await tagImage(image.ref, repository, tag);
    try {
      settings.image = `${repository}:${tag}`;
      await warm();
      await filled();
    } finally {
      await engine.removeImage(`${repository}:${tag}`);
    }
    const { verdict } = await run();
    deepEqual([verdict.outcome, verdict.reason], ['sandbox-error', 'image-missing']);
    await nothingIsLeft();
  });

  it('is not used when the engine was switched: the run is cold, on the new one', async () => {
    await warm();
    await filled();
    await inTemporaryFolder(async (folder) => {
      const other = await FaultyEngine.listen(`${folder}/engine.sock`);
      try {
        settings.engineHost = `unix://${folder}/engine.sock`;
        runner.forget();
        deepEqual(shown(await run()), ['passed', 'cold']);
        ok((other.asked.get('create') ?? 0) >= 1, 'the new engine was not asked');
        await filled();
        runner.forget();
        await runner.removals.settled();
      } finally {
        await other.close();
      }
    });
  });

  it('keeps none with a size of 0', async () => {
    settings.warmSandboxes = 0;
    await warm();
    deepEqual(shown(await run()), ['passed', 'cold']);
    await nothingIsLeft();
  });

  it('leaves nothing behind when it is disposed, whether ready or still on its way', async () => {
    await warm();
    await filled();
    await runner.dispose();
    deepEqual(await ours(), []);
    runner = newRunner({ settings });
    await runner.engine();
    await warm();
    await runner.dispose();
    deepEqual(await ours(), []);
  });

  it('has the limit of CPU read back from inside when one is claimed', async () => {
    const wanted = { ...(await runner.image(null, () => {})), limits: DEFAULT_LIMITS };
    const { engine } = wanted;
    runner.pool.fill(wanted);
    const id = await filled();
    const { cpuQuota, cpuPeriod } = await limitsHeld(id);
    deepEqual([cpuQuota, cpuPeriod], [125_000, 250_000]);
    const claimed = await runner.pool.claim(wanted);
    equal(claimed?.sandbox.ready.facts.cpus, 0.5);
    await engine.updateContainer(id, { cpuQuota: 50_000, cpuPeriod: 200_000 });
    equal((await claimed?.sandbox.ping(1_000))?.facts.cpus, 0.25);
    await claimed?.sandbox.dispose();
  });

  const ENGINES: Readonly<Record<string, () => Promise<readonly string[]>>> = {
    'refuses to change it': () =>
      Promise.reject(new CodedError('engine-call-failed', { call: 'update', status: 500, reason: 'not supported' })),
    'says so and does not': () => Promise.resolve([]),
  };
  for (const [title, updateContainer] of Object.entries(ENGINES)) {
    it(`makes sandboxes with their limit of CPU on an engine that ${title}`, async () => {
      const created: (number | undefined)[] = [];
      await engineWith((real) => ({
        updateContainer,
        createContainer: (spec, ...rest) => {
          created.push(spec.HostConfig?.CpuQuota);
          return real.createContainer(spec, ...rest);
        },
      }));
      deepEqual(shown(await run()), ['passed', 'cold']);
      await filled();
      deepEqual(shown(await run()), ['passed', 'warm']);
      deepEqual(created.slice(0, 3), [undefined, 125_000, 125_000]);
    });
  }
});

const LOOKS = `import glob, os
print(sorted(os.listdir('.')), os.listdir('/tmp'), os.listdir('/dev/shm'), os.listdir('/dev/mqueue'))
names = sorted(open(path).read().split('\\0')[-2] for path in glob.glob('/proc/[0-9]*/cmdline'))
print(names, os.getppid() == 1 or os.path.exists('/run/codealong/meeting/launcher'))
print(sorted(key for key in os.environ), os.getpriority(os.PRIO_PROCESS, 0))
`;
const LOOKS_SUITE = `from codealong import fail, program, rng


def test_looks():
    fail(program.run().text + str(rng.random()))
`;

describe('A sandbox that was warmed by a rehearsal', function () {
  this.timeout(60_000);
  let bench: Bench;
  before(async () => {
    bench = await Bench.open();
  });
  after(() => bench.close());

  it('has no trace of it that a program could find: no file, no process, no name', async () => {
    const said = (await bench.run({ program: LOOKS, suite: LOOKS_SUITE })).test('test_looks').failure?.message ?? '';
    match(said, /^\['main\.py'\] \[\] \[\] \[\]\n/);
    match(said, /\n\['\/opt\/codealong\/runner\/launcher\.py', '(\d{5})', '\1', 'main\.py'\] False\n/);
    match(said, /\n\['HOME', 'LANG', 'PATH'(, 'PWD')?\] 10\n/);
  });

  it('draws the same random numbers for the same seed', async () => {
    const numbers = await Promise.all(
      [1, 2].map(
        async () => (await bench.run({ program: LOOKS, suite: LOOKS_SUITE })).test('test_looks').failure?.message,
      ),
    );
    const [first, second] = numbers.map((said) => said?.split('\n').at(-1));
    match(first ?? '', /^0\.\d+$/);
    equal(first, second);
  });

  it('imports nothing between job and verdict but the suite', async () => {
    const run = await bench.run({ program: fixture('modules.py'), suite: fixture('modules_suite.py') });
    const [server, filter, called] = run.finished.map(({ outcome }) => outcome);
    deepEqual([server, filter, called], ['passed', 'passed', 'passed']);
    equal(run.test('test_what_was_imported').failure?.message, 'step step.test_it');
  });
});
