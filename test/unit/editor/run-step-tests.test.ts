import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Target } from '../../../src/editor/base/target';
import { RunStepTests } from '../../../src/editor/commands/run-step-tests';
import { CourseWorkspace } from '../../../src/editor/course/course-workspace';
import { Pickers } from '../../../src/editor/course/pickers';
import { Remembered } from '../../../src/editor/course/remembered';
import { Targets } from '../../../src/editor/course/targets';
import { StepTargets } from '../../../src/editor/testing/step-targets';
import { FakeMemento } from '../../support/fake-memento';
import { FakeUri } from '../../support/fake-values';
import { FakeWindow } from '../../support/fake-window';
import { settle, until } from '../../support/waiting';
import { coded, courseFiles, LINUX, makeFolder, put, removeFolders } from '../course/place';
import { FakeService } from './make';

const progress = (course: string, current: string | null) =>
  JSON.stringify({ format_version: 1, course, steps: {}, current });

const SEPARATE = {
  id: 'kata',
  title: 'Two katas',
  shape: 'separate',
  entry: 'say.py',
  steps: [
    { id: 'say', title: 'Say it' },
    { id: 'repeat', title: 'Repeat it', entry: 'repeat.py' },
  ],
};

describe('Run Step Tests', () => {
  let window: FakeWindow;
  let service: FakeService;
  let memento: FakeMemento;
  let targets: Targets;
  let command: RunStepTests;
  let workspace: CourseWorkspace;
  let ran: string[];
  let home: string;

  before(async () => {
    const growing = courseFiles('courses/echo/');
    const separate = courseFiles('courses/kata/', SEPARATE);
    home = await makeFolder({
      ...growing,
      ...separate,
      'echo/.codealong/progress.json': progress('echo', 'repeat'),
      'echo/main.py': 'print()',
      'echo/lib/helper.py': '',
      'second/.codealong/progress.json': progress('echo', null),
      'second/main.py': '',
      'katas/.codealong/progress.json': progress('kata', null),
      'katas/say.py': '',
      'katas/repeat.py': '',
      'stranger/server.py': '',
      'stranger/client.py': '',
    });
  });
  after(removeFolders);

  beforeEach(() => {
    window = new FakeWindow();
    service = new FakeService();
    memento = new FakeMemento();
    ran = [];
    window.workspaces = ['echo', 'second', 'stranger'].map(at);
    make();
  });
  afterEach(() => targets.dispose());

  function at(name: string): string {
    return path.join(home, name);
  }

  /** A window of its own on the same workspace. */
  function make(): void {
    const places = () => ({ bundled: at('courses'), extra: [], workspaces: window.workspaces });
    workspace = new CourseWorkspace(LINUX, places);
    const ready = () => workspace.refresh();
    const remembered = new Remembered(memento);
    targets = new Targets(window.api, LINUX, { workspace, remembered, memento, ready, service });
    const run = async ({ course, step, root, file }: Target) => {
      ran.push(`${course.id}/${step.id} ${path.relative(home, root)} ${path.relative(root, file)}`);
    };
    const runUpTo = async (target: Target) =>
      void ran.push(`up to ${target.step.id} in ${path.relative(home, target.root)}`);
    const debugStep = async ({ step, file }: Target) =>
      void ran.push(`debug ${step.id} by ${path.relative(home, file)}`);
    const paths = { runStep: run, runUpTo, debugStep };
    command = new RunStepTests(window.api, workspace, targets, new Pickers(window.api), paths);
  }

  it('runs the current step on the active program, and on a helper of it', async () => {
    window.open(at('echo/main.py'));
    await command.run();
    window.open(at('echo/lib/helper.py'));
    await command.run();
    assert.deepEqual(ran, ['echo/repeat echo main.py', 'echo/repeat echo lib/helper.py']);
  });

  it('runs the step of a row, or everything up to it, in the folder of that row', async () => {
    await workspace.refresh();
    const row = (id: string) => ({ folder: { root: at('second') }, step: { id } });
    await command.run(row('repeat'));
    await command.runUpTo(row('say'));
    await command.run(row('gone'));
    window.open(at('echo/main.py'));
    await command.runUpTo();
    assert.deepEqual(ran, ['echo/repeat second main.py', 'up to say in second', 'up to repeat in echo']);
  });

  it('takes the step from the file where each step has its own', async () => {
    for (const name of ['say', 'repeat']) {
      window.open(at(`katas/${name}.py`));
      await command.run();
    }
    assert.deepEqual(ran, ['kata/say katas say.py', 'kata/repeat katas repeat.py']);
  });

  it('runs the file whose CodeLens was clicked, or debugs that of the page, not the active one', async () => {
    window.open(at('second/main.py'));
    await command.run(FakeUri.file(at('echo/main.py')));
    await command.debug(FakeUri.file(at('echo/main.py')));
    assert.deepEqual(ran, ['echo/repeat echo main.py', 'debug repeat by echo/main.py']);
  });

  it('runs the step that a link names in place of the current one, if the course has it', async () => {
    for (const step of ['say', 'gone', 7]) await command.run(FakeUri.file(at('echo/main.py')), step);
    assert.deepEqual(ran, ['echo/say echo main.py', 'echo/repeat echo main.py', 'echo/repeat echo main.py']);
  });

  it('runs the last used folder without an active Python file, else the first one', async () => {
    window.open(at('echo/README.md'), [], 'file', 'markdown');
    await command.run();
    service.started(await known('second/main.py'));
    await settle();
    await command.run();
    window.open('/steps/01/test_say.py', [], 'codealong-suite');
    await command.run();
    assert.deepEqual(ran, ['echo/repeat echo main.py', 'echo/say second main.py', 'echo/say second main.py']);
  });

  it('forgets a last used folder that is no course folder any more', async () => {
    await memento.update('codealong.lastFolder', at('gone'));
    await command.run();
    assert.deepEqual(ran, ['echo/repeat echo main.py']);
  });

  it('offers to start a course where there is none', async () => {
    window.workspaces = [];
    const running = command.run();
    await until(() => window.messages.length > 0);
    assert.deepEqual(window.message.buttons, ['Start Course']);
    window.message.answer('Start Course');
    await running;
    assert.deepEqual(
      window.commands.map(({ name }) => name),
      ['codealong.startCourse'],
    );
    assert.deepEqual(ran, []);
  });

  it('reports the fault of a folder with an unknown course, instead of asking for the course', async () => {
    await put(home, 'lost/.codealong/progress.json', progress('gone', null));
    window.open(at('lost/main.py'));
    const wanted = coded('folder-course-unknown', { course: 'gone' });
    await assert.rejects(command.run(), wanted);
    window.workspaces = [at('lost')];
    window.open(at('lost/README.md'), [], 'file', 'markdown');
    await assert.rejects(command.run(), wanted);
    assert.deepEqual([window.questions, window.messages, ran], [[], [], []]);
    assert.equal(await targets.current(), null);
  });

  it('runs a step that was clicked, whatever fault the folder of the active file has', async () => {
    await put(home, 'lost/.codealong/progress.json', progress('gone', null));
    await workspace.refresh();
    window.open(at('lost/main.py'));
    const stepTargets = new StepTargets(window.api, workspace, targets);
    const { course, step } = await known('second/main.py');
    assert.equal((await stepTargets.find(course, step))?.root, at('echo'));
  });

  describe('on a file outside any course', () => {
    it('asks for course and step, remembers them for that file, and writes nothing beside it', async () => {
      const before = await readdir(at('stranger'), { recursive: true });
      window.open(at('stranger/server.py'));
      window.picks.push('An echo', '2. Repeat it');
      await command.run();
      await command.run();
      assert.deepEqual(ran, ['echo/repeat stranger server.py', 'echo/repeat stranger server.py']);
      assert.deepEqual(window.questions, [
        'server.py does not belong to a course. Test it as part of which one? [An echo | Two katas]',
        'Test server.py as which step? [1. Say it | 2. Repeat it]',
      ]);
      assert.deepEqual(await readdir(at('stranger'), { recursive: true }), before);
    });

    it('remembers across windows, for that file alone, and never as the last used folder', async () => {
      window.open(at('stranger/server.py'));
      window.picks.push('An echo', '1. Say it');
      await command.run();
      targets.dispose();
      make();
      const target = await known('stranger/server.py');
      assert.equal(target.alone, true);
      service.started(await known('second/main.py'));
      service.started(target);
      await settle();
      assert.equal(await targets.of(at('stranger/client.py')), null);
      assert.equal((await targets.withoutFile())?.root, at('second'));
    });

    it('uses that file for a step clicked in a new window, if the file still exists', async () => {
      const remembered = new Remembered(memento);
      for (const file of ['stranger/client.py', 'stranger/server.py', 'stranger/gone.py'])
        await remembered.set(at(file), { course: 'kata', step: 'say' });
      await remembered.set(at('stranger/client.py'), { course: 'echo', step: 'lost' });
      await workspace.refresh();
      const files = await targets.filesAlone();
      assert.deepEqual(
        files.map(({ file }) => path.relative(home, file)),
        ['stranger/server.py'],
      );
      const course = workspace.courseById('kata');
      const [, repeat] = course?.steps ?? [];
      assert.ok(course && repeat);
      const target = await new StepTargets(window.api, workspace, targets).find(course, repeat);
      assert.deepEqual([target?.file, target?.step.id, target?.alone], [at('stranger/server.py'), 'repeat', true]);
    });

    it('runs nothing when the person goes away from either question', async () => {
      window.open(at('stranger/client.py'));
      window.picks.push(undefined);
      await command.run();
      window.picks.push('An echo', undefined);
      await command.run();
      assert.deepEqual(ran, []);
      assert.equal(memento.keys().length, 0);
    });

    it('asks again when the step it was given is gone', async () => {
      await new Remembered(memento).set(at('stranger/server.py'), { course: 'echo', step: 'shout' });
      assert.equal(await targets.of(at('stranger/server.py')), null);
    });

    it('takes the course folder once one is made around the file, whatever was remembered', async () => {
      await put(home, 'later/main.py', '');
      await new Remembered(memento).set(at('later/main.py'), { course: 'echo', step: 'say' });
      await put(home, 'later/.codealong/progress.json', progress('echo', 'repeat'));
      assert.equal((await targets.of(at('later/main.py')))?.step.id, 'repeat');
    });

    it('asks to save a program that has no file yet', async () => {
      window.open('Untitled-1', [], 'untitled');
      window.savedAs = at('echo/main.py');
      const running = command.run();
      await until(() => window.messages.length > 0);
      window.message.answer('Save…');
      await running;
      assert.deepEqual(ran, ['echo/repeat echo main.py']);
      const refused = command.run();
      await until(() => window.messages.length > 1);
      window.message.answer(undefined);
      await refused;
      assert.equal(ran.length, 1);
    });
  });

  describe('as a CodeLens', () => {
    const lens = async (name: string) => (await targets.ofProgram(at(name)))?.step.id ?? 'none';

    it('stands above the entry and above a remembered file, not above helpers and unrelated files', async () => {
      await new Remembered(memento).set(at('stranger/server.py'), { course: 'echo', step: 'say' });
      assert.equal(await lens('echo/main.py'), 'repeat');
      assert.equal(await lens('katas/repeat.py'), 'repeat');
      assert.equal(await lens('stranger/server.py'), 'say');
      assert.equal(await lens('echo/lib/helper.py'), 'none');
      assert.equal(await lens('stranger/client.py'), 'none');
    });
  });

  it('remembers two hundred files, and tolerates what another version stored', async () => {
    const remembered = new Remembered(memento);
    await memento.update('codealong.rememberedFiles', [['/a.py', { course: 'echo', step: 'say' }], 7, ['/b.py'], null]);
    assert.deepEqual(remembered.get('/a.py'), { course: 'echo', step: 'say' });
    assert.equal(remembered.get('/b.py'), null);
    for (let file = 0; file < 200; file++) await remembered.set(`/${file}.py`, { course: 'echo', step: 'say' });
    assert.equal(remembered.get('/a.py'), null);
    assert.deepEqual(remembered.get('/0.py'), { course: 'echo', step: 'say' });
  });

  async function known(name: string): Promise<Target> {
    const target = await targets.of(at(name));
    assert.ok(target);
    return target;
  }
});
