import assert from 'node:assert/strict';
import path from 'node:path';
import { CodedError } from '../../../src/contract/codes';
import { loadDirectory } from '../../../src/course/format/load';
import type { Target } from '../../../src/editor/base/target';
import { TaskView } from '../../../src/editor/task/task-view';
import { FakeEmitter } from '../../support/fake-editor';
import { FakeMemento } from '../../support/fake-memento';
import { FakePanel } from '../../support/fake-panel';
import { FakeUri } from '../../support/fake-values';
import { FakeWindow } from '../../support/fake-window';
import { settle, until } from '../../support/waiting';
import { courseFiles, LINUX, makeFolder, removeFolders } from '../course/place';
import { NOT_ON_SAVE } from './make';

const GONE = new CodedError('folder-course-unknown', { course: 'chess', restricted: false });

describe('The task page after a reload', () => {
  let window: FakeWindow;
  let panel: FakePanel;
  let target: Target;
  let inFront: Target | null;
  let open: () => Promise<Target | null>;
  let authored: Target['course'][];
  let view: TaskView;
  let crashes: unknown[];
  let memento: FakeMemento;
  const changed = new FakeEmitter<void>();

  beforeEach(async () => {
    const root = await makeFolder({
      ...courseFiles('echo/'),
      'echo/steps/01-say/README.md': '# Say it\n\nThen [repeat](../02-repeat/README.md), or read [more](more.md).\n',
    });
    const course = await loadDirectory(path.join(root, 'echo'));
    target = { course, step: course.steps[0] ?? assert.fail(), root, file: path.join(root, 'main.py') };
    inFront = null;
    open = async () => null;
    authored = [];
    crashes = [];
    memento = new FakeMemento();
    window = new FakeWindow();
    panel = new FakePanel();
    view = makeView();
  });
  afterEach(async () => {
    view.dispose();
    assert.deepEqual(crashes, []);
    await removeFolders();
  });

  function makeView(): TaskView {
    const of = async () => inFront;
    const meant = async () => inFront ?? open();
    const targets = { of, meant, current: async () => inFront, withoutFile: () => open() };
    const workspace = {
      get authored() {
        return authored;
      },
      courseById: () => target.course,
    };
    const uri = () => FakeUri.file('/x') as never;
    return new TaskView(window.api, {
      targets: { ...targets, onDidChange: changed.event },
      onSave: NOT_ON_SAVE,
      memento,
      runs: { of: () => null, brokenIn: () => [], onDidChange: new FakeEmitter<never>().event },
      openHints: { of: () => 0, onDidChange: new FakeEmitter<void>().event },
      hints: { failures: () => 0 },
      workspace,
      documents: { uri, taskUri: uri(), taskChanged: () => undefined },
      extension: FakeUri.file('/extension') as never,
      platform: LINUX,
      crashed: (error) => crashes.push(error),
    });
  }

  const shown = () => panel.webview.html.replaceAll(/<head>.*<\/head>/gs, '').replaceAll(/<[^>]*>/g, ' ');
  const buttons = () => [...panel.webview.html.matchAll(/data-command="(\w+)"/g)].map(([, name]) => name);

  it('says that no course is open, and offers one', async () => {
    await view.adopt(panel.asPanel);
    assert.match(shown(), /No course is open in this window\./);
    assert.deepEqual(buttons(), ['startCourse', 'openTask']);
    assert.match(await view.text(), /^No course is open/);
  });

  it('says what is wrong with the folder, and shows the task once that is put right', async () => {
    open = () => Promise.reject(GONE);
    await view.adopt(panel.asPanel);
    assert.match(shown(), /chess/);
    open = async () => target;
    inFront = target;
    changed.fire();
    await until(() => shown().includes('Say it'));
  });

  it('shows the course that is open beside a file that belongs to none', async () => {
    window.open('/elsewhere/notes.py');
    open = async () => target;
    await view.adopt(panel.asPanel);
    assert.match(shown(), /Say it/);
  });

  it('leads an author to a step', async () => {
    authored = [target.course];
    await view.adopt(panel.asPanel);
    assert.match(shown(), /Open a file of your course/);
    assert.deepEqual(buttons(), ['goToStep', 'openTask']);
  });

  it('is the end of the course again where it was that', async () => {
    inFront = target;
    await view.adopt(panel.asPanel);
    assert.match(shown(), /step 1 of 2/);
    await view.finish(target);
    view.dispose();
    [view, panel] = [makeView(), new FakePanel()];
    await view.adopt(panel.asPanel);
    assert.match(shown(), /What you have built/);
    await view.open(target);
    view.dispose();
    [view, panel] = [makeView(), new FakePanel()];
    await view.adopt(panel.asPanel);
    assert.match(shown(), /step 1 of 2/);
  });

  it('leads to the page of another step by a link to its text, and to any other text as before', async () => {
    inFront = target;
    await view.adopt(panel.asPanel);
    panel.receive({ open: '../02-repeat/README.md#more' });
    panel.receive({ open: 'more.md' });
    await settle();
    assert.deepEqual(
      window.commands.map(({ name, args: [first] }) => [name, 'scheme' in Object(first) ? 'a file' : first]),
      [
        ['codealong.goToStep', { folder: { root: target.root }, step: { id: 'repeat' } }],
        ['markdown.showPreviewToSide', 'a file'],
      ],
    );
  });
});
