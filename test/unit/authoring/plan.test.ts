import assert from 'node:assert/strict';
import path from 'node:path';
import { before, solution } from '../../../src/authoring/plan';
import { loadDirectory } from '../../../src/course/format/load';
import { courseFiles, makeFolder, removeFolders } from '../course/place';

const STEPS = [
  { id: 'say', title: 'Say it', entry: 'say.py' },
  { id: 'repeat', title: 'Repeat it' },
];

describe('The programs that a step is tried with', () => {
  afterEach(removeFolders);

  const planned = async (changes: Readonly<Record<string, unknown>>) => {
    const course = await loadDirectory(await makeFolder(courseFiles('', { steps: STEPS, ...changes })));
    return course.steps.map((step) => {
      const { trial, passes } = before(course, step);
      assert.equal(trial.root, path.join(course.directory, trial.name));
      assert.deepEqual([trial.withEarlier, trial.seed], [false, null]);
      return [trial.program, trial.name, trial.entry, passes];
    });
  };

  it('are the starter, then the previous solution under its own name, in a growing course', async () => {
    assert.deepEqual(await planned({}), [
      ['starter', 'starter', 'say.py', false],
      ['previous', 'steps/01-say/solution', 'say.py', false],
    ]);
  });

  it('may pass in a growing course that gives a reason', async () => {
    const [first, second] = STEPS;
    const steps = [first, { ...second, previous_passes: 'It is a change of words.' }];
    assert.deepEqual(
      (await planned({ steps })).map(([, , , passes]) => passes),
      [false, true],
    );
  });

  it('are a starter for each step in a separate course', async () => {
    assert.deepEqual(await planned({ shape: 'separate' }), [
      ['starter', 'steps/01-say/starter', 'say.py', false],
      ['starter', 'steps/02-repeat/starter', 'main.py', false],
    ]);
  });

  it('include the solution, which is run against the earlier steps as well', async () => {
    const course = await loadDirectory(await makeFolder(courseFiles()));
    const [, second] = course.steps;
    assert.ok(second);
    const { name, withEarlier, seed } = solution(course, second);
    assert.deepEqual([name, withEarlier, seed], ['steps/02-repeat/solution', true, null]);
  });
});
