import assert from 'node:assert/strict';
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { keepCopy } from '../../../src/course/progress/copies';
import { withCurrent, withPassed } from '../../../src/course/progress/progress';
import { readProgress } from '../../../src/course/progress/progress-file';
import { updateProgress } from '../../../src/course/progress/update-progress';
import type { Target } from '../../../src/editor/base/target';
import { GoToStep } from '../../../src/editor/commands/go-to-step';
import { MoveOn } from '../../../src/editor/commands/move-on';
import { ResetStep } from '../../../src/editor/commands/reset-step';
import { ShowSolution } from '../../../src/editor/commands/show-solution';
import { CourseDocuments } from '../../../src/editor/course/course-document';
import { CourseWorkspace } from '../../../src/editor/course/course-workspace';
import { Journey } from '../../../src/editor/course/journey';
import { Pickers } from '../../../src/editor/course/pickers';
import { FakeWindow } from '../../support/fake-window';
import { until } from '../../support/waiting';
import { courseFiles, LINUX, makeFolder, removeFolders } from '../course/place';

const ECHO = { id: 'echo' };
const DONE = { done_at: '2025-01-02T03:04:05.678Z', seed: 7 };
const NO_RUNS = { of: () => null };
const NO_PAGE = { name: 'Task.md', text: async () => 'the page', changed: () => undefined };
const CONTENT = {
  ...courseFiles('echo/'),
  'echo/starter/main.py': '# begin\n',
  'echo/steps/01-say/solution/main.py': '# said\n',
  'echo/steps/02-repeat/solution/main.py': '# said, repeated\n',
  'echo/steps/02-repeat/solution/lib/words.py': 'WORDS = 1\n',
};

describe('A learner on the way through a course', () => {
  let window: FakeWindow;
  let root: string;
  let workspace: CourseWorkspace;
  let journey: Journey;
  const shown: string[] = [];
  const targets = { current: () => target(), meant: () => target(), withoutFile: async () => null };
  const finish = async () => void shown.push('the end');
  const show = async ({ step }: Target) => void shown.push(step.id);

  beforeEach(async () => {
    const courses = await makeFolder(CONTENT);
    window = new FakeWindow();
    root = await makeFolder({ 'main.py': '# mine\n' });
    await updateProgress(root, ECHO, (progress) => progress);
    workspace = new CourseWorkspace(LINUX, () => ({ bundled: courses, extra: [], workspaces: [root] }));
    await workspace.refresh();
    journey = new Journey(workspace, () => workspace.refresh(), assert.ifError);
    shown.splice(0);
  });
  afterEach(removeFolders);

  async function target(): Promise<Target | null> {
    return workspace.targetOf(path.join(root, 'main.py'));
  }

  async function pass(step: string): Promise<void> {
    await updateProgress(root, ECHO, (before) => withPassed(before, step, DONE));
    await workspace.refresh();
  }

  const current = async () => (await readProgress(root)).progress?.current;
  const main = () => readFile(path.join(root, 'main.py'), 'utf8');

  it('goes on only once the step has passed, and back at any time', async () => {
    const move = new MoveOn(window.api, targets, journey, { of: () => null }, { begin: show, finish });
    await move.next();
    assert.match(window.message.text, /^Step 1 has not passed yet\./);
    await pass('say');
    assert.equal(await current(), 'say', 'a pass alone moves nobody');
    await move.next();
    assert.deepEqual([await current(), shown], ['repeat', ['repeat']]);
    await move.next();
    assert.match(window.message.text, /^This is the last step of the course\.$/);
    await pass('repeat');
    await move.next();
    assert.equal(shown.at(-1), 'the end');
    await move.previous();
    assert.equal(await current(), 'say');
    await move.previous();
    assert.match(window.message.text, /first step/);
  });

  it('goes back past a step that they have not come to', async () => {
    const move = new MoveOn(window.api, targets, journey, { of: () => null }, { begin: show, finish });
    const here = await target();
    assert.ok(here);
    // The course was changed: a step that is not reached stands before the one that they are at.
    const [first, second] = here.course.steps;
    assert.ok(first && second);
    const third = { ...second, id: 'third', number: 3 };
    const added = new Set([third.id]);
    const changed = { ...here, course: { ...here.course, steps: [first, second, third] }, step: third, added };
    const back = new MoveOn(
      window.api,
      { ...targets, meant: async () => changed },
      journey,
      { of: () => null },
      { begin: show, finish },
    );
    await back.previous();
    assert.deepEqual(shown, ['say']);
    await move.previous();
    assert.match(window.message.text, /first step/);
  });

  it('is not moved by the run of a step that they have not come to', async () => {
    const here = await target();
    assert.ok(here);
    const later = { ...here, step: here.course.steps[1] ?? assert.fail() };
    await journey.cameTo(later);
    assert.equal(await current(), null);
    await journey.cameTo({ ...later, authored: true });
    assert.equal(await current(), 'repeat', 'its author goes where they like');
    await journey.cameTo(here);
    await pass('say');
    await journey.cameTo(later);
    assert.equal(await current(), 'repeat', 'the progress on the disk counts');
  });

  it('goes to a step that was reached, by its row or from a list, and to no later one', async () => {
    const goTo = new GoToStep(window.api, workspace, targets, journey, new Pickers(window.api), show);
    const row = (id: string) => ({ folder: { root }, step: { id } });
    await goTo.run(row('repeat'));
    assert.match(window.message.text, /^Step 2 comes later\. Step 1 is the first that has not passed yet\.$/);
    await pass('say');
    await goTo.run(row('repeat'));
    assert.deepEqual([await current(), shown], ['repeat', ['repeat']]);
    window.picks.push('1. Say it');
    await goTo.run();
    assert.equal(await current(), 'say');
    assert.match(window.questions.at(-1) ?? '', /\[1\. Say it \| 2\. Repeat it\]/);
  });

  it('takes no argument for a row that is none', async () => {
    const goTo = new GoToStep(window.api, workspace, targets, journey, new Pickers(window.api), show);
    for (const given of [1, 'x', { folder: 1, step: 2 }, { folder: { root }, step: { id: 'gone' } }])
      await goTo.run(given);
    assert.deepEqual(shown, []);
  });

  it('sets the first step back to what the course began with', async () => {
    const reset = new ResetStep(window.api, targets, LINUX);
    window.picks.push('The files that this step began with');
    await reset.reset();
    assert.equal(await main(), '# begin\n');
  });

  it('sets a later step back to the own program as the step began, or to the solution before', async () => {
    await pass('say');
    await keepCopy(root, 'passed-say', [{ path: 'main.py', bytes: Buffer.from('# passed\n') }], new Date());
    await updateProgress(root, ECHO, (progress) => withCurrent(progress, 'repeat'));
    const reset = new ResetStep(window.api, targets, LINUX);
    window.picks.push('Your files as step 2 began', 'The solution of step 1');
    await reset.reset();
    assert.equal(await main(), '# passed\n');
    await reset.reset();
    assert.equal(await main(), '# said\n');
    assert.match(window.questions.at(-1) ?? '', /A copy of your files is kept/);
  });

  it('saves what was typed before a reset, and changes nothing when the learner goes away from the question', async () => {
    const reset = new ResetStep(window.api, targets, LINUX);
    await reset.reset();
    assert.equal(await main(), '# mine\n');
    const document = window.open(path.join(root, 'main.py'));
    window.type(document);
    window.picks.push('The files that this step began with');
    await reset.reset();
    assert.equal(document.isDirty, false);
  });

  it('keeps the three newest copies of a pass, and ten of what was replaced, each with its note', async () => {
    const note = { step: 'say', added: [] };
    for (let day = 1; day <= 12; day++) {
      await keepCopy(root, 'passed-say', [], new Date(2026, 1, day));
      await keepCopy(root, 'before-reset', [], new Date(2026, 1, day), note);
    }
    const kept = (reason: string) => readdir(path.join(root, '.codealong/copies', reason));
    assert.deepEqual([(await kept('passed-say')).length, (await kept('before-reset')).length], [3, 20]);
    assert.match((await kept('passed-say')).sort()[0] ?? '', /^2026-02-(09|10)T/);
  });

  it('uses the solution after confirming, with all its files', async () => {
    const reset = new ResetStep(window.api, targets, LINUX);
    await pass('say');
    await updateProgress(root, ECHO, (progress) => withCurrent(progress, 'repeat'));
    const asked = reset.useSolution();
    await until(() => window.messages.length > 0);
    window.message.answer('Use the solution');
    await asked;
    assert.equal(await main(), '# said, repeated\n');
    assert.equal(await readFile(path.join(root, 'lib/words.py'), 'utf8'), 'WORDS = 1\n');
  });

  it('is told that the course is gone, and not that it has no solution', async () => {
    const { directory } = workspace.courseById('echo') ?? assert.fail();
    const reset = new ResetStep(window.api, targets, LINUX);
    const solution = new ShowSolution(
      window.api,
      targets,
      new CourseDocuments(window.api, workspace, NO_PAGE),
      NO_RUNS,
    );
    await rm(directory, { recursive: true });
    for (const act of [() => reset.useSolution(), () => reset.reset(), () => solution.run()])
      await assert.rejects(act(), { code: 'course-gone' });
    assert.deepEqual(window.messages, []);
  });

  it('sees what a step changes, and the solution beside the own program', async () => {
    await pass('say');
    const documents = new CourseDocuments(window.api, workspace, NO_PAGE);
    const solution = new ShowSolution(window.api, targets, documents, NO_RUNS);
    window.picks.push('What this step changes', 'Compare with my program');
    await solution.run();
    await solution.run();
    const told = window.commands.map(({ name, args }) => [name, ...args.slice(0, 3).map(String)].join(' '));
    assert.deepEqual(told, [
      'vscode.diff codealong-course:/echo/say/starter/main.py codealong-course:/echo/say/solution/main.py What step 1 changes: Say it',
      `vscode.diff file:${root}/main.py codealong-course:/echo/say/solution/main.py Your program and the solution of step 1`,
    ]);
    const text = (file: string) => documents.provideTextDocumentContent({ path: file });
    const files = ['solution/main.py', 'starter/main.py', 'solution/../x', 'course/starter/main.py', 'course/../../x'];
    assert.deepEqual(
      await Promise.all([...files.map((file) => `/echo/say/${file}`), '/a/b', '/-/-/task/Task.md'].map(text)),
      ['# said\n', '# begin\n', '', '# begin\n', '', '', 'the page'],
    );
  });

  it('compares the solution with an empty file where the own one is not there', async () => {
    await pass('say');
    await rm(path.join(root, 'main.py'));
    const documents = new CourseDocuments(window.api, workspace, NO_PAGE);
    window.picks.push('Compare with my program');
    await new ShowSolution(window.api, targets, documents, NO_RUNS).run();
    const [left] = window.commands.at(-1)?.args ?? [];
    assert.equal(String(left), 'codealong-course:/echo/say/nothing/main.py');
    assert.equal(await documents.provideTextDocumentContent({ path: '/echo/say/nothing/main.py' }), '');
  });

  it('hears of a reading that has failed after a run', async () => {
    const failed: unknown[] = [];
    const defect = new Error('x');
    const moving = new Journey(
      workspace,
      () => Promise.reject(defect),
      (error) => failed.push(error),
    );
    const here = (await target()) ?? assert.fail();
    await journey.goTo(here, here.course.steps[1] ?? assert.fail());
    await moving.cameTo(here);
    await until(() => failed.length > 0);
    assert.deepEqual(failed, [defect]);
  });

  it('confirms before they see the solution of a step that has not passed', async () => {
    const solution = new ShowSolution(
      window.api,
      targets,
      new CourseDocuments(window.api, workspace, NO_PAGE),
      NO_RUNS,
    );
    const asked = solution.run();
    await until(() => window.messages.length > 0);
    assert.match(window.message.text, /has not passed yet/);
    window.message.answer(undefined);
    await asked;
    assert.deepEqual(window.commands, []);
  });

  it('is not moved by a run in a folder whose progress nobody understands, and nothing is replaced there', async () => {
    const file = path.join(root, '.codealong/progress.json');
    await writeFile(file, '{"format_version": 9, "course": "echo"}');
    const here = await target();
    assert.ok(here);
    await journey.cameTo({ ...here, step: here.course.steps[1] ?? assert.fail() });
    assert.deepEqual(await readdir(path.join(root, '.codealong')), ['progress.json']);
    await assert.rejects(journey.goTo(here, here.step), { code: 'progress-newer' });
  });

  it('never overwrites what a link leads to, because no copy has it', async () => {
    const elsewhere = await makeFolder({ 'main.py': '# elsewhere\n' });
    await rm(path.join(root, 'main.py'));
    await symlink(path.join(elsewhere, 'main.py'), path.join(root, 'main.py'));
    window.picks.push('The files that this step began with');
    await assert.rejects(new ResetStep(window.api, targets, LINUX).reset(), { code: 'file-not-copied' });
    assert.equal(await readFile(path.join(elsewhere, 'main.py'), 'utf8'), '# elsewhere\n');
  });

  it('loses nothing when the folder cannot be written', async () => {
    await writeFile(path.join(root, '.codealong/copies'), 'in the way');
    window.picks.push('The files that this step began with');
    await assert.rejects(new ResetStep(window.api, targets, LINUX).reset(), { code: 'copy-not-kept' });
    assert.equal(await main(), '# mine\n');
  });
});
