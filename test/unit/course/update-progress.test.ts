import assert from 'node:assert/strict';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { noProgress, withPassed } from '../../../src/course/progress/progress';
import { progressFile, readProgress, writeProgress } from '../../../src/course/progress/progress-file';
import { updateProgress } from '../../../src/course/progress/update-progress';
import { startIn } from '../../../src/editor/course/starter';
import { textOf } from '../../../src/results/texts';
import { recordPass } from '../../../src/run/record';
import type { StepRequest } from '../../../src/run/request';
import { courseOf } from '../editor/make';
import { makeFolder, removeFolders } from './place';

const ECHO = { id: 'echo' };
const DONE = { done_at: '2025-01-02T03:04:05.678Z', seed: 7 };

describe('A change of the progress', () => {
  afterEach(removeFolders);

  it('loses nothing when twenty come at once, as from two windows', async () => {
    const root = await makeFolder();
    const ids = Array.from({ length: 20 }, (_, index) => `step-${index}`);
    await Promise.all(ids.map((id) => updateProgress(root, ECHO, (before) => withPassed(before, id, DONE))));
    const { progress } = await readProgress(root);
    assert.deepEqual(Object.keys(progress?.steps ?? {}).sort(), [...ids].sort());
    assert.deepEqual(await readdir(path.dirname(progressFile(root))), ['progress.json']);
  });

  it('waits for a window that writes, but not for one that was killed while it wrote', async () => {
    const root = await makeFolder({ '.codealong/a': '' });
    const lock = `${progressFile(root)}.lock`;
    await writeFile(lock, '');
    const long = new Date(Date.now() - 60_000);
    await utimes(lock, long, long);
    const began = performance.now();
    await updateProgress(root, ECHO, (before) => withPassed(before, 'say', DONE));
    assert.ok(performance.now() - began < 1_000);
    assert.ok((await readProgress(root)).progress?.steps.say);
  });

  it('leaves the progress of another course as it is', async () => {
    const root = await makeFolder();
    await writeProgress(root, noProgress('other'));
    await updateProgress(root, ECHO, (before) => withPassed(before, 'say', DONE));
    assert.deepEqual((await readProgress(root)).progress, noProgress('other'));
  });

  it('leaves the progress of a newer version untouched', async () => {
    const newer = '{"format_version": 9, "course": "echo", "steps": {"say": "in another form"}}';
    const root = await makeFolder({ '.codealong/progress.json': newer });
    const { problem } = await updateProgress(root, ECHO, (before) => withPassed(before, 'say', DONE));
    assert.equal(problem?.code, 'progress-newer');
    assert.deepEqual(await readdir(path.dirname(progressFile(root))), ['progress.json']);
    assert.equal(await readFile(progressFile(root), 'utf8'), newer);
  });

  it('is told as a pass that was not recorded, when the progress is of a newer version', async () => {
    const newer = '{"format_version": 9, "course": "redis"}';
    const root = await makeFolder({ '.codealong/progress.json': newer });
    const course = courseOf();
    const step = course.steps[0] ?? assert.fail();
    const nothing = { file: null, source: null, entry: null, withEarlier: false, seed: null };
    const request: StepRequest = { course, step, root, ...nothing };
    const passed = {
      root,
      files: [{ path: 'main.py', bytes: Buffer.from('1') }],
      seed: 7,
      suites: new Map(),
      runtime: null,
      isOfSetting: false,
    };
    const [told] = await recordPass(request, passed);
    assert.match(textOf(told ?? assert.fail()).advice ?? '', /not recorded.*Update CodeAlong/);
    assert.deepEqual(await readdir(path.dirname(progressFile(root))), ['progress.json'], 'nor is a copy kept there');
  });

  it('is not begun anew in a folder whose progress is of a newer version', async () => {
    const newer = '{"format_version": 9, "course": "redis"}';
    const root = await makeFolder({ '.codealong/progress.json': newer });
    await startIn(root, { ...courseOf(), directory: await makeFolder() }, new Date());
    assert.equal(await readFile(progressFile(root), 'utf8'), newer);
  });

  it('keeps a copy of a file that nobody understands', async () => {
    const root = await makeFolder({ '.codealong/progress.json': '{"format_version": 1, "course": "echo", "st' });
    const { problem } = await updateProgress(root, ECHO, (before) => withPassed(before, 'say', DONE));
    assert.equal(problem?.code, 'progress-broken');
    assert.equal((await readdir(path.dirname(progressFile(root)))).length, 2);
  });
});
