import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MAXIMUM_LIMITS } from '../../src/contract/limits';
import { Runner } from '../../src/run/run-step';
import { Bench } from '../support/bench';
import { type Call, type Fault, FaultyEngine } from '../support/faulty-engine';
import { hurriedly } from '../support/hurried';
import { PLATFORM, REDIS, ROOT, read, runOn, solution } from '../support/run';
import { nextActivation } from '../support/sweeper';

/** Milliseconds for each call: more than a busy machine needs, less than a test may take. */
const CALL_MS = 4_000;
/** Milliseconds for a run: two calls that hang, one after the other, and what a run takes on a busy machine. */
const RUN_MS = 2 * CALL_MS + 8_000;
/** Cases at a time: most of them only wait. */
const AT_ONCE = 8;

/** How a run may end: its outcome and its reason. */
const [GOOD, NO_ENGINE, LOST, REFUSED] = [
  'passed',
  'engine-missing no-answer',
  'sandbox-error container-lost',
  'sandbox-error',
];
const NO_IMAGE = 'sandbox-error image-missing';

const ANSWERS = ['slow', 'hang', 'mute', 404, 409, 500, 'cut', 'huge', 'reset'] as const satisfies readonly Fault[];
type Ends = readonly [
  slow: string,
  hang: string,
  mute: string,
  e404: string,
  e409: string,
  e500: string,
  cut: string,
  huge: string,
  reset: string,
];

/** How a run of a right program ends when a call goes wrong every time, in the order of ANSWERS. */
const TABLE: Readonly<Partial<Record<Call, Ends>>> = {
  ping: [GOOD, NO_ENGINE, NO_ENGINE, NO_ENGINE, NO_ENGINE, NO_ENGINE, NO_ENGINE, NO_ENGINE, NO_ENGINE],
  version: [GOOD, NO_ENGINE, NO_ENGINE, NO_ENGINE, NO_ENGINE, NO_ENGINE, NO_ENGINE, NO_ENGINE, NO_ENGINE],
  inspectImage: [GOOD, REFUSED, REFUSED, NO_IMAGE, REFUSED, REFUSED, LOST, LOST, LOST],
  create: [GOOD, REFUSED, REFUSED, NO_IMAGE, REFUSED, REFUSED, LOST, LOST, LOST],
  attach: [GOOD, REFUSED, REFUSED, LOST, REFUSED, REFUSED, LOST, REFUSED, LOST],
  wait: [GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD],
  start: [GOOD, REFUSED, REFUSED, LOST, REFUSED, REFUSED, LOST, LOST, LOST],
  execCreate: [GOOD, REFUSED, REFUSED, LOST, REFUSED, REFUSED, LOST, LOST, LOST],
  execStart: [GOOD, REFUSED, REFUSED, LOST, REFUSED, REFUSED, LOST, LOST, LOST],
  // What is asked once the verdict is known cannot change it.
  inspect: [GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD],
  remove: [GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD],
};

interface Case {
  readonly call: Call;
  readonly fault: Fault;
  readonly ends: string;
}

const CASES: readonly Case[] = Object.entries(TABLE).flatMap(([call, ends]) =>
  ANSWERS.map((fault, at) => ({ call: call as Call, fault, ends: ends[at] ?? '' })),
);

/** What one run came to. */
interface Seen {
  readonly ended: string;
  readonly ms: number;
}

describe('An engine on which a call goes wrong', function () {
  this.timeout(90_000);
  let bench: Bench;
  let folder: string;
  const seen = new Map<Case, Seen>();

  before(async () => {
    bench = await Bench.open();
    folder = await mkdtemp(path.join(tmpdir(), 'codealong-faults-'));
    const waiting = [...CASES];
    const worker = async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) seen.set(one, await perform(one));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  });

  after(async () => {
    await rm(folder, { recursive: true });
    await bench.close();
  });

  async function perform({ call, fault }: Case): Promise<Seen> {
    const socket = path.join(folder, `${call}-${fault}`);
    const engine = await FaultyEngine.listen(socket);
    const settings = { engineHost: `unix://${socket}`, image: bench.image, maxima: MAXIMUM_LIMITS };
    const platform = { ...PLATFORM, env: { ...PLATFORM.env, CODEALONG_SESSION: bench.owner.session } };
    const runner = new Runner(platform, path.join(ROOT, 'docker'), () => settings, { connect: hurriedly(CALL_MS) });
    engine.fault = (asked) => (asked === call ? fault : null);
    const began = performance.now();
    try {
      const { verdict } = await runOn(runner, REDIS, 1, { source: read(solution('01-bind')) });
      const { outcome, reason } = verdict;
      const ended = reason === null ? outcome : `${outcome} ${reason}`;
      return { ended, ms: performance.now() - began };
    } finally {
      await runner.dispose();
      await engine.close();
    }
  }

  for (const call of Object.keys(TABLE) as Call[]) {
    it(`(${call}) is never the learner's fault, and never holds up a run`, () => {
      const cases = CASES.filter((one) => one.call === call);
      deepEqual(
        cases.map((one) => `${one.fault}: ${seen.get(one)?.ended}`),
        cases.map((one) => `${one.fault}: ${one.ends}`),
      );
      for (const one of cases) ok((seen.get(one)?.ms ?? RUN_MS) < RUN_MS, `${one.fault}: ${seen.get(one)?.ms} ms`);
    });
  }

  it('leaves nothing that the next activation does not remove', async () => {
    const left = await bench.left();
    await nextActivation(bench.engine, bench.owner).sweep();
    deepEqual(await bench.left(), []);
    ok(left.length > 0, 'nothing was left to look for');
    equal(seen.size, CASES.length);
  });
});
