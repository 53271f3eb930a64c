import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import path from 'node:path';
import { readProgress } from '../../src/course/progress/progress-file';
import { updateProgress } from '../../src/course/progress/update-progress';
import { Doctor } from '../../src/doctor/doctor';
import { diagnosisLines } from '../../src/doctor/render-diagnosis';
import { PLAIN } from '../../src/results/report/shown-text';
import { textFor } from '../../src/results/texts/advice-catalogue';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { FaultBench } from '../support/fault-bench';
import { newRunner, PLATFORM, REDIS, ROOT, read, runOn, SETTINGS, solution } from '../support/run';
import { SecondDocker, whyNoDocker } from '../support/second-docker';
import { SmallDisk, whyNoMount } from '../support/small-disk';

const RIGHT = { source: read(solution('01-bind')) };
/** MB: the image twice, since it is unpacked from where it was loaded, and little more. */
const DISK_MB = 300;
/** Milliseconds for each answer: a ping has two seconds. */
const SLOW_MS = 1_500;
const DOCKER = path.join(ROOT, 'docker');
const ABOUT = { version: '0.0.0', host: 'a test', platform: 'linux x64' };
const PERSON = { home: '/nowhere', user: '', machine: '', hosts: [] };

/** A Docker with the image of a run, and a runner on it. */
class Place {
  private constructor(
    readonly disk: SmallDisk,
    readonly docker: SecondDocker,
    readonly runner: Runner,
  ) {}

  /** @param before as in `SecondDocker.start` */
  static async make(before: readonly string[] = []): Promise<Place> {
    const here = newRunner();
    const { image } = await here.image(null, () => {});
    await here.dispose();
    const disk = await SmallDisk.make(DISK_MB);
    const docker = await SecondDocker.start(disk, before);
    await docker.load(image.ref);
    return new Place(disk, docker, newRunner({ settings: { engineHost: docker.host } }));
  }

  run() {
    return runOn(this.runner, REDIS, 1, RIGHT);
  }

  async diagnosed(): Promise<string> {
    const settings = { ...SETTINGS, engineHost: this.docker.host };
    const diagnosis = await new Doctor(PLATFORM, DOCKER, () => settings, ABOUT).examine({ build: false });
    return diagnosisLines(diagnosis, PERSON, PLAIN).join('\n').replace(/\s+/g, ' ');
  }

  async remove(): Promise<void> {
    await this.runner.dispose();
    equal(await this.docker.containers(), 0);
    await this.docker.stop();
    await this.disk.remove();
  }
}

describe('A Docker whose disk is full', function () {
  this.timeout(120_000);
  let place: Place;

  before(async function () {
    if ((whyNoMount() ?? whyNoDocker()) !== null) return this.skip();
    place = await Place.make();
  });
  beforeEach(() => place.disk.fill());
  afterEach(() => place.disk.free());
  after(() => place?.remove());

  it('judges nobody, and says that it is full and what frees space', async () => {
    const { verdict, report } = await place.run();
    deepEqual([verdict.outcome, report.tests.map(({ outcome }) => outcome)], ['sandbox-error', ['not-run']]);
    match(
      report.message ?? '',
      /: the disk of Docker is full\.\n[\s\S]*no space left on device[\s\S]*docker system df/,
    );
  });

  it('is found by the doctor', async () => {
    const said = await place.diagnosed();
    match(said, /✗ Docker refused a request \(create, status 500\): the disk of Docker is full\./);
    match(said, /^Programs cannot be run here/);
  });

  it('builds no image, and says why', async () => {
    const built = place.runner.image(null, () => {}, undefined, 'always');
    await built.then(
      () => ok(false, 'it was built'),
      ({ code, args }) => {
        equal(code, 'image-build-failed');
        match(`${args.line}\n${args.last}`, /no space left on device/i);
      },
    );
  });

  it('judges as ever once there is space again', async () => {
    await place.disk.free();
    equal((await place.run()).verdict.outcome, 'passed');
  });
});

describe('A Docker that cannot filter system calls', function () {
  this.timeout(120_000);
  let place: Place;

  before(async function () {
    if ((whyNoMount() ?? whyNoDocker()) !== null) return this.skip();
    place = await Place.make(['python3', path.join(ROOT, 'test', 'support', 'without_seccomp.py')]);
  });
  after(() => place?.remove());

  it('runs programs, and each sandbox filters its own', async () => {
    const { verdict, report } = await place.run();
    equal(verdict.outcome, 'passed', report.message ?? '');
    doesNotMatch(report.notes.join('\n'), /weaker/);
  });

  it('is told by the doctor, beside what the sandbox filters', async () => {
    const said = await place.diagnosed();
    match(said, /Security options: none\. The engine filters no system calls/);
    match(said, /✓ CodeAlong's own list of system calls: in force\./);
  });
});

describe('A learner whose disk is full', function () {
  this.timeout(60_000);
  let disk: SmallDisk;
  let runner: Runner;

  before(async function () {
    if (whyNoMount() !== null) return this.skip();
    disk = await SmallDisk.make(1);
    runner = newRunner();
  });
  after(async () => {
    await runner?.dispose();
    await disk?.remove();
    await nothingIsLeft();
  });

  it('gets the verdict, is told that it is not written, and keeps the progress that there is', async () => {
    const root = await disk.folder('mine');
    await updateProgress(root, { id: 'redis' }, (progress) => ({ ...progress, current: 'bind' }));
    const before = await readProgress(root);
    await disk.fill();
    const { verdict, afterwards } = await runOn(runner, REDIS, 1, RIGHT, { root, saved: Promise.resolve(true) });
    equal(verdict.outcome, 'passed');
    const said = afterwards.map((message) => textFor(message, 'python').title).join('\n');
    match(said, /^Your progress could not be written to "[^"]*progress\.json": the disk is full\.$/);
    deepEqual(await readProgress(root), before);
    await disk.free();
    await runOn(runner, REDIS, 1, RIGHT, { root, saved: Promise.resolve(true) });
    ok((await readProgress(root)).progress?.steps.bind !== undefined, 'the next pass is written');
  });
});

describe('An engine that answers each call slowly', function () {
  this.timeout(120_000);
  let ways: FaultBench;

  before(async () => {
    ways = await FaultBench.open();
  });
  after(() => ways.close());

  it('gets its time: the verdict is right, and nothing else than the slow start is told', async () => {
    await ways.on(async ({ engine, runner }) => {
      engine.slowMs = SLOW_MS;
      engine.fault = () => 'slow';
      const { verdict, report } = await runOn(runner, REDIS, 1, RIGHT);
      equal(verdict.outcome, 'passed', report.message ?? '');
      // Podman cannot limit the number of files, which is told once.
      const notes = report.notes.filter((note) => !note.includes('the number of files'));
      for (const note of notes) match(note, /^(?:Starting the sandbox|This computer was busy)/);
      const failing = await runOn(runner, REDIS, 1, { source: 'print(1)\n' });
      equal(failing.verdict.outcome, 'failed');
    });
  });
});
