import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Doctor } from '../../src/doctor/doctor';
import type { Engine } from '../../src/engine/client/engine';
import { thisProcess } from '../../src/sandbox/owner';
import { CASES } from '../attack/cases';
import { knownEngine } from '../attack/known-engine';
import { Lane } from '../attack/lane';
import { tryOut } from '../attack/trial';
import { solutions } from '../engines/known-runs';
import { Bench } from '../support/bench';
import { ChildScript, nextLine } from '../support/child';
import { withCalls } from '../support/engines';
import { argsIn } from '../support/messages';
import { orphanRemoverOf } from '../support/orphan-remover';
import { newRunner, PLATFORM, REDIS, ROOT, read, runOn, SETTINGS, solution } from '../support/run';

const IMAGE_MS = 120_000;
const SOLUTIONS_MS = 300_000;
/** Every way in which a run can end that a program decides, and what a program can reach on Podman in another way than on Docker. */
const ATTACKS = [
  ...['bytearray', 'fork-bomb-fails', 'spin', 'flood-stdout', 'exit-at-start', 'million-files', 'raise-limits'],
  ...['write-outside', 'look-around', 'privileges', 'reach-out', 'other-families', 'run-binary', 'kill-init'],
];
const ABOUT = { version: '0.1.0', host: 'a test', platform: 'linux x64' };

describe('On Podman', function () {
  this.timeout(60_000);
  let bench: Bench;

  before(async function () {
    this.timeout(IMAGE_MS);
    bench = await Bench.open(thisProcess({ CODEALONG_SESSION: `podman-${process.pid}` }));
    match(bench.engine.server, /^Libpod\//);
  });

  after(() => bench.close());

  it('the doctor finds all in order but what is known of this engine', async () => {
    const { findings, ending } = await new Doctor(PLATFORM, path.join(ROOT, 'docker'), () => SETTINGS, ABOUT).examine({
      build: false,
    });
    equal(ending, 'sound', JSON.stringify(findings.filter(({ grade }) => grade === 'bad')));
    const warnings = findings.filter(({ section, grade }) => section === 'limits' && grade !== 'good');
    const known = Object.keys(knownEngine(bench.engine.server).notKept);
    deepEqual(
      warnings.map(({ message: { code, args } }) => argsIn(args).guard ?? argsIn(args).what ?? code),
      known,
    );
  });

  it('a run makes one container, and asks for nothing that takes long', async () => {
    const calls: string[] = [];
    const runner = newRunner();
    const found = runner.engine.bind(runner);
    runner.engine = async (...args) => counting(await found(...args), calls);
    try {
      const { verdict } = await runOn(runner, REDIS, 1, { source: read(solution('01-bind')) });
      equal(verdict.outcome, 'passed', JSON.stringify(verdict.headline));
    } finally {
      await runner.dispose();
    }
    deepEqual(calls, ['create']);
  });

  it('the solutions of the first seven steps pass, and those that ask something new of an engine', async function () {
    this.timeout(SOLUTIONS_MS);
    const runner = newRunner();
    const known = solutions().filter(({ course }) => course === 'redis');
    try {
      for (const { name, step, program } of known) {
        const file = path.join(REDIS, 'file' in program ? program.file : '');
        const { verdict } = await runOn(runner, REDIS, step, { file }, { root: path.dirname(file) });
        equal(verdict.outcome, 'passed', `${name}: ${JSON.stringify(verdict)}`);
      }
    } finally {
      await runner.dispose();
    }
  });

  for (const name of ATTACKS) {
    it(`an attack ends as it should: ${name}`, async () => {
      const one = CASES.find((found) => found.name === name);
      ok(one);
      const lane = await Lane.open(`podman-${name}`);
      try {
        deepEqual((await tryOut(one, lane, false)).faults, []);
      } finally {
        lane.close();
      }
    });
  }

  it('nothing keeps running when its owner is killed, and the next one removes the rest', async () => {
    const script = await ChildScript.make('looping-child');
    try {
      const child = script.start(['spinning'], { CODEALONG_SESSION: bench.owner.session });
      const exited = once(child, 'exit');
      while (!(await nextLine(child)).includes('tests'));
      child.kill('SIGKILL');
      await exited;
      await ended(bench.engine, await bench.left());
      await orphanRemoverOf(bench.engine, bench.owner).removeOrphans();
      deepEqual(await bench.left(), []);
    } finally {
      script.dispose();
    }
  });
});

/** The engine; notes the calls that a run should make once, or never. */
function counting(engine: Engine, calls: string[]): Engine {
  return withCalls(engine, {
    createContainer: (...args) => {
      calls.push('create');
      return engine.createContainer(...args);
    },
    version: (...args) => {
      calls.push('version');
      return engine.version(...args);
    },
  });
}

/** Waits until none of these containers runs, for five seconds. */
async function ended(engine: Engine, ids: readonly string[]): Promise<void> {
  ok(ids.length > 0);
  for (const until = Date.now() + 5_000; Date.now() < until; await sleep(50)) {
    const states = await Promise.all(ids.map((id) => engine.inspect(id)));
    if (states.every(({ running }) => !running)) return;
  }
  throw new Error('a container of a killed owner still runs');
}
