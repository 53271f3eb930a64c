import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import type { Report } from '../../src/contract/report';
import { connect } from '../../src/engine/endpoint/connect';
import type { Connect } from '../../src/run/engine-host';
import { nothingIsLeft } from '../support/containers';
import { onFirstCpu, underLoad } from '../support/load';
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

  it('a right program that gets a quarter of a CPU passes, beyond the time that it has on a quiet one', async function () {
    const report = await underLoad(3, () => run(computing(0.9), 3));
    if (report.reason === 'machine-busy') this.skip(); // it got less, as others use this machine, too
    equal(report.outcome, 'passed', JSON.stringify(report, null, 2));
    ok(times(report).wall_ms > 2_500, JSON.stringify(report.metrics));
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
