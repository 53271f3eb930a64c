import { deepEqual, equal, ok } from 'node:assert/strict';
import { ANSWERS, allOf, CALL_MS, endOf, FaultBench } from '../support/fault-bench';
import type { Call, Fault } from '../support/faulty-engine';
import { nextActivation } from '../support/orphan-remover';
import { REDIS, read, runOn, solution } from '../support/run';

/** Milliseconds that two calls take which hang, one after the other. */
const HANGING_MS = 2 * CALL_MS;
/** Milliseconds for the rest of a run, at least; and how many times what the slowest of as many sound runs at once takes here. */
const REST_MS = 8_000;
const TIMES_SLOWEST = 3;
/** Cases at a time: most of them only wait, but eight starts at once take too long on a slow machine. */
const AT_ONCE = 4;

/** How a run may end: its outcome and its reason. */
const [GOOD, NO_ENGINE, LOST, REFUSED] = [
  'passed',
  'engine-missing no-answer',
  'sandbox-error container-lost',
  'sandbox-error',
];
const NO_IMAGE = 'sandbox-error image-missing';

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
  // A run asks for none.
  version: [GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD],
  inspectImage: [GOOD, REFUSED, REFUSED, NO_IMAGE, REFUSED, REFUSED, LOST, LOST, LOST],
  create: [GOOD, REFUSED, REFUSED, NO_IMAGE, REFUSED, REFUSED, LOST, LOST, LOST],
  attach: [GOOD, REFUSED, REFUSED, LOST, REFUSED, REFUSED, LOST, REFUSED, LOST],
  wait: [GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD],
  start: [GOOD, REFUSED, REFUSED, LOST, REFUSED, REFUSED, LOST, LOST, LOST],
  execCreate: [GOOD, REFUSED, REFUSED, LOST, REFUSED, REFUSED, LOST, LOST, LOST],
  execStart: [GOOD, REFUSED, REFUSED, LOST, REFUSED, REFUSED, LOST, LOST, LOST],
  // An engine that refuses an update gets a container created with its limits.
  update: [GOOD, REFUSED, REFUSED, GOOD, GOOD, GOOD, LOST, LOST, LOST],
  // A call made after the verdict is known cannot change it.
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

/** The result of one run. */
interface Seen {
  readonly ended: string;
  readonly ms: number;
}

describe('An engine on which a call goes wrong', function () {
  // A hundred runs, four at a time, some of which wait for two calls that hang.
  this.timeout(600_000);
  let ways: FaultBench;
  const seen = new Map<Case, Seen>();
  let most = HANGING_MS + REST_MS;

  before(async () => {
    ways = await FaultBench.open();
    const sound: number[] = [];
    await allOf(Array.from({ length: AT_ONCE }), AT_ONCE, async () => sound.push((await perform(null)).ms));
    most = HANGING_MS + Math.max(REST_MS, TIMES_SLOWEST * Math.max(...sound));
    await allOf(CASES, AT_ONCE, async (one) => seen.set(one, await perform(one)));
  });

  after(() => ways.close());

  /** One run, with the fault of the case; null is a sound engine. */
  function perform(one: Pick<Case, 'call' | 'fault'> | null): Promise<Seen> {
    return ways.on(async ({ engine, runner }) => {
      engine.fault = (asked) => (asked === one?.call ? one.fault : null);
      const began = performance.now();
      const { verdict } = await runOn(runner, REDIS, 1, { source: read(solution('01-bind')) });
      return { ended: endOf(verdict), ms: performance.now() - began };
    });
  }

  for (const call of Object.keys(TABLE) as Call[]) {
    it(`(${call}) is never the learner's fault, and never holds up a run`, () => {
      const cases = CASES.filter((one) => one.call === call);
      deepEqual(
        cases.map((one) => `${one.fault}: ${seen.get(one)?.ended}`),
        cases.map((one) => `${one.fault}: ${one.ends}`),
      );
      for (const one of cases)
        ok((seen.get(one)?.ms ?? most) < most, `${one.fault}: ${seen.get(one)?.ms} of ${most} ms`);
    });
  }

  it('leaves nothing that the next activation does not remove', async () => {
    const { bench } = ways;
    const left = await bench.left();
    await nextActivation(bench.engine, bench.owner).removeOrphans();
    deepEqual(await bench.left(), []);
    ok(left.length > 0, 'nothing was left to look for');
    equal(seen.size, CASES.length);
  });
});
