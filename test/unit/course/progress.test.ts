import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Course } from '../../../src/course/format';
import { loadDirectory } from '../../../src/course/load';
import { currentStep, doneCount, noProgress, withCurrent, withPassed } from '../../../src/course/progress';
import { progressFile, readProgress, writeProgress } from '../../../src/course/progress-file';
import { coded, courseFiles, makeFolder, put, removeFolders } from './place';

const NOW = new Date('2025-01-02T03:04:05.678Z');
const DONE = { done_at: NOW.toISOString(), seed: 7 };

describe('Progress', () => {
  let course: Course;
  before(async () => {
    course = await loadDirectory(await makeFolder(courseFiles()));
  });
  after(removeFolders);

  it('begins at the first step and goes on to the first that is not done', () => {
    assert.equal(currentStep(course, noProgress('echo')).id, 'say');
    assert.equal(currentStep(course, { ...noProgress('echo'), steps: { say: DONE } }).id, 'repeat');
    assert.equal(currentStep(course, { ...noProgress('echo'), steps: { say: DONE, repeat: DONE } }).id, 'repeat');
  });

  it('stays on a step that was passed until the learner goes on', () => {
    const passed = withPassed(noProgress('echo'), 'say', DONE);
    assert.equal(currentStep(course, passed).id, 'say');
    assert.equal(currentStep(course, withCurrent(passed, 'repeat')).id, 'repeat');
    assert.equal(doneCount(course, passed), 1);
  });

  it('of another course, or at a step that is gone, does not count', () => {
    assert.equal(currentStep(course, { ...noProgress('other'), current: 'repeat' }).id, 'say');
    assert.equal(currentStep(course, { ...noProgress('echo'), current: 'gone' }).id, 'say');
  });
});

describe('The file of the progress', () => {
  afterEach(removeFolders);

  it('is written whole and read again', async () => {
    const root = await makeFolder();
    const progress = withPassed(noProgress('echo'), 'say', DONE);
    assert.deepEqual(await readProgress(root, NOW), { progress: null, problem: null });
    await Promise.all(Array.from({ length: 20 }, () => writeProgress(root, progress)));
    assert.deepEqual(await readProgress(root, NOW), { progress, problem: null });
    assert.deepEqual(await readdir(path.join(root, '.codealong')), ['progress.json']);
  });

  for (const [what, content, code, where] of [
    ['no JSON', '{"steps": ', 'progress-broken', ''],
    [
      'a wrong field',
      '{"format_version":1,"course":"a","steps":{"x":{"done_at":1,"seed":1}},"current":null}',
      'progress-broken',
      'steps.x.done_at',
    ],
    ['a newer version', '{"format_version":2,"course":"a","steps":{},"current":null}', 'progress-newer', undefined],
    ['not UTF-8', Uint8Array.of(0xff, 0x00), 'progress-broken', ''],
  ] as const) {
    it(`is kept under another name when it is broken: ${what}`, async () => {
      const root = await makeFolder();
      await put(root, '.codealong/progress.json', content);
      const { progress, problem } = await readProgress(root, NOW);
      const copy = `${progressFile(root)}.broken-2025-01-02T03-04-05.678Z`;
      assert.equal(progress, null);
      assert.deepEqual([problem?.code, problem?.args.where, problem?.args.copy], [code, where, copy]);
      assert.deepEqual(await readFile(copy), Buffer.from(content as string));
      assert.deepEqual(await readProgress(root, NOW), { progress: null, problem: null });
    });
  }

  it('says so when it cannot be written', async () => {
    const root = await makeFolder({ '.codealong': 'a file' });
    const wanted = coded('progress-unwritable', { file: progressFile(root), reason: 'EEXIST' });
    await assert.rejects(writeProgress(root, noProgress('echo')), wanted);
    assert.deepEqual(await readProgress(root, NOW), { progress: null, problem: null });
  });
});
