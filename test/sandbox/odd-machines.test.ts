import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { DEFAULT_LIMITS } from '../../src/contract/limits';
import { Examination } from '../../src/doctor/examination';
import { podmanVersion } from '../../src/engine/client/podman';
import { runBuild } from '../../src/engine/image/run-build';
import { textFor } from '../../src/results/texts/advice-catalogue';
import { Removals } from '../../src/run/run-job';
import type { Runner } from '../../src/run/runner';
import { thisProcess } from '../../src/sandbox/owner';
import { nothingIsLeft } from '../support/containers';
import { FaultBench } from '../support/fault-bench';
import type { Call, Fault } from '../support/faulty-engine';
import { FOREIGN, loadForeignImage } from '../support/foreign-image';
import { newRunner, PLATFORM, REDIS, read, runOn, solution } from '../support/run';
import { weakened } from '../support/weak-engine';
import { PREFIX, removeTestImages } from './engine-image-kit';

const RIGHT = { source: read(solution('01-bind')) };

/** The headline of a run that was not judged, with its advice. */
async function saidOf(runner: Runner): Promise<string> {
  const { verdict, report } = await runOn(runner, REDIS, 1, RIGHT);
  equal(verdict.outcome, 'sandbox-error', verdict.outcome);
  deepEqual(
    report.tests.map(({ outcome }) => outcome),
    ['not-run'],
  );
  return report.message ?? '';
}

describe('An image for another kind of processor', function () {
  this.timeout(60_000);
  const image = `${PREFIX}-foreign:1`;
  let runner: Runner;

  before(() => loadForeignImage(image));
  beforeEach(() => {
    runner = newRunner({ settings: { image } });
  });
  afterEach(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });
  after(() => removeTestImages(`${PREFIX}-foreign`));

  it('is the reason that a run tells, and not that nothing can be started in a container that has ended', async () => {
    const said = await saidOf(runner);
    match(said, /^The sandbox did not become ready: the image is for another kind of processor\./);
    match(said, /exec format error/);
    match(said, /`codealong\.image`/);
  });

  it('is the reason that the doctor tells, who knows for which processor it is', async () => {
    const engine = await runner.engine();
    equal((await engine.inspectImage(image))?.arch, FOREIGN);
    const removals = new Removals();
    const examination = new Examination(engine, image, thisProcess(PLATFORM.env), removals);
    await examination.limits(DEFAULT_LIMITS).then(
      () => ok(false, 'it ran'),
      (error) => match(textFor(error.told, 'python').title, /another kind of processor/),
    );
    await removals.settled();
  });

  it('is the reason that a build on it tells', async () => {
    const engine = await runner.engine();
    const files = [{ path: 'Dockerfile', bytes: Buffer.from(`FROM ${image}\nRUN true\n`) }];
    const options = { tags: [], labels: { [PREFIX]: 'x' }, args: {} };
    const failed = await runBuild(engine, files, options, () => {}, new AbortController().signal);
    const args = { runtime: 'x', title: 'Python', there: null, debian: false, script: 's', base: null };
    ok(failed);
    match(
      textFor({ code: 'image-build-failed', args: { ...failed, ...args } }, 'python').title,
      /another kind of processor/,
    );
  });
});

describe('A machine that refuses', function () {
  this.timeout(60_000);
  let ways: FaultBench;

  before(async () => {
    ways = await FaultBench.open();
  });
  after(() => ways.close());

  for (const [call, reason, title] of [
    [
      'start',
      'OCI runtime create failed: unable to apply apparmor profile: apparmor failed to apply profile: write /proc/self/attr/apparmor/exec: no such file or directory: unknown',
      /: AppArmor does not allow it\.\n/,
    ],
    [
      'start',
      'OCI runtime create failed: write /proc/self/attr/keycreate: permission denied: unknown',
      /: SELinux does not allow it\.\n/,
    ],
    ['create', 'mkdir /var/lib/docker/overlay2/1-init: no space left on device', /: the disk of Docker is full\.\n/],
    ['start', 'OCI runtime error: cannot set limits without cgroups', /: it cannot limit a sandbox\.\n/],
    ['execCreate', 'open /run/docker/x/process.json: no space left on device', /: the disk of Docker is full\.\n/],
  ] as const satisfies readonly (readonly [Call, string, RegExp])[]) {
    it(`is told with what it refuses and why, when it is asked to ${call}: ${title.source.slice(2, 16)}`, async () => {
      await ways.on(async ({ engine, runner }) => {
        engine.fault = onlyAt(call, { reason });
        const said = await saidOf(runner);
        match(said, title);
        ok(said.replace(/\s+/g, ' ').includes(reason), said);
      });
    });
  }

  it('to filter system calls is asked again without, and the sandbox filters its own', async function () {
    // Podman is never asked for it (docs/engine-traps.md, "Podman has a dialect").
    if (podmanVersion(ways.bench.engine.server) !== null) return this.skip();
    await ways.on(async ({ engine, runner }) => {
      const reason = 'seccomp is not enabled in your kernel, cannot run a custom seccomp profile';
      engine.fault = (asked, time) => (asked === 'start' && time === 1 ? { reason } : null);
      const { verdict, report } = await runOn(runner, REDIS, 1, RIGHT);
      deepEqual([verdict.outcome, engine.asked.get('create')], ['passed', 2]);
      doesNotMatch(report.notes.join(' '), /weaker/);
      await runOn(runner, REDIS, 1, RIGHT);
      equal(engine.asked.get('create'), 3, 'the next run knows');
    });
  });

  it('to end a container is asked until it has ended by itself', async () => {
    await ways.on(async ({ engine, runner }) => {
      const reason = 'Could not kill running container 1, cannot remove - permission denied';
      engine.fault = (asked, time) => (asked === 'remove' && time <= 2 ? { reason } : null);
      const { verdict } = await runOn(runner, REDIS, 1, RIGHT);
      equal(verdict.outcome, 'passed');
      deepEqual(await runner.removals.settled(), []);
    });
  });

  it('to let a sandbox write its own folders is told with the refusal, and nothing is judged', async () => {
    const runner = newRunner();
    const engine = weakened(await runner.engine(), (host) => ({ ...host, Tmpfs: closed(host.Tmpfs) }));
    runner.engine = async () => engine;
    try {
      const said = await saidOf(runner);
      match(said, /^The sandbox did not become ready: access was denied\.\n/);
      match(said, /PermissionError/);
      match(said, /SELinux or AppArmor/);
    } finally {
      await runner.dispose();
      await nothingIsLeft();
    }
  });
});

function onlyAt(call: Call, fault: Fault) {
  return (asked: Call) => (asked === call ? fault : null);
}

/** The folders of the grader belong to root, and are closed to it. */
function closed(folders: unknown): Record<string, string> {
  const all = Object.entries((folders ?? {}) as Record<string, string>);
  return Object.fromEntries(
    all.map(([path, options]) => [path, options.replace(/mode=\d+/, 'mode=0755').replace(/,([ug]id=\d+|U)\b/g, '')]),
  );
}
