import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Course } from '../../../src/course/format/format';
import { loadDirectory } from '../../../src/course/format/load';
import { noProgress, type Progress, withCurrent, withPassed, withSuites } from '../../../src/course/progress/progress';
import { progressFile, readProgress } from '../../../src/course/progress/progress-file';
import { isReached, standingOf, stepAfter, suitesOfDone } from '../../../src/course/progress/standing';
import { updateProgress } from '../../../src/course/progress/update-progress';
import { courseFiles, LINUX, makeFolder, put, removeFolders } from './place';

const DONE = { done_at: '2025-01-02T03:04:05.678Z', seed: 7 };
const NOTHING = new Map<string, string>();
const step = (id: string) => ({ id, title: id });

/** A course with these steps. */
async function courseWith(...ids: readonly string[]): Promise<Course> {
  const folders = ids.map((id, index) => [`steps/0${index + 1}-${id}/test_${id}.py`, `def test_${id}():\n    pass\n`]);
  return loadDirectory(
    await makeFolder({ ...courseFiles('', { steps: ids.map(step) }), ...Object.fromEntries(folders) }),
  );
}

describe('A course that was updated while somebody works on it', () => {
  let root: string;
  beforeEach(async () => {
    root = await makeFolder();
    const course = await courseWith('say', 'repeat', 'shout');
    await updateProgress(root, course, (before) => before);
    for (const id of ['say', 'repeat']) await updateProgress(root, course, (before) => withPassed(before, id, DONE));
  });
  afterEach(removeFolders);

  const progress = async () => (await readProgress(root)).progress;
  const idsOf = (steps: ReadonlySet<string>) => [...steps];

  it('shows a step in the middle as new, until the learner has been there', async () => {
    const course = await courseWith('say', 'whisper', 'repeat', 'shout');
    const { done, added } = standingOf(course, await progress(), NOTHING);
    assert.deepEqual([idsOf(done), idsOf(added)], [['say', 'repeat'], ['whisper']]);
    await updateProgress(root, course, (before) => withCurrent(before, 'whisper'));
    assert.deepEqual(idsOf(standingOf(course, await progress(), NOTHING).added), ['whisper'], 'its page says so');
    await updateProgress(root, course, (before) => withCurrent(before, 'shout'));
    assert.deepEqual(idsOf(standingOf(course, await progress(), NOTHING).added), []);
  });

  it('bars no way that was open before', async () => {
    const course = await courseWith('say', 'whisper', 'repeat', 'shout', 'sing');
    const standing = standingOf(course, await progress(), NOTHING);
    assert.deepEqual(
      course.steps.map((one) => isReached(course, standing, one)),
      [true, true, true, true, false],
    );
  });

  it('goes on after its last step where something is left', async () => {
    const course = await courseWith('say', 'whisper', 'repeat');
    const [, whisper, last] = course.steps;
    assert.ok(last && whisper);
    const standing = standingOf(course, await progress(), NOTHING);
    assert.equal(stepAfter(course, last, standing)?.id, 'whisper');
    assert.equal(stepAfter(course, last, { done: new Set(['say', 'whisper']) }), null);
  });

  it('keeps what is known of a step that was taken out, for the day that it comes back', async () => {
    const course = await courseWith('repeat', 'shout');
    assert.deepEqual(idsOf(standingOf(course, await progress(), NOTHING).done), ['repeat']);
    await updateProgress(root, course, (before) => withPassed(before, 'shout', DONE));
    assert.deepEqual(Object.keys((await progress())?.steps ?? {}), ['say', 'repeat', 'shout']);
  });

  it('says which steps have passed with an older suite, until they pass again', async () => {
    const course = await courseWith('say', 'repeat', 'shout');
    await updateProgress(root, course, (before) => withSuites(before, new Map([['say', 'as it was']])));
    const now = await suitesOfDone(course, await progress(), LINUX);
    assert.deepEqual(idsOf(standingOf(course, await progress(), now).older), ['say']);
    await updateProgress(root, course, (before) => withSuites(before, now));
    assert.deepEqual(idsOf(standingOf(course, await progress(), now).older), []);
    await put(course.directory, 'steps/01-say/test_say.py', 'def test_say():\n    assert False\n');
    const later = await suitesOfDone(course, await progress(), LINUX);
    assert.deepEqual(idsOf(standingOf(course, await progress(), later).older), ['say']);
  });

  it('calls nothing new or older for a learner whose progress an older version wrote', async () => {
    await put(root, '.codealong/progress.json', JSON.stringify({ ...noProgress('echo'), steps: { say: DONE } }));
    const course = await courseWith('say', 'whisper', 'repeat');
    const { added, older } = standingOf(course, await progress(), await suitesOfDone(course, await progress(), LINUX));
    assert.deepEqual([idsOf(added), idsOf(older)], [[], []]);
    await updateProgress(root, course, (before) => before);
    assert.deepEqual((await progress())?.known, ['say', 'whisper', 'repeat']);
  });
});

describe('Progress that another version has written', () => {
  afterEach(removeFolders);

  it('keeps the fields that this one does not know', async () => {
    const root = await makeFolder();
    const steps = { say: { ...DONE, stars: 3 } };
    await put(root, '.codealong/progress.json', JSON.stringify({ ...noProgress('echo'), steps, notes: ['mine'] }));
    await updateProgress(root, { id: 'echo' }, (before) => withPassed(before, 'say', { ...DONE, seed: 8 }));
    const written: unknown = JSON.parse(await readFile(progressFile(root), 'utf8'));
    const { known, ...rest }: Partial<Progress> = Object(written);
    assert.deepEqual(rest, {
      ...noProgress('echo'),
      steps: { say: { ...DONE, seed: 8, stars: 3 } },
      current: 'say',
      notes: ['mine'],
    });
    assert.deepEqual(known, ['say']);
  });

  it('reads a damaged field of ours as absent, and not the whole file as damaged', async () => {
    const root = await makeFolder();
    const steps = { say: { ...DONE, suite: 1 } };
    await put(root, '.codealong/progress.json', JSON.stringify({ ...noProgress('echo'), steps, known: 'say' }));
    const { progress, problem } = await readProgress(root);
    assert.deepEqual([progress?.known, problem], [undefined, null]);
  });
});
