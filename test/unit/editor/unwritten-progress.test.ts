import assert from 'node:assert/strict';
import { chmod, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Message } from '../../../src/contract/codes';
import { withRuntime } from '../../../src/course/progress/progress';
import { readProgress } from '../../../src/course/progress/progress-file';
import { updateProgress } from '../../../src/course/progress/update-progress';
import type { Target } from '../../../src/editor/base/target';
import { GoToStep } from '../../../src/editor/commands/go-to-step';
import { MoveOn } from '../../../src/editor/commands/move-on';
import { tellUnwritten } from '../../../src/editor/commands/register-commands';
import { ShowSolution } from '../../../src/editor/commands/show-solution';
import { CourseDocuments } from '../../../src/editor/course/course-document';
import { CourseWorkspace } from '../../../src/editor/course/course-workspace';
import { Journey } from '../../../src/editor/course/journey';
import { Pickers } from '../../../src/editor/course/pickers';
import { FakeWindow } from '../../support/fake-window';
import { loosely } from '../../support/messages';
import { courseFiles, LINUX, makeFolder, removeFolders, writable } from '../course/place';
import { collected, done, finished } from '../results/make';
import { judged, resultOf } from './make';

const NO_RUNS = { of: () => null };
const NO_PAGE = { name: 'Task.md', text: async () => '', changed: () => undefined };
const CONTENT = {
  ...courseFiles('echo/'),
  'echo/steps/01-say/solution/main.py': '# said\n',
  'echo/steps/02-repeat/solution/main.py': '# said, repeated\n',
};

describe('A folder whose progress cannot be written', () => {
  let window: FakeWindow;
  let root: string;
  let workspace: CourseWorkspace;
  let journey: Journey;
  let told: Message[];
  const shown: string[] = [];
  const targets = { current: () => target(), meant: () => target(), withoutFile: async () => null };
  const show = async ({ step }: Target) => void shown.push(step.id);

  beforeEach(async () => {
    const courses = await makeFolder(CONTENT);
    await chmod(courses, 0o755);
    window = new FakeWindow();
    root = await makeFolder({ 'main.py': '# mine\n' });
    await updateProgress(root, { id: 'echo' }, (progress) => progress);
    workspace = new CourseWorkspace(LINUX, () => ({ bundled: courses, extra: [], workspaces: [root] }));
    await workspace.refresh();
    told = [];
    journey = new Journey(
      workspace,
      () => workspace.refresh(),
      (error) => assert.fail(String(error)),
      (why) => void told.push(why),
    );
    shown.splice(0);
    await writable(root, false);
  });
  afterEach(async () => {
    await writable(root, true);
    await removeFolders();
  });

  const target = (): Promise<Target | null> => workspace.targetOf(path.join(root, 'main.py'));
  const current = async () => (await target())?.step.id;
  const move = () => new MoveOn(window.api, targets, journey, { of: () => null }, { begin: show, finish: show });

  /** The step that the learner is at passes, and that cannot be recorded. */
  async function pass(code = 'progress-unwritable'): Promise<void> {
    const result = resultOf(judged(collected('a'), finished('a'), done(1)), [], [loosely(code, { reason: 'EACCES' })]);
    journey.heard({ kind: 'finished', target: (await target()) ?? assert.fail(), result });
    await workspace.refresh();
  }

  it('lets the learner go on and back in this window, and says once that it is not written', async () => {
    await pass();
    assert.equal(await current(), 'say', 'a pass alone moves nobody');
    await move().next();
    assert.equal(await current(), 'repeat');
    await move().previous();
    assert.equal(await current(), 'say');
    await new GoToStep(window.api, workspace, targets, journey, new Pickers(window.api), show).run({
      folder: { root },
      step: { id: 'repeat' },
    });
    assert.deepEqual([await current(), shown], ['repeat', ['repeat', 'say', 'repeat']]);
    assert.deepEqual(
      told.map(({ code }) => code),
      ['progress-unwritable'],
    );
    const [folder] = workspace.folders;
    assert.deepEqual([[...(folder?.done ?? [])], [...(folder?.added ?? [])]], [['say'], []]);
  });

  it('lets a run move the learner to a step that was reached in this window alone', async () => {
    const first = (await target()) ?? assert.fail();
    const second = { ...first, step: first.course.steps[1] ?? assert.fail() };
    await journey.cameTo(second);
    assert.equal(await current(), 'say');
    await pass();
    await journey.cameTo(second);
    assert.equal(await current(), 'repeat');
  });

  it('is told with what still works', () => {
    const log = { crashed: () => undefined, trouble: () => undefined, show: () => undefined };
    const why = loosely('progress-unwritable', { file: '/a/progress.json', reason: 'EACCES' });
    void tellUnwritten(window.api, log, why);
    assert.match(window.message.text, /could not be written to "\/a\/progress\.json".*You can go on in this window/);
  });

  it('does not ask again before the solution of a step that was seen to pass', async () => {
    await pass();
    window.picks.push('What this step changes');
    await new ShowSolution(window.api, targets, new CourseDocuments(window.api, workspace, NO_PAGE), NO_RUNS).run();
    assert.deepEqual([window.messages.length, window.commands.length], [0, 1]);
  });

  it('nor before that of a step whose last run has passed, although it broke an earlier one', async () => {
    const result = resultOf(judged(collected('a'), finished('a'), done(1)), [
      { step: 'say', outcome: 'failed', tests: [] },
    ]);
    const ran = (await target()) ?? assert.fail();
    const run = { target: ran, phase: 'ended', edited: true, progress: null, verdict: result.verdict, result } as const;
    const documents = new CourseDocuments(window.api, workspace, NO_PAGE);
    window.picks.push('What this step changes');
    await new ShowSolution(window.api, targets, documents, { of: () => run }).run();
    assert.deepEqual([window.messages.length, window.commands.length], [0, 1]);
  });

  it('has the runtime that was chosen in this window, and its passes are of that one', async () => {
    await pass();
    workspace.unwritten.add(root, 'echo', (progress) => withRuntime(progress, 'python-3.13'));
    assert.deepEqual([...((await target())?.elsewhere ?? [])], [['say', 'python-3.11']]);
    await pass();
    const { elsewhere, runtime } = (await target()) ?? assert.fail();
    assert.deepEqual([elsewhere?.size, runtime], [0, 'python-3.13']);
  });

  it('says in which runtime a run takes place: the one that was chosen, or the one of its first pass, here', async () => {
    assert.equal(await workspace.unwrittenRuntime(root), null);
    const verdict = {
      ...judged(collected('a'), finished('a'), done(1)),
      runtime: { id: 'python-3.13', version: '3.13.5' },
    };
    const result = resultOf(verdict, [], [loosely('progress-unwritable', { reason: 'EACCES' })]);
    journey.heard({ kind: 'finished', target: (await target()) ?? assert.fail(), result });
    assert.equal(await workspace.unwrittenRuntime(root), 'python-3.13');
    await journey.workIn((await workspace.learnerFolder(root)) ?? assert.fail(), 'python-3.14');
    assert.equal(await workspace.unwrittenRuntime(root), 'python-3.14');
    await writable(root, true);
    await journey.workIn((await workspace.learnerFolder(root)) ?? assert.fail(), 'python-3.12');
    assert.equal(await workspace.unwrittenRuntime(root), null, 'its progress says it');
  });

  it('gets everything once it can be written', async () => {
    await pass();
    await move().next();
    await writable(root, true);
    await move().previous();
    const { progress } = await readProgress(root);
    assert.deepEqual([progress?.current, Object.keys(progress?.steps ?? {})], ['say', ['say']]);
    assert.equal(workspace.unwritten.has(root), false);
  });

  it('of a newer version counts a pass in this window, too', async () => {
    await writable(root, true);
    await writeFile(path.join(root, '.codealong/progress.json'), '{"format_version": 9, "course": "echo"}');
    await workspace.refresh();
    await pass('progress-newer');
    assert.deepEqual([...((await target())?.done ?? [])], ['say']);
    await assert.rejects(move().next(), { code: 'progress-newer' });
  });

  it('that is given to another course, or to none, keeps nothing of the old one', async () => {
    await pass();
    await writable(root, true);
    const file = path.join(root, '.codealong/progress.json');
    await writeFile(file, '{"format_version": 1, "course": "other", "steps": {}, "current": null}');
    assert.equal(workspace.unwritten.on(root, (await readProgress(root)).progress)?.course, 'other');
    await rm(file);
    assert.equal(await target(), null);
  });
});
