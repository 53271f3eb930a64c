import assert from 'node:assert/strict';
import path from 'node:path';
import { DEFAULT_LIMITS, type Limits, MAXIMUM_LIMITS } from '../../src/contract/limits';
import { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { Folder } from '../support/folder';
import { withoutTimes } from '../support/golden';
import { newRunner, PLATFORM, ROOT, runOn } from '../support/run';
import { SABOTAGES, weakened } from '../support/weak-engine';

/** `privileges` is one more, but the runner gives those up itself. */
const FATAL = ['network', 'memory', 'pids', 'groups', 'capabilities'];
const SUITE = `from codealong import program


def test_runs():
    """The program says what it finds"""
    program.run(timeout=20)
`;
const SETTINGS = { engineHost: null, image: null, maxima: MAXIMUM_LIMITS };

/** A course of one step that asks for these limits. */
function courseFiles(limits: Partial<Limits>): Readonly<Record<string, string>> {
  const step = { id: 'look', title: 'Look', limits };
  const course = { format_version: 2, id: 'looks', title: 'Looks', runtimes: { python: '>=3.11' } };
  const more = { entry: 'main.py', shape: 'growing', steps: [step] };
  return {
    'course.json': JSON.stringify({ ...course, ...more }),
    'steps/01-look/README.md': '# Look\n',
    'steps/01-look/hints.md': '# Look\n',
    'steps/01-look/test_look.py': SUITE,
  };
}

/** Prints what the kernel enforces. */
const LOOKS =
  'import sys\nsys.path.insert(0, "/opt/codealong")\nfrom runner import facts\nimport json\nprint(json.dumps(facts.limits()))\n';

describe('When the limits are examined,', function () {
  this.timeout(60_000);
  let course: Folder;
  let runner: Runner;

  before(async () => {
    course = await Folder.make(courseFiles({}));
  });
  beforeEach(() => {
    runner = newRunner();
  });
  afterEach(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });
  after(() => course.remove());

  /** From now on the runner's engine drops that. */
  async function sabotage(name: string): Promise<void> {
    const change = SABOTAGES[name];
    assert.ok(change);
    const engine = weakened(await runner.engine(), change);
    runner.engine = async () => engine;
  }

  async function look(source = LOOKS, folder = course) {
    const { report } = await runOn(runner, folder.root, 1, { source });
    return withoutTimes(report);
  }

  it('a sound engine needs no note', async () => {
    const { outcome, notes } = await look();
    assert.deepEqual([outcome, notes], ['passed', []]);
  });

  for (const name of FATAL) {
    it(`nothing is run if the engine drops a setting: ${name}`, async () => {
      await sabotage(name);
      const { outcome, message, output, tests } = await look('print("I was run")');
      assert.equal(outcome, 'sandbox-error');
      assert.match(message ?? '', /^Your program was not run, because the sandbox would not protect this machine: /);
      assert.deepEqual([output, tests.map((test) => test.outcome)], [null, ['not-run']]);
    });
  }

  for (const [name, words] of [
    ['cpus', /its share of the CPU is not limited/],
    ['root', /its system files are writable/],
    ['shm', /its shared memory is larger than it should be/],
  ] as const) {
    it(`the learner is told once if the engine drops a setting: ${name}`, async () => {
      await sabotage(name);
      const first = await look();
      assert.equal(first.outcome, 'passed');
      assert.equal(first.notes.length, 1);
      assert.match(first.notes[0] ?? '', words);
      assert.deepEqual((await look()).notes, []);
    });
  }

  for (const name of ['privileges', 'calls', 'seccomp', 'ulimits']) {
    it(`no note is needed if the engine drops what the runner sets itself: ${name}`, async () => {
      await sabotage(name);
      const { outcome, notes } = await look();
      assert.deepEqual([outcome, notes], ['passed', []]);
    });
  }
});

describe('A step that asks for more', function () {
  this.timeout(60_000);
  const runners: Runner[] = [];

  afterEach(async () => {
    for (const runner of runners.splice(0)) await runner.dispose();
    await nothingIsLeft();
  });

  /** What the kernel enforces in a run of a step that asks for these limits, where the user allows those. */
  async function given(asked: Partial<Limits>, maxima: Limits) {
    const course = await Folder.make(courseFiles(asked));
    const runner = new Runner(PLATFORM, path.join(ROOT, 'docker'), () => ({ ...SETTINGS, maxima }));
    runners.push(runner);
    try {
      const { report } = await runOn(runner, course.root, 1, { source: LOOKS });
      assert.equal(report.outcome, 'passed', report.message ?? '');
      const { memory_mb, pids, cpus } = JSON.parse(report.output ?? '') as Limits;
      return { found: { memory_mb, pids, cpus }, notes: withoutTimes(report).notes };
    } finally {
      await course.remove();
    }
  }

  it('gets the defaults if it asks for nothing', async () => {
    const { memory_mb, pids, cpus } = DEFAULT_LIMITS;
    assert.deepEqual(await given({}, MAXIMUM_LIMITS), { found: { memory_mb, pids, cpus }, notes: [] });
  });

  it('gets exactly the limits that it asked for', async () => {
    const asked = { memory_mb: 300, pids: 123, cpus: 0.75 };
    assert.deepEqual(await given(asked, MAXIMUM_LIMITS), { found: asked, notes: [] });
  });

  it('gets the user’s maximum, and a note for each limit that this lowers', async () => {
    const maxima = { timeout_seconds: 10, memory_mb: 160, pids: 60, cpus: 0.6 };
    const { found, notes } = await given({ memory_mb: 300, pids: 123, cpus: 0.75 }, maxima);
    assert.deepEqual(found, { memory_mb: 160, pids: 60, cpus: 0.6 });
    assert.deepEqual(
      notes.map((note) => note.replace(/ You can raise.*/, '')),
      [
        'The course asks for memory_mb = 300; your settings allow 160, which was used instead.',
        'The course asks for pids = 123; your settings allow 60, which was used instead.',
        'The course asks for cpus = 0.75; your settings allow 0.6, which was used instead.',
      ],
    );
  });
});

/** Two processes that compute, so that they are throttled even if the machine is busy with something else. */
const BUSY = 'import os, time\nos.fork()\nwhile time.process_time() < 0.7: pass\n';

describe('A slow run', function () {
  this.timeout(60_000);
  let course: Folder;
  let runner: Runner;

  before(async () => {
    course = await Folder.make(courseFiles({ cpus: 0.25 }));
    runner = newRunner();
  });
  after(async () => {
    await runner.dispose();
    await course.remove();
    await nothingIsLeft();
  });

  async function notesOf(source: string): Promise<readonly string[]> {
    const { report } = await runOn(runner, course.root, 1, { source });
    assert.equal(report.outcome, 'passed', report.message ?? '');
    return report.notes;
  }

  it('says that the limit of CPU held it back, and what helps', async () => {
    const note = (await notesOf(BUSY)).find((text) => text.startsWith('The limit of')) ?? '';
    assert.match(
      note,
      /^The limit of 0\.25 CPUs made this run slow: your program was held back for [\d.]+ of [\d.]+ seconds\./,
    );
    assert.match(note, /`limits\.cpus` in `course\.json`/);
  });

  it('gets no note when the program itself waits', async () => {
    const notes = await notesOf('import time\ntime.sleep(3.5)\n');
    // Another test beside this one may keep the machine busy, and that is said.
    assert.deepEqual(
      notes.filter((note) => !/^(?:Starting the sandbox|This computer was busy)/.test(note)),
      [],
    );
  });
});
