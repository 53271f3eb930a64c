import assert from 'node:assert/strict';
import { CodedError } from '../../../src/contract/codes';
import type { Target } from '../../../src/editor/base/target';
import { CourseWorkspace } from '../../../src/editor/course/course-workspace';
import { tellNoCourse } from '../../../src/editor/course/no-course';
import { Remembered } from '../../../src/editor/course/remembered';
import { Targets } from '../../../src/editor/course/targets';
import { FakeMemento } from '../../support/fake-memento';
import { FakeWindow } from '../../support/fake-window';
import { settle } from '../../support/waiting';
import { courseFiles, LINUX, makeFolder, removeFolders } from '../course/place';
import { FakeService, targetOf } from './make';
import { PROGRESS } from './scene';

describe('A command about steps that has no course', () => {
  let window: FakeWindow;
  const nothing = { withoutFile: async () => null };
  const own = { withoutFile: async () => targetOf() };

  beforeEach(() => {
    window = new FakeWindow();
  });

  async function told(targets: { withoutFile: () => Promise<Target | null> }, target: Target | null = null) {
    await tellNoCourse(window.api, targets, target);
    const { text, buttons } = window.message;
    return `${text} [${buttons.join(' | ')}]`;
  }

  it('offers to start one in a window without any', async () => {
    assert.match(await told(nothing), /^No course is open in this window\. .* \[Start Course\]$/);
    window.message.answer('Start Course');
    await settle();
    assert.deepEqual(
      window.commands.map(({ name }) => name),
      ['codealong.startCourse'],
    );
  });

  it('names the file in front that belongs to none, and opens the program of the course that is open', async () => {
    window.open('/home/mia/notes.py');
    const text = 'notes.py does not belong to a course. Your program is main.py in "redis". [Open main.py]';
    assert.equal(await told(own), text);
    window.message.answer('Open main.py');
    await settle();
    assert.deepEqual(window.shownDocuments, ['/home/mia/redis/main.py']);
    assert.match(await told(nothing), /^notes\.py does not belong to a course\. Start one/);
  });

  it('names a program that is tested on its own', async () => {
    const alone = targetOf({ alone: true, root: '/home/mia', file: '/home/mia/one.py' });
    assert.match(await told(nothing, alone), /^one\.py is tested on its own .* \[Start Course\]$/);
  });

  it('makes no link of a name', async () => {
    const alone = targetOf({ alone: true, root: '/home/mia', file: '/home/mia/[x](command:y).py' });
    assert.ok(!(await told(nothing, alone)).includes(']('));
  });

  it('says that a program is gone which it offered to open', async () => {
    window.open('/home/mia/notes.py');
    await told(own);
    window.refusesToShow = true;
    window.message.answer('Open main.py');
    await settle();
    assert.match(window.message.text, /^This course runs main\.py, but there is no such file in "redis"\./);
  });

  it('tells what is wrong with the folder of the file in front, though another course is fine', async () => {
    const home = await makeFolder({
      ...courseFiles('courses/echo/'),
      'a/.codealong/progress.json': PROGRESS,
      'b/.codealong/progress.json': '{',
      'b/main.py': '',
    });
    const places = () => ({ bundled: `${home}/courses`, extra: [], workspaces: [`${home}/a`, `${home}/b`] });
    const workspace = new CourseWorkspace(LINUX, places);
    await workspace.refresh();
    const memento = new FakeMemento();
    const sources = { workspace, memento, remembered: new Remembered(memento), ready: async () => undefined };
    const targets = new Targets(window.api, LINUX, { ...sources, service: new FakeService() });
    window.open(`${home}/b/main.py`);
    assert.equal(await targets.current(), null);
    await assert.rejects(targets.meant(), { code: 'progress-broken' });
    window.open(`${home}/a/main.py`);
    assert.equal((await targets.meant())?.root, `${home}/a`);
    await removeFolders();
  });

  it('tells what is wrong with the folder that is open, in its own words', async () => {
    const unknown = new CodedError('folder-course-unknown', { course: 'chess', restricted: false });
    const broken = { withoutFile: () => Promise.reject(unknown) };
    await assert.rejects(told(broken), { code: 'folder-course-unknown' });
    assert.deepEqual(window.messages, []);
  });
});
