import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { fullText } from '../../src/results/texts';
import type { StepResult } from '../../src/run/request';
import { askEngine } from '../support/engine-call';
import { allOf, endOf, FaultBench, type Way } from '../support/fault-bench';
import type { Call } from '../support/faulty-engine';
import type { StreamFault } from '../support/faulty-stream';
import { nextActivation } from '../support/orphan-remover';
import { programFile, REDIS, read, runOn, solution } from '../support/run';
import { until } from '../support/waiting';

const LOST = 'sandbox-error container-lost';
/** Runs long enough that something can happen to it. */
const RIGHT = `import time\ntime.sleep(0.7)\n${read(solution('01-bind'))}`;
/** Runs long enough that a busy engine can do something to it, and ends before its limit. */
const LONGER = `import time\ntime.sleep(1.7)\n${read(solution('01-bind'))}`;
const WRONG = `import time\ntime.sleep(0.7)\n${read(programFile('early-exit.py'))}`;
/** The time limit of the run in seconds: its end is then certain, even if no event arrives. */
const SHORT = { timeout_seconds: 3 };

describe('An engine that is lost in the middle of a run', function () {
  this.timeout(60_000);
  let ways: FaultBench;

  before(async () => {
    ways = await FaultBench.open();
  });

  after(() => ways.close());

  afterEach(async () => {
    await nextActivation(ways.bench.engine, ways.bench.owner).removeOrphans();
    deepEqual(await ways.bench.left(), []);
  });

  /** Runs the step; `meanwhile` is called when its first test has started. */
  function runStep({ runner }: Way, source: string, meanwhile: () => unknown = () => {}): Promise<StepResult> {
    let begun = false;
    const event = ({ event: kind }: { readonly event: string }) => {
      if (kind === 'started' && !begun) void meanwhile();
      begun ||= kind === 'started';
    };
    return runOn(runner, REDIS, 1, { source }, { watch: { event } });
  }

  const faults: readonly StreamFault[] = ['stall-later', 'torn', 'junk', 'giant'];

  it('is reported as such, for a right and a wrong program, whatever the sandbox sends then', async () => {
    const cases = faults.flatMap((fault) => [RIGHT, WRONG].map((source) => ({ fault, source })));
    const ends = await allOf(cases, 4, ({ fault, source }) =>
      ways.on(async (way) => {
        way.engine.fault = (call) => (call === 'attach' ? fault : null);
        return endOf((await runStep(way, source)).verdict);
      }, SHORT),
    );
    deepEqual(ends, Array(cases.length).fill(LOST));
  });

  const moments: readonly Call[] = ['create', 'attach', 'wait', 'start', 'execCreate', 'execStart'];

  it('because it was stopped is reported at any moment; what it leaves is removed later', async () => {
    const ends = await allOf(moments, 3, (moment) =>
      ways.on(async (way) => {
        way.engine.fault = (call) => {
          if (call === moment) void way.engine.close();
          return null;
        };
        return endOf((await runStep(way, RIGHT)).verdict);
      }),
    );
    deepEqual(ends, Array(moments.length).fill(LOST));
    const during = await ways.on(async (way) => endOf((await runStep(way, RIGHT, () => way.engine.close())).verdict));
    equal(during, LOST);
  });

  it('because it was stopped makes no difference once the verdict is known', async () => {
    await ways.on(async (way) => {
      way.engine.fault = (call) => {
        if (call === 'remove') void way.engine.close();
        return null;
      };
      equal(endOf((await runStep(way, RIGHT)).verdict), 'passed');
    });
  });

  it('is reported with its cause when somebody else pauses, kills or removes the container', async () => {
    const acts = [
      ['POST', 'pause', /Someone has paused its container/],
      ['POST', 'kill', /exit code was 137/],
      ['DELETE', '?force=1', /was removed while the tests ran|exit code was 137/],
    ] as const;
    for (const [method, act, why] of acts) {
      await ways.on(async (way) => {
        const { verdict } = await runStep(way, LONGER, async () => {
          for (const id of await ways.bench.left())
            await askEngine(method, `/containers/${id}${act.startsWith('?') ? act : `/${act}`}`);
        });
        equal(endOf(verdict), LOST, act);
        match(verdict.headline === null ? '' : fullText(verdict.headline), why);
      }, SHORT);
      await ways.bench.nothingIsLeft();
    }
  });

  it('does not hold up a cancel for more than a second, wherever the run is', async () => {
    const calls: readonly Call[] = ['ping', 'version', 'inspectImage', ...moments];
    const late = await allOf(calls, 5, (hanging) =>
      ways.on(async (way) => {
        way.engine.fault = (call) => (call === hanging ? 'hang' : null);
        const cancel = new AbortController();
        const run = runOn(way.runner, REDIS, 1, { source: RIGHT }, { signal: cancel.signal });
        await until(() => way.engine.asked.has(hanging));
        await sleep(200);
        const before = performance.now();
        cancel.abort();
        equal(endOf((await run).verdict), 'cancelled', hanging);
        return performance.now() - before;
      }),
    );
    for (const [at, ms] of late.entries()) ok(ms < 1_500, `${calls[at]}: ${ms} ms`);
  });

  it('is asked once more for a removal that it refused or broke off', async () => {
    const once = [404, 409, 500, 'cut', 'huge', 'reset', 'slow'] as const;
    await allOf(once, 4, (fault) =>
      ways.on(async (way) => {
        way.engine.fault = (call, time) => (call === 'remove' && time === 1 ? fault : null);
        equal(endOf((await runStep(way, read(solution('01-bind')))).verdict), 'passed');
      }),
    );
    deepEqual(await ways.bench.left(), []);
  });
});
