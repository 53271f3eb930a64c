import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CodedError } from '../../src/contract/codes';
import { IMAGE_USERS } from '../../src/contract/image';
import { DEFAULT_LIMITS } from '../../src/contract/limits';
import { hostFiles } from '../../src/engine/endpoint/endpoints';
import { ensureImage } from '../../src/engine/image/image';
import { takenBy } from '../../src/sandbox/create';
import { labelsOf } from '../../src/sandbox/owner';
import { Sandbox } from '../../src/sandbox/sandbox';
import { containerSpec } from '../../src/sandbox/spec';
import { ANSWERS, allOf, CALL_MS, FaultBench, type Way } from '../support/fault-bench';
import type { Call } from '../support/faulty-engine';
import { hurriedly } from '../support/hurried';
import { nextActivation } from '../support/orphan-remover';
import { PLATFORM } from '../support/run';
import { runtimeOn } from '../support/runtimes';
import { PREFIX, removeTestImages } from './engine-image-kit';

/** How building an image ends, in the order of ANSWERS: slow, hang, mute, 404, 409, 500, cut, huge, reset. */
const [BUILT, LATE, FAILED, LOST] = ['built', 'engine-call-timeout', 'image-build-failed', 'engine-lost'];
const BUILDS = [BUILT, LATE, LATE, FAILED, FAILED, FAILED, LOST, 'engine-bad-stream', LOST];

/** The engine at the end of a faulty route, with short deadlines. */
async function engineOf({ host }: Way) {
  const { engine } = await hurriedly(CALL_MS)({ platform: PLATFORM, host, files: hostFiles });
  return engine;
}

describe('An engine on which calls outside of a run go wrong', function () {
  this.timeout(60_000);
  let ways: FaultBench;

  before(async () => {
    ways = await FaultBench.open();
  });

  after(async () => {
    await removeTestImages();
    await ways.close();
  });

  /** A container that was never started, of an owner that is dead by the next activation. */
  async function leave(): Promise<string> {
    const { engine, owner, image } = ways.bench;
    const labels = labelsOf(owner, 'run', Date.now() + 60_000);
    const rest = { users: IMAGE_USERS, labels, unclaimedSeconds: 900, ...takenBy(engine) };
    return (await engine.createContainer(containerSpec({ image, limits: DEFAULT_LIMITS, ...rest }))).id;
  }

  const asked: readonly Call[] = ['list', 'info', 'inspect', 'remove'];

  it('does not break the search for leftovers, which are removed once the engine is well again', async () => {
    const cases = asked.flatMap((call) => ANSWERS.map((fault) => ({ call, fault })));
    await leave();
    await allOf(cases, 8, ({ call, fault }) =>
      ways.on(async (way) => {
        way.engine.fault = (name) => (name === call ? fault : null);
        const engine = await engineOf(way);
        const before = performance.now();
        const look = nextActivation(engine, ways.bench.owner).removeOrphans();
        await look.catch((error: unknown) => ok(error instanceof CodedError, `${call} ${fault}: ${String(error)}`));
        ok(performance.now() - before < 2 * CALL_MS + 2_000, `${call} ${fault}`);
        engine.close();
      }),
    );
    const id = await leave();
    ok((await nextActivation(ways.bench.engine, ways.bench.owner).removeOrphans()).removed.includes(id));
    deepEqual(await ways.bench.left(), []);
  });

  it('is reported by a build of the image', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'codealong-build-'));
    await writeFile(path.join(folder, 'Dockerfile'), `FROM scratch\nLABEL ${PREFIX}=x\n`);
    const ends = await allOf(ANSWERS, 5, (fault) =>
      ways.on(async (way) => {
        way.engine.fault = (call) => (call === 'build' ? fault : null);
        const engine = await engineOf(way);
        const repository = `${PREFIX}-fault-${fault}`;
        const built = ensureImage(engine, {
          runtime: runtimeOn('scratch'),
          dockerDir: folder,
          repository,
          build: 'if-missing',
        });
        return built.then(
          () => BUILT,
          (error: unknown) => (error instanceof CodedError ? error.code : String(error)),
        );
      }),
    );
    await rm(folder, { recursive: true });
    deepEqual(ends, BUILDS);
  });

  it('is reported by a sandbox that never sends anything', async () => {
    await ways.on(async (way) => {
      way.engine.fault = (call) => (call === 'attach' ? 'stall' : null);
      const engine = await engineOf(way);
      const { image, owner } = ways.bench;
      const opening = Sandbox.open(engine, { image, owner, limits: DEFAULT_LIMITS, role: 'run', readyMs: 1_500 });
      const error: unknown = await opening.catch((thrown: unknown) => thrown);
      equal(error instanceof CodedError ? error.code : error, 'sandbox-not-ready');
      engine.close();
    });
    deepEqual(await ways.bench.left(), []);
  });
});
