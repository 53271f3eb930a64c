import assert from 'node:assert/strict';
import { chmod, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { loadDirectory } from '../../../src/course/format/load';
import { reportErrors } from '../../../src/editor/commands/register-commands';
import { StartCourse } from '../../../src/editor/commands/start-course';
import { AiSuggestions } from '../../../src/editor/course/ai-suggestions';
import { CourseWorkspace } from '../../../src/editor/course/course-workspace';
import { PendingFolder } from '../../../src/editor/course/pending';
import { Pickers } from '../../../src/editor/course/pickers';
import { startIn } from '../../../src/editor/course/starter';
import { FakeMemento } from '../../support/fake-memento';
import { FakeUri } from '../../support/fake-values';
import { FakeWindow } from '../../support/fake-window';
import { settle } from '../../support/waiting';
import { courseFiles, LINUX, makeFolder, put, removeFolders } from '../course/place';

const SEPARATE = {
  id: 'kata',
  title: 'Two katas',
  shape: 'separate',
  entry: 'say.py',
  steps: [
    { id: 'say', title: 'Say it' },
    { id: 'repeat', title: 'Repeat it', entry: 'two/repeat.py' },
  ],
};

describe('Start Course', () => {
  let window: FakeWindow;
  let memento: FakeMemento;
  let command: StartCourse;
  let courses: string;
  let now: number;

  before(async () => {
    courses = await makeFolder({
      ...courseFiles('echo/'),
      'echo/starter/main.py': '# start here\n',
      'echo/starter/lib/words.py': 'WORDS = []\n',
      'echo/starter/__pycache__/words.pyc': 'x',
      ...courseFiles('kata/', SEPARATE),
      'kata/steps/01-say/starter/say.py': '# say\n',
      'kata/steps/02-repeat/starter/repeat.py': '# repeat\n',
      'kata/steps/02-repeat/starter/words.txt': 'a b\n',
      ...courseFiles('bare/', { id: 'bare', title: 'Bare' }),
    });
    await chmod(path.join(courses, 'echo/starter/main.py'), 0o444);
  });
  after(removeFolders);

  beforeEach(() => {
    window = new FakeWindow();
    memento = new FakeMemento();
    now = 0;
    command = make();
  });

  function workspaceOf(): CourseWorkspace {
    return new CourseWorkspace(LINUX, () => ({ bundled: courses, extra: [], workspaces: window.workspaces }));
  }

  /** A newly opened window has read its folders when it goes on. */
  async function resumed(): Promise<void> {
    const workspace = workspaceOf();
    await workspace.refresh();
    await make(workspace).resume();
  }

  /** The command as a newly opened window has it. */
  function make(workspace = workspaceOf()): StartCourse {
    const pending = new PendingFolder(memento, () => now);
    const ai = new AiSuggestions(window.api, { meant: async () => null, withoutFile: async () => null });
    return new StartCourse(window.api, workspace, new Pickers(window.api), pending, {
      choose: (root) => ai.ask(root),
      keep: (root) => ai.keep(root),
      refresh: () => workspace.refresh(),
      begin: async ({ file }) => void (await window.api.window.showTextDocument(window.api.Uri.file(file))),
    });
  }

  async function start(folder: string | null, title = 'An echo'): Promise<void> {
    window.picks.push(title);
    window.pickedFolder = folder;
    await command.run();
  }

  async function files(folder: string): Promise<readonly string[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    return names.map((name) => path.relative(folder, name)).sort();
  }

  /** What the editor was asked to open: `folder` or `folder, new window`. */
  function opened(): readonly string[] {
    return window.commands.map(({ name, args: [uri, options] }) => {
      assert.equal(name, 'vscode.openFolder');
      assert.ok(uri instanceof FakeUri);
      const { forceNewWindow } = options as { forceNewWindow: boolean };
      return `${uri.fsPath}${forceNewWindow ? ', new window' : ''}`;
    });
  }

  it('puts the starter into an empty folder, begins the progress, and opens it', async () => {
    const folder = await makeFolder();
    await start(folder);
    assert.deepEqual(await files(folder), ['.codealong/progress.json', 'lib/words.py', 'main.py']);
    assert.equal(await readFile(path.join(folder, 'main.py'), 'utf8'), '# start here\n');
    const progress: unknown = JSON.parse(await readFile(path.join(folder, '.codealong/progress.json'), 'utf8'));
    const begun = { format_version: 1, course: 'echo', steps: {}, current: null };
    assert.deepEqual(progress, { ...begun, known: ['say', 'repeat'] });
    assert.deepEqual(opened(), [folder]);
  });

  it('gives the learner files that they can write to, also from a read-only course', async () => {
    const folder = await makeFolder();
    await start(folder);
    assert.equal((await stat(path.join(folder, 'main.py'))).mode & 0o200, 0o200);
  });

  it('makes a folder of its own beside files that are there, and touches none of them', async () => {
    const folder = await makeFolder({ 'main.py': 'mine', 'echo/other.py': 'mine too' });
    await start(folder);
    assert.deepEqual(await files(folder), [
      'echo-2/.codealong/progress.json',
      'echo-2/lib/words.py',
      'echo-2/main.py',
      'echo/other.py',
      'main.py',
    ]);
    assert.equal(await readFile(path.join(folder, 'main.py'), 'utf8'), 'mine');
    assert.deepEqual(opened(), [path.join(folder, 'echo-2')]);
  });

  it('keeps a file that came into the folder meanwhile, and says so', async () => {
    const folder = await makeFolder({ 'main.py': 'mine' });
    const started = await startIn(folder, await loadDirectory(path.join(courses, 'echo')), new Date());
    assert.deepEqual(started, { made: ['lib/words.py'], kept: ['main.py'] });
    assert.equal(await readFile(path.join(folder, 'main.py'), 'utf8'), 'mine');
  });

  it('treats a folder as empty if it holds only files of tools', async () => {
    const folder = await makeFolder({ '.git/HEAD': 'ref: refs/heads/main\n' });
    await start(folder);
    assert.deepEqual(opened(), [folder]);
  });

  it('opens a course that was started there before, as it is', async () => {
    const folder = await makeFolder({ 'notes.txt': '' });
    await start(folder);
    await put(folder, 'echo/main.py', 'my work');
    await start(folder);
    assert.equal(await readFile(path.join(folder, 'echo/main.py'), 'utf8'), 'my work');
    assert.deepEqual(await readdir(folder), ['echo', 'notes.txt']);
    window.workspaces = [path.join(folder, 'echo')];
    await resumed();
    const before = 'You have started this course here already: 0 of 2 steps are done. Nothing was changed.';
    assert.equal(window.message.text, before);
    window.message.answer('Start Over');
    await settle();
    assert.deepEqual(
      window.commands.slice(-2).map(({ name }) => name),
      ['codealong.goToStep', 'codealong.resetStep'],
    );
  });

  it('begins damaged progress anew where the course was started before, and keeps a copy', async () => {
    const folder = await makeFolder({ 'main.py': 'my work', '.codealong/progress.json': '<<<<<<<\n"course": "echo"' });
    window.workspaces = [folder];
    await start(folder);
    assert.equal(await readFile(path.join(folder, 'main.py'), 'utf8'), 'my work');
    const [progress, copy] = await files(path.join(folder, '.codealong'));
    assert.equal(progress, 'progress.json');
    assert.equal(await readFile(path.join(folder, '.codealong', copy ?? ''), 'utf8'), '<<<<<<<\n"course": "echo"');
    assert.match(
      window.message.text,
      /Already there, and not changed: main\.py\. Your progress was damaged\. It starts over,/,
    );
    assert.ok(window.message.text.endsWith(`is kept as .codealong/${copy}.`), window.message.text);
  });

  it('leaves the progress of a newer CodeAlong as it is', async () => {
    const folder = await makeFolder({ '.codealong/progress.json': '{"format_version": 9, "course": "echo"}' });
    window.workspaces = [folder];
    await start(folder);
    assert.deepEqual(await files(folder), ['.codealong/progress.json']);
    assert.match(window.message.text, /Nothing was changed\./);
  });

  it('puts each step’s starter at the path of its entry', async () => {
    const folder = await makeFolder();
    await start(folder, 'Two katas');
    const wanted = ['.codealong/progress.json', 'say.py', 'two/repeat.py', 'two/words.txt'];
    assert.deepEqual(await files(folder), wanted);
  });

  it('leaves another project open, in its window', async () => {
    window.workspaces = [await makeFolder({ 'a.txt': '' })];
    const folder = await makeFolder();
    await start(folder);
    assert.deepEqual(opened(), [`${folder}, new window`]);
  });

  it('shows entry and what was done once the folder is open, once', async () => {
    const folder = await makeFolder();
    await start(folder);
    window.workspaces = [folder];
    await resumed();
    assert.deepEqual(window.shownDocuments, [path.join(folder, 'main.py')]);
    assert.equal(window.message.text, 'Your course is ready: main.py is your program. Step 1: Say it.');
    await resumed();
    assert.equal(window.messages.length, 1);
  });

  it('runs the tests from the message of what was done', async () => {
    const folder = await makeFolder();
    window.workspaces = [folder];
    await start(folder);
    window.message.answer('Run Step Tests');
    await settle();
    assert.deepEqual(
      window.commands.map(({ name }) => name),
      ['codealong.runStepTests'],
    );
  });

  it('says nothing in the window of another folder, or after the folder was not opened for long', async () => {
    const folder = await makeFolder();
    await start(folder);
    window.workspaces = [courses];
    await resumed();
    window.workspaces = [folder];
    now = 11 * 60_000;
    await resumed();
    assert.deepEqual(window.messages, []);
  });

  it('opens nothing when the folder is already open, and only reads it again', async () => {
    const folder = await makeFolder();
    window.workspaces = [folder];
    await start(folder);
    assert.deepEqual(window.commands, []);
    assert.deepEqual(window.shownDocuments, [path.join(folder, 'main.py')]);
    assert.equal(window.messages.length, 1);
  });

  it('starts a course that has no starter', async () => {
    const folder = await makeFolder();
    await start(folder, 'Bare');
    assert.deepEqual(await files(folder), ['.codealong/progress.json']);
    window.workspaces = [folder];
    await resumed();
    assert.match(window.message.text, /^Your course is ready: write your program in main\.py\. Step 1: /);
  });

  it('asks once about AI suggestions: leaving it out or the first answer changes nothing', async () => {
    const [first, second] = [await makeFolder(), await makeFolder()];
    await start(first);
    assert.match(window.questions.at(-1) ?? '', /^Do you want AI suggestions .* \[Keep my editor as it is \| Learn/);
    window.picks.push('An echo', 'Keep my editor as it is');
    window.pickedFolder = second;
    await command.run();
    for (const folder of [first, second]) assert.ok(!(await files(folder)).includes('.codealong/choices.json'));
    const asked = window.questions.length;
    await start(second);
    assert.equal(window.questions.length, asked + 1, 'a course that was started before asks only which course');
  });

  it('does nothing when the person goes away from either question', async () => {
    window.picks.push(undefined);
    await command.run();
    await start(null);
    assert.deepEqual([window.commands, window.messages, memento.keys()], [[], [], []]);
  });

  it('says in words why a folder cannot be used', async () => {
    const folder = await makeFolder({ file: '' });
    window.picks.push('An echo');
    window.pickedFolder = path.join(folder, 'file');
    const kept: string[] = [];
    const crashed = () => assert.fail('no defect of ours');
    const log = { crashed, trouble: (_: string, text: string) => kept.push(text), show: () => kept.push('shown') };
    await reportErrors(window.api, log, 'Start Course', () => command.run());
    assert.match(
      window.message.text,
      /^The course could not be started: ".*" cannot be written.*Choose a folder that you may write to/,
    );
    assert.deepEqual(window.commands, []);
    window.message.answer('Show Log');
    await settle();
    assert.deepEqual(kept, [window.message.text, 'shown']);
  });
});
