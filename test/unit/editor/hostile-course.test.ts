import assert from 'node:assert/strict';
import { escapeText } from '../../../src/contract/escape-text';
import { Edits } from '../../../src/editor/course/edits';
import { Pickers } from '../../../src/editor/course/pickers';
import { LastRuns } from '../../../src/editor/status/last-runs';
import { Log } from '../../../src/editor/status/log';
import { ProgramLens } from '../../../src/editor/status/program-lens';
import { StatusBar } from '../../../src/editor/status/status-bar';
import { linked, startCourseLink } from '../../../src/editor/testing/command-link';
import { FakeEditor, FakeEmitter } from '../../support/fake-editor';
import { shownText } from '../../support/fake-values';
import { FakeWindow } from '../../support/fake-window';
import { courseFiles, removeFolders } from '../course/place';
import { collected, finished } from '../results/make';
import { courseOf, FakeService, judged, NO_BOX, NOT_ON_SAVE, resultOf, targetOf } from './make';
import { openScene } from './scene';

/** Acts on a terminal, turns text around, begins a line, pretends to be an icon and a link. */
const HOSTILE = '\u001b[31m\u202e\u0007\n$(pass) [run](command:x)';
/** Text that the editor would show as an icon in a label. */
const ICON = /(?<!\\)\$\([A-Za-z-~]+\)/;

function assertSafe(text: string): void {
  assert.equal(escapeText(text), text);
  assert.match(text, /\\x1b\[31m/);
}

/** One line, without an icon. */
function assertLabel(text: string): void {
  assertSafe(text);
  assert.doesNotMatch(text, ICON);
  assert.ok(!text.includes('\n'), text);
}

/** A target whose course and step have hostile titles. */
function hostileTarget() {
  const course = courseOf();
  const steps = course.steps.map((step) => ({ ...step, title: HOSTILE }));
  const [step] = steps;
  assert.ok(step);
  return targetOf({ course: { ...course, title: HOSTILE, steps }, step, done: new Set([step.id]) });
}

describe('The editor on a course from a stranger', () => {
  afterEach(removeFolders);

  it('shows its titles and tests in the tree as text, and what is wrong with it', async () => {
    const steps = [{ id: 'say', title: HOSTILE }];
    const scene = await openScene({
      ...courseFiles('echo/', { title: HOSTILE, steps }),
      'echo/steps/01-say/test_say.py': 'def test_says():\n    """\u001b[31m$(pass) says"""\n',
      ...courseFiles('broken/', { id: 'broken', [HOSTILE]: 1, language: HOSTILE }),
    });
    const items = [...scene.testing.items].map(([, item]) => item);
    const course = scene.testing.item('echo');
    for (const id of ['echo', 'echo/say', 'echo/say/test_say.py::test_says']) assertLabel(scene.testing.item(id).label);
    const broken = items.find((item) => item !== course);
    assert.ok(broken?.error);
    const text = shownText(broken.error);
    assertSafe(text);
    assert.ok(!text.includes('\n'), text);
  });

  it('shows them in the status bar, in lenses and in lists as text', async () => {
    const window = new FakeWindow();
    const service = new FakeService();
    const runs = new LastRuns(window.api, service, new Edits(window.api, service));
    const target = hostileTarget();
    const onDidChange = new FakeEmitter<void>().event;
    const bar = new StatusBar(window.api, { current: async () => target, onDidChange }, runs, NO_BOX, 0);
    await bar.refresh();
    assertLabel(window.status.text.replace('$(pass) ', ''));
    assertSafe(String(window.status.tooltip));
    assert.equal(String(window.status.tooltip).split('\n').length, 3);
    const lenses = new ProgramLens(
      window.api,
      { ofProgram: async () => target, onDidChange },
      runs,
      { isOffered: async () => true },
      NOT_ON_SAVE,
    );
    const document = window.open(target.file);
    const [lens] = await lenses.provideCodeLenses(
      document as unknown as Parameters<typeof lenses.provideCodeLenses>[0],
    );
    assertLabel(String(lens?.command?.title).replace(/^\$\((?:play|arrow-right)\) /, ''));
    await new Pickers(window.api).course([target.course], 'Which?');
    await new Pickers(window.api).step(target.course, 'Which?');
    assert.equal(window.questions.length, 2);
    for (const question of window.questions) assertLabel(question);
    for (const shown of [bar, lenses, runs]) shown.dispose();
  });

  it('writes them into its log as text', () => {
    const window = new FakeWindow();
    const service = new FakeService();
    const log = new Log(window.api, service, () => 0);
    const test = `test_a.py::test_a[${HOSTILE}]`;
    service.run(resultOf(judged(collected(test), finished(test))));
    log.crashed('x', new Error(HOSTILE));
    assertSafe(window.logged.join('\n'));
    log.dispose();
  });

  it('makes no Markdown of any text beside a link of its own', () => {
    const markdown = linked(new FakeEditor().api, `${HOSTILE} <b>`, startCourseLink());
    assertSafe(shownText(markdown));
    assert.deepEqual(markdown.isTrusted, { enabledCommands: [startCourseLink().command] });
    assert.ok(!markdown.supportHtml && !markdown.supportThemeIcons);
    assert.doesNotMatch(markdown.value, /(?<!\\)\]\(command:x/);
  });
});
