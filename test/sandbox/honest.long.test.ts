import assert from 'node:assert/strict';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { inTemporaryFolder, newRunner, programFile, REDIS, ROOT, read, runOn, solution } from '../support/run';

describe('Honest programs of every kind', function () {
  this.timeout(60_000);
  let runner: Runner;
  before(() => {
    runner = newRunner();
  });
  after(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });

  async function passes(step: number, file: string, more = {}): Promise<void> {
    const { report } = await runOn(runner, REDIS, step, { file }, more);
    assert.equal(report.outcome, 'passed', JSON.stringify(report, null, 2));
  }

  for (const name of ['bom.py', 'crlf.py', 'latin-1.py']) {
    it(`run as they are: ${name}`, () => passes(1, programFile(name)));
  }

  it('pass step 1 when they accept one client and then end', () => passes(1, programFile('accepts-one-then-ends.py')));

  it('pass step 1 when they never accept, but go on running', () => passes(1, programFile('never-accepts.py')));

  it('pass step 1 when they begin to listen after five seconds', () => passes(1, programFile('starts-late.py')));

  for (const step of [1, 2, 3]) {
    it(`run as a package, with modules beside it, in step ${step}`, () =>
      passes(step, path.join(ROOT, 'test', 'fixtures', 'package', 'app', 'main.py')));
  }

  it('run from a folder that is no package and is imported by its name', () =>
    inTemporaryFolder(async (folder) => {
      const app = path.join(folder, 'app');
      await mkdir(app);
      await cp(solution('03-many-pings'), path.join(app, 'server.py'));
      await writeFile(path.join(app, 'main.py'), 'from app.server import main\n\nmain()\n');
      await passes(3, path.join(app, 'main.py'));
    }));

  it('run from a folder with spaces and umlauts, with CRLF line ends, without its virtual environment', () =>
    inTemporaryFolder(async (folder) => {
      const root = path.join(folder, 'Mein Kurs: Übung ß 1');
      await mkdir(path.join(root, '.venv', 'lib'), { recursive: true });
      await writeFile(path.join(root, '.venv', 'pyvenv.cfg'), 'home = /usr/bin\n');
      await writeFile(path.join(root, '.venv', 'lib', 'big.bin'), Buffer.alloc(9 * 1024 * 1024));
      await writeFile(path.join(root, 'main.py'), read(solution('03-many-pings')).replaceAll('\n', '\r\n'));
      await passes(3, path.join(root, 'main.py'));
    }));

  it('run the entry of the step when a helper file is active in a learner’s folder', () =>
    inTemporaryFolder(async (root) => {
      await mkdir(path.join(root, '.codealong'));
      const progress = { format_version: 1, course: 'redis', steps: {}, current: null };
      await writeFile(path.join(root, '.codealong', 'progress.json'), JSON.stringify(progress));
      await cp(solution('01-bind'), path.join(root, 'main.py'));
      await writeFile(path.join(root, 'helper.py'), 'raise SystemExit("not me")\n');
      await passes(1, path.join(root, 'helper.py'));
      const written = JSON.parse(read(path.join(root, '.codealong', 'progress.json')));
      assert.ok(written.steps.bind, 'the step is written down as done');
      assert.match(written.steps.bind.suite, /^[0-9a-f]{64}$/, 'with the suite that it has passed');
    }));

  it('have passed the present suites of earlier steps, too, whichever they had passed before', () =>
    inTemporaryFolder(async (root) => {
      const older = { done_at: '2026-01-02T03:04:05.678Z', seed: 1, suite: 'as it was' };
      const progress = { format_version: 1, course: 'redis', steps: { bind: older, gone: older }, current: 'ping' };
      await mkdir(path.join(root, '.codealong'));
      await writeFile(path.join(root, '.codealong', 'progress.json'), JSON.stringify(progress));
      await cp(solution('02-ping'), path.join(root, 'main.py'));
      await passes(2, path.join(root, 'main.py'), { withEarlier: true });
      const { steps } = JSON.parse(read(path.join(root, '.codealong', 'progress.json')));
      assert.match(steps.bind.suite, /^[0-9a-f]{64}$/);
      assert.deepEqual([steps.bind.done_at, steps.gone], [older.done_at, older]);
    }));

  it('get EOFError from input(), and not a wait that never ends', async () => {
    const { report } = await runOn(runner, REDIS, 1, { source: 'name = input("Who? ")\n' });
    assert.equal(report.outcome, 'learner-error');
    assert.match(report.tests[0]?.message ?? '', /EOFError/);
  });

  it('may write 200 kB before they listen', async () => {
    const source = `print("x" * 200_000)\n${read(solution('01-bind'))}`;
    const { report } = await runOn(runner, REDIS, 1, { source });
    assert.equal(report.outcome, 'passed', JSON.stringify(report.tests[0], null, 2));
  });

  it('learn that latin-1 without a coding line is what Python cannot read', async () => {
    const source = Buffer.from('name = "Jos\xe9"\n', 'latin1');
    const { report } = await runOn(runner, REDIS, 1, { source });
    assert.equal(report.outcome, 'learner-error');
    assert.match(report.tests[0]?.message ?? '', /SyntaxError|encod/i);
  });

  it('learn that their own socket.py takes the place of Python’s', () =>
    inTemporaryFolder(async (root) => {
      await cp(solution('01-bind'), path.join(root, 'main.py'));
      await writeFile(path.join(root, 'socket.py'), '');
      const { report } = await runOn(runner, REDIS, 1, { file: path.join(root, 'main.py') });
      assert.equal(report.outcome, 'learner-error');
      assert.match(report.notes.join('\n'), /socket/);
    }));
});
