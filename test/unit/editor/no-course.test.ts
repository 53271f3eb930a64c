import assert from 'node:assert/strict';
import { CodedError } from '../../../src/contract/codes';
import type { Target } from '../../../src/editor/base/target';
import { tellNoCourse } from '../../../src/editor/course/no-course';
import { FakeWindow } from '../../support/fake-window';
import { settle } from '../../support/waiting';
import { targetOf } from './make';

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

  it('tells what is wrong with the folder that is open, in its own words', async () => {
    const unknown = new CodedError('folder-course-unknown', { course: 'chess', restricted: false });
    const broken = { withoutFile: () => Promise.reject(unknown) };
    await assert.rejects(told(broken), { code: 'folder-course-unknown' });
    assert.deepEqual(window.messages, []);
  });
});
