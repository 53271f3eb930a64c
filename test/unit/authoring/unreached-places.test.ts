import { deepEqual, equal } from 'node:assert/strict';
import { remark } from '../../../src/authoring/finding';
import type { Trial } from '../../../src/authoring/trial';
import { UnreachedPlaces } from '../../../src/authoring/unreached-places';
import { findingLines, isNews } from '../../../src/cli/check-output';
import type { SandboxEvent } from '../../../src/contract/events';
import type { Covered } from '../../../src/results/coverage/coverage';
import { PLAIN } from '../../../src/results/report/shown-text';

const TRIAL: Trial = {
  step: { id: 'ping', number: 2, title: 'Ping', folder: 'steps/02-ping' } as Trial['step'],
  program: 'solution',
  name: 'steps/02-ping/solution',
  root: '/courses/redis/steps/02-ping/solution',
  source: null,
  entry: 'main.py',
  withEarlier: true,
  seed: null,
};
const FILES = ['main.py', 'extra.py'].map((path) => ({ path, bytes: Buffer.from('x\n'.repeat(30)) }));
const END: SandboxEvent = { event: 'traced', why: null };
const MADE: SandboxEvent = {
  event: 'coverable',
  path: 'main.py',
  lines: [1, 3, 10, 20],
  functions: [{ name: 'Store.old', line: 12, first: 13, last: 14 }],
};

function reached(test: string, ...lines: readonly number[]): SandboxEvent {
  return { event: 'covered', test, files: [{ path: 'main.py', lines }] };
}

/** What is told of one solution. */
function told(covered: Covered | undefined, trial = TRIAL) {
  const unreached = new UnreachedPlaces();
  unreached.add(trial, covered);
  return unreached.findings(trial.step);
}

describe('Lines of a solution that no test reaches', () => {
  it('are told with their places, and are no fault', () => {
    const extra: SandboxEvent = { event: 'coverable', path: 'extra.py', lines: [1, 2], functions: [] };
    const own = [reached('b', 10, 12), MADE, extra, END];
    const earlier = [reached('a', 1, 2, 15, 18), MADE, extra, END];
    const [finding, ...more] = told({ jobs: [own, earlier], files: FILES });
    const places = 'main.py:3, main.py:12 Store.old(), main.py:19-20, extra.py';
    const args = { step: 'ping', number: 2, program: 'solution', name: 'steps/02-ping/solution', places };
    const where = { file: 'steps/02-ping/solution/main.py', line: 3 };
    deepEqual(finding, remark('solution', 'ping', { code: 'solution-unreached', args }, where));
    equal(more.length, 0);
    if (finding === undefined) throw new Error('nothing was found');
    equal(finding.ok && isNews(finding), true);
    equal(
      findingLines(finding, PLAIN)[0],
      `✓ steps/02-ping/solution/main.py:3: Step 2 (ping): no test up to this step reaches these places of its solution: ${places}.`,
    );
  });

  it('are told once, at the first solution that has them', () => {
    const later = { ...TRIAL, step: { ...TRIAL.step, id: 'echo', number: 3 } };
    const bytes = (begin: string) => [{ path: 'main.py', bytes: Buffer.from(`${begin}  old = 1\nnew = 2\n`) }];
    const lines = (first: number): SandboxEvent => ({
      event: 'coverable',
      path: 'main.py',
      lines: [1, first + 1],
      functions: [],
    });
    const unreached = new UnreachedPlaces();
    // The later one may have been run first.
    unreached.add(later, { jobs: [[reached('a', 1, 2, 4, 4), lines(3), END]], files: bytes('x\nx\n') });
    unreached.add(TRIAL, { jobs: [[reached('a', 1, 1, 3, 3), lines(2), END]], files: bytes('x\n') });
    const places = (trial: Trial) => unreached.findings(trial.step).map(({ message }) => Object(message.args).places);
    deepEqual([places(TRIAL), places(later)], [['main.py:2'], []]);
    unreached.add(later, { jobs: [[reached('a', 1, 1), lines(3), END]], files: bytes('y\ny\n') });
    deepEqual(places(later), ['main.py:2-4']);
  });

  it('are none where each is reached, or where it is not known', () => {
    deepEqual(told({ jobs: [[reached('a', 1, 20), MADE, END]], files: FILES }), []);
    deepEqual(told({ jobs: [[{ event: 'traced', why: 'too-old' }]], files: FILES }), []);
    deepEqual(told({ jobs: [null], files: FILES }), []);
    deepEqual(told(undefined), []);
  });
});
