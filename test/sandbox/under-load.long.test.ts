import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import type { Report } from '../../src/contract/report';
import { connect } from '../../src/engine/endpoint/connect';
import { render } from '../../src/results/report/render';
import { brokenSteps } from '../../src/results/report/report';
import { PLAIN } from '../../src/results/report/shown-text';
import type { Connect } from '../../src/run/engine-host';
import { nothingIsLeft } from '../support/containers';
import { withCalls } from '../support/engines';
import { Load, onFirstCpu, underLoad } from '../support/load';
import { reportOf } from '../support/small-course';

const SUITE = `from codealong import program


def test_sum():
    """Adds up"""
    assert program.run().text.endswith("done\\n")
`;
const LOOP = 'while True: pass\n';

/** Uses so many seconds of the processor, then is done. */
function computing(seconds: number): string {
  return `import time\nwhile time.process_time() < ${seconds}:\n    pass\nprint("done")\n`;
}

/** Computes for that long at least by the clock, whatever the machine leaves it. */
function taking(seconds: number): string {
  return `import time\nbegun = time.monotonic()\nwhile time.process_time() < 0.2 or time.monotonic() < begun + ${seconds}:\n    pass\nprint("done")\n`;
}

/** On the CPU where the load is. */
const find: Connect = async (options) => {
  const found = await connect(options);
  return { ...found, engine: onFirstCpu(found.engine) };
};

function run(program: string, timeout_seconds: number): Promise<Report> {
  return reportOf({ suite: { 'test_it.py': SUITE }, program, course: { limits: { timeout_seconds } } }, find);
}

function times({ metrics }: Report) {
  ok(metrics !== null, 'there are no metrics');
  return metrics;
}

describe('On a machine that is busy with other work,', function () {
  this.timeout(120_000);
  after(nothingIsLeft);

  it('a right program that gets a part of a CPU passes, beyond the time that it has on a quiet one', async () => {
    const report = await underLoad(3, () => run(taking(3.2), 3));
    equal(report.outcome, 'passed', JSON.stringify(report, null, 2));
    ok(times(report).wall_ms > 3_000, JSON.stringify(report.metrics));
  });

  it('a run without a chance is told as that, after a second one, and nobody is told to look for a loop', async () => {
    const report = await underLoad(12, () => run(computing(4), 2));
    deepEqual([report.outcome, report.reason], ['timeout', 'machine-busy'], JSON.stringify(report, null, 2));
    for (const { message } of [report, ...report.tests]) match(message ?? '', /^The machine was busy: in \d/);
    doesNotMatch(JSON.stringify({ ...report, tests: report.tests.map(({ advice }) => advice) }), /loop/);
    match(report.notes.join(), /once more/);
    ok(times(report).wall_ms < 6_000, 'it takes twice its limit at most');
  });
});

describe('Earlier steps on a machine that is busy with other work', function () {
  this.timeout(60_000);
  const load = new Load();
  /** How many containers were created: one for the step, then one for each job of its earlier steps. */
  let created: number;

  beforeEach(() => {
    created = 0;
  });
  afterEach(async () => {
    await load.end();
    await nothingIsLeft();
  });

  /** An earlier step that needs the processor, which it has from its second job on if the load ends then. */
  async function crowded(suite: string, endsAt: number): Promise<Report> {
    const countedTo = async (options: Parameters<Connect>[0]) => {
      const found = await find(options);
      const { engine } = found;
      const createContainer: typeof engine.createContainer = async (...call) => {
        created += 1;
        if (created === endsAt) await load.end();
        return engine.createContainer(...call);
      };
      return { ...found, engine: withCalls(engine, { createContainer }) };
    };
    const phase = (name: string) => {
      if (name === 'earlier') load.start(30);
    };
    return reportOf(
      {
        suite: { 'test_it.py': suite, '/steps/02-more/test_more.py': QUICK },
        program: WORKS,
        course: { steps: ['it', 'more'].map((id) => ({ id, title: id })), limits: { cpus: 1 } },
        step: 2,
        request: { withEarlier: true, watch: { phase } },
      },
      countedTo,
    );
  }

  const WORKS = `import sys, time
while sys.argv[1:] == ["long"] and time.process_time() < 0.15: pass
print("done", flush=True)
`;
  const QUICK = SUITE;
  const LONG = SUITE.replace('run()', 'run("long")');
  /** A wait with a deadline of its own. */
  const AWAITED = SUITE.replace(
    'assert program.run().text.endswith("done\\n")',
    'program.start("long").read_until("done", timeout=0.7)',
  );

  for (const [what, suite] of Object.entries({ 'a whole run': LONG, 'a wait of a test': AWAITED })) {
    it(`that had no chance are run once more: ${what}`, async () => {
      const report = await crowded(suite, 3);
      const [earlier] = report.regressions;
      deepEqual(
        [report.outcome, earlier?.outcome, earlier?.reason],
        ['passed', 'passed', undefined],
        JSON.stringify(report),
      );
      equal(created, 3);
    });

    it(`that have none again are the machine’s, and are not called broken: ${what}`, async () => {
      const report = await crowded(suite, 0);
      const [earlier] = report.regressions;
      deepEqual(
        [report.outcome, earlier?.outcome, earlier?.reason],
        ['passed', 'timeout', 'machine-busy'],
        JSON.stringify(report),
      );
      equal(created, 3);
      const shown = render(report, { style: PLAIN, durations: false }).join('\n');
      match(shown, /Earlier steps: it: Not judged: the machine was busy\./);
      doesNotMatch(shown, /breaks|loop/);
      deepEqual(brokenSteps(report), []);
    });
  }
});

describe('A program that only waits', function () {
  this.timeout(60_000);
  after(nothingIsLeft);

  for (const [what, program] of [
    ['for time to pass', 'import time\ntime.sleep(1000)\n'],
    ['for its own limit of CPU', LOOP],
    ['for its own processes', `import os\nfor _ in range(40):\n    if os.fork() == 0: break\n${LOOP}`],
  ] as const)
    it(`${what} is over its time, and has no more than the machine takes`, async () => {
      const report = await run(program, 2);
      equal(report.outcome, 'timeout', JSON.stringify(report, null, 2));
      // Others may be using this machine, too. Telling where a program stands takes a moment.
      ok(times(report).wall_ms < 2_500 + times(report).kept_waiting_ms, JSON.stringify(report.metrics));
    });
});
