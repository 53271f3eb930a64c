import assert from 'node:assert/strict';
import { Edits } from '../../../src/editor/course/edits';
import { LastRuns } from '../../../src/editor/status/last-runs';
import { ProgramLens } from '../../../src/editor/status/program-lens';
import { HintOffers } from '../../../src/editor/testing/hint-offers';
import { messageMarkdown } from '../../../src/editor/testing/message-markdown';
import { FakeEditor, FakeEmitter } from '../../support/fake-editor';
import { shownText } from '../../support/fake-values';
import { FakeWindow } from '../../support/fake-window';
import { loosely } from '../../support/messages';
import { until } from '../../support/waiting';
import { makeFolder, put, removeFolders } from '../course/place';
import { collected, done, failure, finished, red } from '../results/make';
import { FakeService, judged, NOT_ON_SAVE, resultOf, targetOf } from './make';
import { LOUD, openScene, SAYS, type Scene, type Script } from './scene';

const [A, B] = ['test_bind.py::a', 'test_bind.py::b'];
const RED = resultOf(judged(collected('a', 'b'), finished('a'), red('b'), done(2)));
const GREEN = resultOf(judged(collected('a', 'b'), finished('a'), finished('b'), done(2)));

describe('A hint is offered', () => {
  let service: FakeService;
  let offers: HintOffers;
  let target: ReturnType<typeof targetOf>;
  let open: number;

  beforeEach(async () => {
    service = new FakeService();
    open = 0;
    offers = new HintOffers(service, () => open);
    const directory = await makeFolder({
      'steps/02-ping/hints.md': '## Where?\n\n```\n## no hint\n```\n\n## How?\n\nSo.\n',
    });
    target = targetOf({ course: { ...targetOf().course, directory } });
  });
  afterEach(() => {
    offers.dispose();
    return removeFolders();
  });

  const offered = () => offers.isOffered(target);

  it('once the same test has failed twice, and not after its next pass', async () => {
    assert.equal(await offered(), false);
    service.run(RED, target);
    assert.equal(await offered(), false);
    service.run(RED, target);
    assert.deepEqual([await offered(), offers.failures(target, B), offers.failures(target, A)], [true, 2, 0]);
    service.run(GREEN, target);
    assert.deepEqual([await offered(), offers.failures(target, B)], [false, 0]);
  });

  it('for each step and each folder by itself', async () => {
    for (let times = 0; times < 2; times++) service.run(RED, target);
    const [first] = target.course.steps;
    assert.ok(first);
    assert.equal(await offers.isOffered({ ...target, step: first }), false);
    assert.equal(await offers.isOffered({ ...target, root: '/elsewhere' }), false);
  });

  it('only while there is one that is not open', async () => {
    for (let times = 0; times < 2; times++) service.run(RED, target);
    open = 1;
    assert.equal(await offered(), true);
    open = 2;
    assert.equal(await offered(), false);
    await put(target.course.directory, 'steps/02-ping/hints.md', 'No heading.');
    open = 0;
    assert.equal(await offered(), false);
  });

  it('above the program, as long as it fails', async () => {
    const window = new FakeWindow();
    const runs = new LastRuns(window.api, service, new Edits(window.api, service));
    const targets = { ofProgram: async () => target, onDidChange: new FakeEmitter<void>().event };
    const lens = new ProgramLens(window.api, targets, runs, offers, NOT_ON_SAVE);
    const above = async () =>
      (await lens.provideCodeLenses(window.open(target.file) as never)).map(({ command }) => command?.title);
    service.run(RED, target);
    assert.ok(!(await above()).includes('$(lightbulb) Show Hint'));
    service.run(RED, target);
    assert.ok((await above()).includes('$(lightbulb) Show Hint'));
    service.run(GREEN, target);
    assert.ok(!(await above()).includes('$(lightbulb) Show Hint'));
  });

  it('for no failure of the machine', async () => {
    for (let times = 0; times < 3; times++) service.unrun(loosely('engine-not-running', {}), target);
    assert.equal(await offered(), false);
  });

  it('with the second failure itself, beside its message', async () => {
    const first = offers.during(target);
    service.run(RED, target);
    const again = offers.during(target);
    await until(() => again(B));
    assert.deepEqual([again(A), first('test_bind.py::other')], [false, false]);
  });
});

describe('The message of a failure that has come again', () => {
  const fails: Script = async (run) => {
    await run.collect();
    await run.start(SAYS);
    await run.finish(SAYS, {
      outcome: 'failed',
      failure: failure('message', {}, { message: 'Say `hi`.' }),
    });
    await run.start(LOUD);
    await run.finish(LOUD);
    return run.done();
  };
  afterEach(removeFolders);

  const messages = async (scene: Scene) => {
    scene.testing.messages.splice(0);
    scene.script = fails;
    await scene.testing.run([scene.testing.item('echo/say')]);
    return scene.testing.messages.map(({ message }) => shownText(message));
  };

  it('has a link to the next hint', async () => {
    const scene = await openScene({ 'echo/steps/01-say/hints.md': '## Where?\n\nThere.\n' });
    assert.doesNotMatch((await messages(scene)).join('\n'), /Show Hint/);
    assert.match((await messages(scene)).join('\n'), /\[Show Hint → codealong\.showHint/);
    scene.openHints = 1;
    assert.doesNotMatch((await messages(scene)).join('\n'), /Show Hint/);
  });

  it('cannot be more than text, whatever a program has printed', () => {
    const { api } = new FakeEditor();
    const link = { label: 'Show Hint', command: 'codealong.showHint', args: [] };
    const text = 'got `a` [x](command:y) <b>\n  ```\n[z](command:z)\n     ^';
    const { value, isTrusted } = messageMarkdown(api, text, { last: [link] });
    assert.equal(
      value,
      'got `a` \\[x\\]\\(command\\:y\\) \\<b\\>\n\n````\n```\n````\n\n\\[z\\]\\(command\\:z\\)\n\n```\n^\n```\n\n[Show Hint](command:codealong.showHint)',
    );
    assert.deepEqual(isTrusted, { enabledCommands: ['codealong.showHint'] });
  });
});
