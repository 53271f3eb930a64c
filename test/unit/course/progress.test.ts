import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Course } from '../../../src/course/format/format';
import { loadDirectory } from '../../../src/course/format/load';
import { currentStep, noProgress, withPassed } from '../../../src/course/progress/progress';
import { progressFile, readProgress, writeProgress } from '../../../src/course/progress/progress-file';
import { isReached, standingOf } from '../../../src/course/progress/standing';
import { argsIn } from '../../support/messages';
import { coded, courseFiles, makeFolder, removeFolders } from './place';

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
    assert.equal(currentStep(course, { ...passed, current: 'repeat' }).id, 'repeat');
  });

  it('counts the steps of the course alone: one that has gone from it is not done', () => {
    const before = { ...noProgress('echo'), steps: { say: DONE, gone: DONE } };
    assert.deepEqual([...standingOf(course, before, new Map()).done], ['say']);
    assert.deepEqual([...standingOf(course, noProgress('other'), new Map()).done], []);
  });

  it('reaches the first step that is not done, and in a separate course any', () => {
    const [first, second] = course.steps;
    assert.ok(first && second);
    assert.deepEqual(
      [first, second].map((step) => isReached(course, {}, step)),
      [true, false],
    );
    assert.ok(isReached(course, { done: new Set(['say']) }, second));
    assert.ok(isReached({ ...course, shape: 'separate' }, {}, second));
  });

  it('of another course, or at a step that is gone, does not count', () => {
    assert.equal(currentStep(course, { ...noProgress('other'), current: 'repeat' }).id, 'say');
    assert.equal(currentStep(course, { ...noProgress('echo'), current: 'gone' }).id, 'say');
  });
});

const DAMAGED = [
  ['no JSON', '{"steps": ', 'progress-broken', '', null],
  ['nothing', '', 'progress-broken', '', null],
  [
    'a conflict that git left in it',
    '<<<<<<< HEAD\n{"format_version":1, "course" : "echo",\n=======\n"course":"echo"\n>>>>>>> theirs\n',
    'progress-broken',
    '',
    'echo',
  ],
  ['a conflict about the course', '{"course":"echo"\n=======\n"course":"redis"\n', 'progress-broken', '', null],
  [
    'a wrong field',
    '{"format_version":1,"course":"a","steps":{"x":{"done_at":1,"seed":1}},"current":null}',
    'progress-broken',
    'steps.x.done_at',
    'a',
  ],
  ['a newer version', '{"format_version":2,"course":"a","done":[]}', 'progress-newer', undefined, 'a'],
  ['not UTF-8', Uint8Array.of(0xff, 0x00), 'progress-broken', '', null],
] as const;

describe('The progress file', () => {
  afterEach(removeFolders);

  const NONE = { progress: null, problem: null, course: null, runtime: null };

  it('is written whole and read again', async () => {
    const root = await makeFolder();
    const progress = withPassed(noProgress('echo'), 'say', DONE);
    assert.deepEqual(await readProgress(root), NONE);
    await Promise.all(Array.from({ length: 20 }, () => writeProgress(root, progress)));
    assert.deepEqual(await readProgress(root), { progress, problem: null, course: 'echo', runtime: 'python-3.11' });
    assert.deepEqual(await readProgress(root, NOW), {
      progress,
      problem: null,
      course: 'echo',
      runtime: 'python-3.11',
    });
    assert.deepEqual(await readdir(path.join(root, '.codealong')), ['progress.json']);
  });

  for (const [what, content, code, where, course] of DAMAGED) {
    it(`is only read when it is damaged, and its course is named if possible: ${what}`, async () => {
      const root = await makeFolder({ '.codealong/progress.json': content });
      const read = await readProgress(root);
      assert.deepEqual([read.progress, read.course], [null, course]);
      assert.deepEqual(
        [read.problem?.code, argsIn(read.problem?.args).where, argsIn(read.problem?.args).copy],
        [code, where, undefined],
      );
      assert.deepEqual(await readdir(path.join(root, '.codealong')), ['progress.json']);
      assert.deepEqual(await readFile(progressFile(root)), Buffer.from(content as string));
    });

    // That of a newer version is not rewritten.
    if (code === 'progress-newer') continue;
    it(`is copied before it is rewritten: ${what}`, async () => {
      const root = await makeFolder({ '.codealong/progress.json': content });
      const { progress, problem } = await readProgress(root, NOW);
      const copy = `${progressFile(root)}.broken-2025-01-02T03-04-05.678Z`;
      assert.deepEqual([progress, problem?.code, argsIn(problem?.args).copy], [null, code, copy]);
      for (const file of [copy, progressFile(root)])
        assert.deepEqual(await readFile(file), Buffer.from(content as string));
    });
  }

  it('survives two writers at the same moment', async () => {
    const root = await makeFolder({ '.codealong/progress.json': '{' });
    const both = await Promise.all([readProgress(root, NOW), readProgress(root, NOW)]);
    for (const { problem } of both) assert.equal(problem?.code, 'progress-broken');
  });

  it('is not rewritten when it cannot even be read', async () => {
    const root = await makeFolder({ '.codealong/progress.json/x': '' });
    const { problem } = await readProgress(root);
    assert.deepEqual([problem?.code, argsIn(problem?.args).reason], ['progress-unreadable', 'EINVAL']);
    await assert.rejects(readProgress(root, NOW), coded('progress-unreadable', { reason: 'EINVAL' }));
  });

  it('is reported when no copy of it can be made', async () => {
    const root = await makeFolder({ '.codealong/progress.json': '{' });
    // Like a folder that may not be written to, but also for root, who may write everywhere.
    const never = new Date('2025-01-02');
    never.toISOString = () => 'no-such-folder/x';
    const wanted = coded('progress-unwritable', { file: progressFile(root), reason: 'ENOENT' });
    await assert.rejects(readProgress(root, never), wanted);
    assert.equal((await readProgress(root)).problem?.code, 'progress-broken');
  });

  it('is reported when it cannot be written', async () => {
    const root = await makeFolder({ '.codealong': 'a file' });
    const wanted = coded('progress-unwritable', { file: progressFile(root), reason: 'EEXIST' });
    await assert.rejects(writeProgress(root, noProgress('echo')), wanted);
    assert.deepEqual(await readProgress(root), NONE);
  });
});
