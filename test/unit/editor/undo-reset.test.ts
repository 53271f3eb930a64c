import assert from 'node:assert/strict';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../../src/contract/codes';
import { withCurrent } from '../../../src/course/progress/progress';
import { updateProgress } from '../../../src/course/progress/update-progress';
import type { Target } from '../../../src/editor/base/target';
import { ResetStep } from '../../../src/editor/commands/reset-step';
import { CourseWorkspace } from '../../../src/editor/course/course-workspace';
import { textOf } from '../../../src/results/texts';
import { FakeUri } from '../../support/fake-values';
import { FakeWindow } from '../../support/fake-window';
import { until } from '../../support/waiting';
import { courseFiles, LINUX, makeFolder, removeFolders } from '../course/place';

const ECHO = { id: 'echo' };
const STARTER = 'The files that this step began with';
const CONTENT = {
  ...courseFiles('echo/'),
  'echo/starter/main.py': '# begin\n',
  'echo/steps/01-say/solution/main.py': '# said\n',
  'echo/steps/01-say/solution/lib/words.py': 'WORDS = 1\n',
};

describe('A reset that is undone', () => {
  let window: FakeWindow;
  let courses: string;
  let root: string;
  let workspace: CourseWorkspace;
  let reset: ResetStep;
  let clock: number;

  beforeEach(async () => {
    courses = await makeFolder(CONTENT);
    window = new FakeWindow();
    root = await makeFolder({ 'main.py': '# mine\n' });
    await updateProgress(root, ECHO, (progress) => progress);
    workspace = new CourseWorkspace(LINUX, () => ({ bundled: courses, extra: [], workspaces: [root] }));
    await workspace.refresh();
    const target = (): Promise<Target | null> => workspace.targetOf(path.join(root, 'main.py'));
    const targets = { meant: target, withoutFile: async () => null };
    clock = Date.UTC(2026, 10, 28, 12);
    const now = () => {
      clock += 60_000;
      return new Date(clock);
    };
    reset = new ResetStep(window.api, targets, LINUX, now);
  });
  afterEach(removeFolders);

  const main = () => readFile(path.join(root, 'main.py'), 'utf8');
  const files = async () =>
    (await readdir(root, { recursive: true })).filter((name) => /^[^.].*\.py$/.test(name)).sort();

  /** Root may write everywhere: then the work is done as nobody, who may write in the folder and not to the program. */
  async function withReadOnlyProgram(work: () => Promise<void>): Promise<void> {
    for (const folder of [root, path.join(root, '.codealong'), courses]) await chmod(folder, 0o777);
    await chmod(path.join(root, 'main.py'), 0o444);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      await work();
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  }

  async function answered(asked: Promise<void>, answer: string | undefined): Promise<string> {
    const before = window.messages.length;
    await until(() => window.messages.length > before);
    const text = [window.message.text, window.message.detail].join('\n');
    window.message.answer(answer);
    await asked;
    return text;
  }

  async function toStarter(): Promise<void> {
    window.picks.push(STARTER);
    await reset.reset();
  }

  const useSolution = () => answered(reset.useSolution(), 'Use the solution');
  const undo = () => answered(reset.undo(), 'Bring Back');

  /** Presses the button of the last message, as the editor's command would be called. */
  async function press(button: string): Promise<void> {
    const before = window.commands.length;
    window.message.answer(button);
    await until(() => window.commands.length > before);
    const { name, args } = window.commands.at(-1) ?? assert.fail();
    assert.equal(name, 'codealong.undoReset');
    await reset.undo(args[0]);
  }

  it('goes back one reset after the other, as far as the own program', async () => {
    await toStarter();
    await useSolution();
    assert.equal(await main(), '# said\n');
    await undo();
    assert.equal(await main(), '# begin\n');
    await undo();
    assert.equal(await main(), '# mine\n');
    await reset.undo();
    assert.equal(window.message.text, 'There is no reset to undo in this folder.');
    assert.equal(await main(), '# mine\n');
  });

  it('is asked about with its step and time, and changes nothing without an answer', async () => {
    await toStarter();
    await updateProgress(root, ECHO, (progress) => withCurrent(progress, 'repeat'));
    const question = await answered(reset.undo(), undefined);
    assert.match(question, /as they were before the reset\?/);
    assert.match(question, /They were replaced at step 1 on 28 Nov 2026, \d\d:01\./);
    assert.equal(await main(), '# begin\n');
  });

  it('takes files away that came with it, even when they were changed, and can be made again with them', async () => {
    await useSolution();
    await writeFile(path.join(root, 'lib/words.py'), 'WORDS = 2\n');
    await writeFile(path.join(root, 'own.py'), '# since then\n');
    assert.match(await undo(), /This removes lib\/words\.py, which came with the reset\./);
    assert.deepEqual([await files(), await main()], [['main.py', 'own.py'].sort(), '# mine\n']);
    await press('Redo');
    assert.equal(await readFile(path.join(root, 'lib/words.py'), 'utf8'), 'WORDS = 2\n');
    assert.equal(await main(), '# said\n');
    await press('Undo');
    assert.deepEqual([await files(), await main()], [['main.py', 'own.py'], '# mine\n']);
  });

  it('replaces nothing for a copy that somebody made up', async () => {
    await toStarter();
    const file = FakeUri.file(path.join(root, 'main.py'));
    for (const copy of ['..', '../..', 'gone']) await reset.undo({ file, reason: 'before-reset', copy });
    assert.equal(await main(), '# begin\n');
    const notes = path.join(root, '.codealong/copies/before-reset');
    const [note = ''] = (await readdir(notes)).filter((name) => name.endsWith('.json'));
    await writeFile(path.join(notes, note), '{"step": 7, "added": ["../outside.py", "/etc/hosts", 3, "main.py"]}');
    assert.match(await undo(), /They were replaced on/);
    assert.equal(await main(), '# mine\n');
  });

  it('says which file could not be written, and which come back by an undo', async () => {
    let failed: unknown = null;
    await withReadOnlyProgram(async () => {
      await useSolution().catch((error: unknown) => {
        failed = error;
      });
    });
    assert.ok(failed instanceof CodedError);
    assert.deepEqual(failed.told, {
      code: 'files-not-replaced',
      args: { file: 'main.py', reason: 'EACCES', changed: ['lib/words.py'] },
    });
    assert.match(textOf(failed.told).advice ?? '', /lib\/words\.py\. "CodeAlong: Undo Reset" brings them back\.$/);
    await undo();
    assert.deepEqual([await files(), await main()], [['main.py'], '# mine\n']);
  });

  it('does not touch a read-only file that stays as it is', async () => {
    await writeFile(path.join(root, 'main.py'), '# said\n');
    await withReadOnlyProgram(async () => void (await useSolution()));
    assert.equal(window.message.text, 'The solution is in lib/words.py. A copy of your files was kept.');
    await writeFile(path.join(root, 'own.py'), '');
    await useSolution();
    assert.match(window.message.text, /Nothing had to be changed/);
    await undo();
    assert.deepEqual(await files(), ['main.py', 'own.py']);
  });
});
