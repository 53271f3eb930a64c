import { deepEqual, equal } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { isRuntimeId, runtimeTitle } from '../../../src/contract/runtime';
import type { Course } from '../../../src/course/format/format';
import { loadDirectory } from '../../../src/course/format/load';
import {
  noProgress,
  type Progress,
  runtimeIn,
  withPassed,
  withRuntime,
  withSuites,
} from '../../../src/course/progress/progress';
import { progressFile, readProgress } from '../../../src/course/progress/progress-file';
import { isReached, standingOf } from '../../../src/course/progress/standing';
import { updateProgress } from '../../../src/course/progress/update-progress';
import { recordPass } from '../../../src/run/record';
import type { StepRequest } from '../../../src/run/request';
import { courseFiles, makeFolder, removeFolders } from './place';

const DONE = { done_at: '2025-01-02T03:04:05.678Z', seed: 7 };
const [OLD, NEW] = ['python-3.11', 'python-3.13'];
const NO_SUITES = new Map<string, string>();
const EMPTY = noProgress('echo');

describe('The runtime of a learner', () => {
  it('is the one of older versions where something has passed and none is named', () => {
    equal(runtimeIn(EMPTY), null);
    equal(runtimeIn({ ...EMPTY, steps: { say: DONE } }), OLD);
    equal(runtimeIn({ ...EMPTY, steps: { say: DONE }, runtime: NEW }), NEW);
    equal(runtimeIn({ ...EMPTY, steps: { say: { ...DONE, runtime: NEW } } }), NEW);
  });

  it('has a name for people that is made from its id alone', () => {
    deepEqual(['python-3.11', 'python-4', 'java-21', 'python3', '', 'Python-3.11\n'].map(runtimeTitle), [
      'Python 3.11',
      'Python 4',
      'Java 21',
      'python3',
      '',
      'Python-3.11\n',
    ]);
  });

  it('has an id of one form, whatever else stands in a file', () => {
    for (const id of ['python-3.11', 'python-3.99', 'node-22', 'java-21.0.1']) equal(isRuntimeId(id), true, id);
    const others = ['', 'python', '3.11', 'python-', 'python-3.', 'Python-3.11', 'a/../b-1', 'python-3.11\n'];
    for (const other of [...others, 3.11, null, {}, ['python-3.11'], `python-${'1'.repeat(60)}`])
      equal(isRuntimeId(other), false, String(other));
  });
});

describe('A step that has passed', () => {
  let course: Course;
  before(async () => {
    course = await loadDirectory(await makeFolder(courseFiles()));
  });
  after(removeFolders);

  const both: Progress = { ...EMPTY, steps: { say: DONE, repeat: { ...DONE, runtime: NEW } } };
  const elsewhere = (progress: Progress) => [...standingOf(course, progress, NO_SUITES).elsewhere];

  it('in another runtime than the present one is known with it, counts as done, and bars no way', () => {
    deepEqual(elsewhere({ ...both, runtime: NEW }), [['say', OLD]]);
    deepEqual(elsewhere({ ...both, runtime: OLD }), [['repeat', NEW]]);
    const standing = standingOf(course, withRuntime({ ...EMPTY, steps: { say: DONE } }, NEW), NO_SUITES);
    deepEqual([[...standing.done], standing.runtime], [['say'], NEW]);
    deepEqual(
      course.steps.map((step) => isReached(course, standing, step)),
      [true, true],
    );
  });

  it('counts for the first runtime in a file of an older version, and nothing has passed elsewhere there', () => {
    deepEqual(elsewhere({ ...EMPTY, steps: { say: DONE, repeat: DONE } }), []);
    deepEqual(standingOf(course, noProgress('other'), NO_SUITES).runtime, null);
  });

  it('is of the present runtime once it passes there, alone or as an earlier step', () => {
    const now = withRuntime({ ...EMPTY, steps: { say: DONE, repeat: DONE } }, NEW);
    const passed = withPassed(now, 'repeat', { ...DONE, runtime: NEW });
    deepEqual(elsewhere(passed), [['say', OLD]]);
    deepEqual(elsewhere(withSuites(passed, new Map([['say', 'x']]), NEW)), []);
  });

  it('stays one of the present runtime when another one is tried once', () => {
    const now: Progress = { ...EMPTY, steps: { say: { ...DONE, suite: 'a' } }, runtime: OLD };
    const tried = { ...DONE, seed: 9, runtime: NEW };
    deepEqual(withPassed(now, 'say', tried).steps, now.steps);
    deepEqual(withSuites(now, new Map([['say', 'b']]), NEW).steps, now.steps);
    deepEqual(elsewhere(withPassed(now, 'repeat', tried)), [['repeat', NEW]]);
  });
});

describe('The runtime in a progress file', () => {
  afterEach(removeFolders);

  const folderWith = (progress: object) => makeFolder({ '.codealong/progress.json': JSON.stringify(progress) });
  const rewritten = async (root: string): Promise<Progress> => {
    await updateProgress(root, { id: 'echo' }, (before) => before);
    return JSON.parse(await readFile(progressFile(root), 'utf8'));
  };

  it('is kept when this version does not know it, of the folder and of a step', async () => {
    const steps = { say: { ...DONE, runtime: 'python-3.15' } };
    const root = await folderWith({ ...EMPTY, steps, runtime: 'java-21' });
    const { runtime, steps: written } = await rewritten(root);
    deepEqual([runtime, written], ['java-21', steps]);
  });

  for (const damaged of [3.11, null, true, {}, ['python-3.11'], 'Python 3.11', '../python-3.11', 'x'.repeat(100_000)])
    it(`is as if it were absent when it is ${JSON.stringify(damaged).slice(0, 20)}`, async () => {
      const steps = { say: { ...DONE, runtime: damaged, suite: 5 } };
      const root = await folderWith({ ...EMPTY, steps, runtime: damaged });
      const { progress, problem } = await readProgress(root);
      deepEqual([progress?.runtime, progress?.steps, problem], [undefined, { say: DONE }, null]);
    });

  it('leaves the file one that an older version can read', async () => {
    const root = await folderWith({ ...EMPTY, steps: { say: { ...DONE, runtime: NEW } }, runtime: NEW });
    const { format_version, course, current, steps } = await rewritten(root);
    deepEqual([format_version, course, current], [1, 'echo', null]);
    deepEqual(steps.say, { ...DONE, runtime: NEW });
  });

  async function record(root: string, step: number, runtime: string, isOfSetting = false): Promise<Progress> {
    const course = await loadDirectory(await makeFolder(courseFiles()));
    const nothing = { file: null, source: null, entry: null, withEarlier: false, seed: null };
    const { id } = course.steps[step] ?? { id: '' };
    const request = { course, step: course.steps[step], root, ...nothing } as StepRequest;
    const suites = new Map([...course.steps.slice(0, step).map((one) => [one.id, 'a'] as const), [id, 'a']]);
    deepEqual(await recordPass(request, { root, files: [], seed: 1, suites, runtime, isOfSetting }), []);
    return JSON.parse(await readFile(progressFile(root), 'utf8'));
  }

  it('is written with the first pass, and with no later one', async () => {
    const root = await folderWith(EMPTY);
    const first = await record(root, 0, NEW);
    deepEqual([first.runtime, first.steps.say?.runtime], [NEW, NEW]);
    const second = await record(root, 1, OLD);
    deepEqual([second.runtime, second.steps.say?.runtime, second.steps.repeat?.runtime], [NEW, NEW, OLD]);
  });

  it('is that of the older version for a folder that has passes', async () => {
    const root = await folderWith({ ...EMPTY, steps: { say: DONE } });
    const { runtime, steps } = await record(root, 1, NEW);
    deepEqual([runtime, steps.say?.runtime, steps.repeat?.runtime], [OLD, undefined, NEW]);
  });

  it('of all steps that pass together is the one that they ran in', async () => {
    const root = await folderWith({ ...EMPTY, steps: { say: DONE }, runtime: NEW });
    const { steps } = await record(root, 1, NEW);
    deepEqual([steps.say?.runtime, steps.say?.suite, steps.repeat?.runtime], [NEW, 'a', NEW]);
  });

  it('is the present one for an image of a setting, which takes its place', async () => {
    const root = await folderWith({ ...EMPTY, steps: { say: DONE }, runtime: NEW });
    equal((await record(root, 1, OLD, true)).steps.repeat?.runtime, NEW);
  });

  it('is what the image of a setting holds, for a folder that is in none yet', async () => {
    const fresh = await record(await folderWith(EMPTY), 0, NEW, true);
    deepEqual([fresh.runtime, fresh.steps.say?.runtime], [NEW, NEW]);
  });
});
