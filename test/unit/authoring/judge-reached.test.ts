import { deepEqual, equal } from 'node:assert/strict';
import { remark } from '../../../src/authoring/finding';
import { judgeReached } from '../../../src/authoring/judge-reached';
import type { Trial } from '../../../src/authoring/trial';
import { findingLines, isNews } from '../../../src/cli/check-output';
import type { SandboxEvent } from '../../../src/contract/events';
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

describe('Lines of a solution that no test reaches', () => {
  it('are told with their places, and are no fault', () => {
    const extra: SandboxEvent = { event: 'coverable', path: 'extra.py', lines: [1, 2], functions: [] };
    const own = [reached('b', 10, 12), MADE, extra, END];
    const earlier = [reached('a', 1, 2, 15, 18), MADE, extra, END];
    const [finding, ...more] = judgeReached(TRIAL, { jobs: [own, earlier], files: FILES });
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

  it('are none where each is reached, or where it is not known', () => {
    deepEqual(judgeReached(TRIAL, { jobs: [[reached('a', 1, 20), MADE, END]], files: FILES }), []);
    deepEqual(judgeReached(TRIAL, { jobs: [[{ event: 'traced', why: 'too-old' }]], files: FILES }), []);
    deepEqual(judgeReached(TRIAL, { jobs: [null], files: FILES }), []);
    deepEqual(judgeReached(TRIAL, undefined), []);
  });
});
