import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { keepCopy } from '../../../src/course/progress/copies';
import type { Target } from '../../../src/editor/base/target';
import { RenameBack } from '../../../src/editor/commands/rename-back';
import { Edits } from '../../../src/editor/course/edits';
import { LastRuns } from '../../../src/editor/status/last-runs';
import { labelOf, sentenceOf } from '../../../src/editor/status/words';
import { takeProgram } from '../../../src/run/prepare';
import type { StepRequest } from '../../../src/run/request';
import { FakeWindow } from '../../support/fake-window';
import { loosely } from '../../support/messages';
import { settle } from '../../support/waiting';
import { coded, LINUX, makeFolder, put, removeFolders } from '../course/place';
import { FakeService, targetOf } from './make';

/** The program of a learner's folder, as a run takes it. */
function taken(root: string, active = 'main.py', course = targetOf().course) {
  const { step } = targetOf();
  const where = { file: `${root}/${active}`, root, source: null, entry: null };
  const request: StepRequest = { course, step, ...where, withEarlier: false, seed: 1 };
  return takeProgram(request, LINUX);
}

describe('A program that was renamed', () => {
  afterEach(removeFolders);
  const learner = (...names: readonly string[]) =>
    makeFolder({ '.codealong/x': '', ...Object.fromEntries(names.map((name) => [name, ''])) });

  for (const [what, names, active, renamed] of [
    ['is found by its ending', ['server.py', 'notes.txt'], 'main.py', 'server.py'],
    ['is the one that is run', ['server.py', 'help.py'], 'server.py', 'server.py'],
    ['is not guessed among several', ['server.py', 'help.py'], 'main.py', null],
    ['is not there at all', ['notes.txt'], 'main.py', null],
    ['is found in another case', ['Main.py', 'help.py'], 'main.py', 'Main.py'],
  ] as const)
    it(what, async () => {
      await assert.rejects(
        taken(await learner(...names), active),
        coded('entry-missing', { file: 'main.py', renamed }),
      );
    });

  for (const [what, text, renamed] of [
    ['is known by what it was when a step passed last', 'import socket\nlisten()\nserve()\nlog()\n', 'server.py'],
    ['is not a helper, which has other lines', 'WORDS = 1\nlisten()\n', null],
  ] as const)
    it(what, async () => {
      const root = await learner('notes.txt');
      const kept = { path: 'main.py', bytes: Buffer.from('import socket\n\nlisten()\nserve()\n') };
      await keepCopy(root, 'passed-bind', [kept], new Date());
      await put(root, 'server.py', text);
      await assert.rejects(taken(root), coded('entry-missing', { file: 'main.py', renamed }));
    });

  it('is not a helper that the course gives', async () => {
    const directory = await makeFolder({ 'starter/main.py': '', 'starter/words.py': '' });
    const course = { ...targetOf().course, directory };
    await assert.rejects(
      taken(await learner('words.py'), 'main.py', course),
      coded('entry-missing', { renamed: null }),
    );
  });

  it('is none outside a course, where no course names a file', async () => {
    await assert.rejects(taken(await makeFolder({ 'server.py': '' })), coded('file-missing'));
  });

  describe('is renamed back', () => {
    let window: FakeWindow;
    let service: FakeService;
    let runs: LastRuns;
    let target: Target;

    beforeEach(async () => {
      window = new FakeWindow();
      service = new FakeService();
      runs = new LastRuns(window.api, service, new Edits(window.api, service));
      const root = await learner('server.py');
      target = targetOf({ root, file: `${root}/main.py` });
    });
    afterEach(() => runs.dispose());

    const lost = (renamed: string | null) =>
      service.unrun(loosely('entry-missing', { file: 'main.py', folder: 'redis', renamed }), target);
    const rename = () => new RenameBack(window.api, { meant: async () => target }, runs).run();

    it('by the button', async () => {
      lost('server.py');
      await rename();
      assert.deepEqual((await readdir(target.root)).sort(), ['.codealong', 'main.py']);
      await rename();
      assert.deepEqual((await readdir(target.root)).sort(), ['.codealong', 'main.py']);
    });

    it('over nothing that is there', async () => {
      lost('server.py');
      await put(target.root, 'main.py', 'mine');
      await rename();
      assert.deepEqual((await readdir(target.root)).sort(), ['.codealong', 'main.py', 'server.py']);
    });

    it('by hand, where the editor refuses it', async () => {
      lost('server.py');
      window.refusesEdits = true;
      await rename();
      assert.equal(window.message.text, 'VS Code could not rename server.py. Rename it to main.py yourself.');
    });

    it('only where the last run has found that', async () => {
      await rename();
      lost(null);
      await rename();
      assert.ok((await readdir(target.root)).includes('server.py'));
    });

    it('by the message, where no page says it', async () => {
      lost('server.py');
      const run = runs.of(target) ?? assert.fail();
      assert.deepEqual([labelOf(run)?.text, sentenceOf(run)], ['not run', 'Not run.']);
      new RenameBack(window.api, { meant: async () => target }, runs).offer(run, 'There is none.');
      window.message.answer('Rename server.py back');
      for (let turn = 0; turn < 20 && !(await readdir(target.root)).includes('main.py'); turn++) await settle();
      assert.ok((await readdir(target.root)).includes('main.py'));
    });
  });
});
