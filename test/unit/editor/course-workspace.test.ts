import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { withPassed } from '../../../src/course/progress/progress';
import { updateProgress } from '../../../src/course/progress/update-progress';
import { CourseWorkspace, type WorkspacePlaces } from '../../../src/editor/course/course-workspace';
import { Journey } from '../../../src/editor/course/journey';
import { coded, courseFiles, LINUX, makeFolder, put, removeFolders } from '../course/place';
import { collected, done, finished } from '../results/make';
import { judged, resultOf } from './make';
import { PROGRESS } from './scene';

const CONFLICT = `<<<<<<< HEAD\n${PROGRESS}\n=======\n${PROGRESS}\n>>>>>>> theirs\n`;
const OTHER = PROGRESS.replace('echo', 'gone');
const PASS = { done_at: '2025-01-02T03:04:05.678Z', seed: 7 };

describe('The workspace', () => {
  let home: string;
  afterEach(removeFolders);

  /** The text of the progress in each folder. */
  async function makeHome(folders: Readonly<Record<string, string>>): Promise<void> {
    const files = Object.entries(folders).map(([name, text]) => [`${name}/.codealong/progress.json`, text]);
    home = await makeFolder({ ...courseFiles('courses/echo/'), ...Object.fromEntries(files) });
  }

  const at = (name: string) => path.join(home, name);

  /** @param below roots that the editor finds below the window's folders */
  async function workplaceOf(
    workspaces: readonly string[],
    below: readonly string[] = [],
    rest: Partial<WorkspacePlaces> = {},
  ) {
    const places = () => ({ bundled: at('courses'), extra: [], workspaces: workspaces.map(at), ...rest });
    const workspace = new CourseWorkspace(LINUX, places, async () => below.map(at));
    await workspace.refresh();
    return workspace;
  }

  const rootsOf = ({ folders }: CourseWorkspace) => folders.map(({ root }) => path.relative(home, root));
  const problemsOf = ({ problems }: CourseWorkspace) =>
    problems.map(({ code, file }) => `${code} ${path.relative(home, file).split(path.sep)[0]}`);

  it('finds the folders that are open, those around them, and those below them, each once', async () => {
    await makeHome({ a: PROGRESS, 'b/c': PROGRESS, 'b/d': PROGRESS });
    const workspace = await workplaceOf(['b', 'a/lib/deep', 'a'], ['b/d', 'a', 'b/c']);
    assert.deepEqual(rootsOf(workspace), ['a', 'b/c', 'b/d']);
  });

  it('knows a folder with damaged progress that still names the course, reports it, and leaves it unchanged', async () => {
    await makeHome({ mine: CONFLICT });
    const workspace = await workplaceOf(['mine']);
    assert.deepEqual([rootsOf(workspace), problemsOf(workspace)], [['mine'], ['progress-broken mine']]);
    assert.equal((await workspace.targetOf(at('mine/main.py')))?.step.id, 'say');
    assert.deepEqual(await readdir(at('mine/.codealong')), ['progress.json']);
  });

  it('reports the fault of each unknown folder, and shows the others', async () => {
    await makeHome({ damaged: '{', newer: '{"format_version": 2}', moved: OTHER, good: PROGRESS });
    await put(home, 'locked/.codealong/progress.json/x', '');
    const workspace = await workplaceOf(['damaged', 'locked', 'newer', 'moved', 'good']);
    assert.deepEqual(rootsOf(workspace), ['good']);
    assert.deepEqual(problemsOf(workspace), [
      'progress-broken damaged',
      'progress-unreadable locked',
      'progress-newer newer',
      'folder-course-unknown moved',
    ]);
  });

  it('reports the same for a file in such a folder, and nothing for a file elsewhere', async () => {
    await makeHome({ damaged: '{', moved: OTHER });
    const workspace = await workplaceOf(['moved'], [], { restricted: true });
    await assert.rejects(workspace.targetOf(at('damaged/main.py')), coded('progress-broken'));
    const wanted = coded('folder-course-unknown', { course: 'gone', restricted: true });
    await assert.rejects(workspace.targetOf(at('moved/main.py')), wanted);
    assert.equal(await workspace.targetOf(at('stranger/main.py')), null);
    assert.equal(await workspace.learnerFolder(at('moved')), null);
  });

  it('has a pass at once: that a file has changed may be told late, or never', async () => {
    await makeHome({ a: PROGRESS });
    const workspace = await workplaceOf(['a']);
    const target = (await workspace.targetOf(path.join(at('a'), 'main.py'))) ?? assert.fail();
    await updateProgress(at('a'), target.course, (before) => withPassed(before, 'say', PASS));
    const result = resultOf(judged(collected('a'), finished('a'), done(1)));
    await new Promise<void>((resolve) => {
      const journey = new Journey(workspace, async () => resolve(workspace.refresh()), assert.ifError);
      journey.heard({ kind: 'finished', target, result });
    });
    assert.deepEqual([...(workspace.folders[0]?.done ?? [])], ['say']);
  });
});
