import assert from 'node:assert/strict';
import type { LearnerFolder } from '../../../src/editor/base/target';
import { CourseTree } from '../../../src/editor/course/course-tree';
import { FakeEmitter } from '../../support/fake-editor';
import { FakeWindow } from '../../support/fake-window';
import { courseOf } from './make';

describe('The steps of a course in the sidebar', () => {
  const course = courseOf();
  let window: FakeWindow;
  let folders: LearnerFolder[];
  let current: string;
  let broken: readonly string[];
  const changed = new FakeEmitter<void>();

  beforeEach(() => {
    window = new FakeWindow();
    folders = [{ root: '/home/mia/redis', course, done: new Set() }];
    current = 'bind';
    broken = [];
  });

  function make(): CourseTree {
    const workspace = {
      get folders() {
        return folders;
      },
      authored: [],
      stepOf: async () => course.steps.find(({ id }) => id === current) ?? assert.fail(),
    };
    const brokenIn = () => course.steps.filter(({ id }) => broken.includes(id));
    return new CourseTree(window.api, { workspace, onDidChange: changed.event, brokenIn });
  }

  /** A line for each row: its label, what stands beside it, and what a screen reader says. */
  async function rows(): Promise<readonly string[]> {
    const tree = make();
    const items = (await tree.getChildren()).map((node) => tree.getTreeItem(node));
    return items.map(({ label, description, accessibilityInformation }) =>
      [label, description, accessibilityInformation?.label].join(' | '),
    );
  }

  it('say where one is, what is done and what comes later', async () => {
    assert.deepEqual(await rows(), [
      '1. Bind to a port | you are here | 1. Bind to a port, you are here',
      '2. Answer PING |  | 2. Answer PING',
    ]);
    folders = [{ root: '/home/mia/redis', course, done: new Set(['bind']) }];
    current = 'ping';
    assert.deepEqual(await rows(), [
      '1. Bind to a port | done | 1. Bind to a port, done',
      '2. Answer PING | you are here | 2. Answer PING, you are here',
    ]);
    assert.deepEqual([window.tree.message, window.tree.description], ['1 of 2 steps done', 'Build your own Redis']);
  });

  it('say which are new, and which have passed with an older version of their tests', async () => {
    const [done, older, added] = [new Set(['bind']), new Set(['bind']), new Set(['ping'])];
    folders = [{ root: '/home/mia/redis', course, done, older, added }];
    assert.deepEqual(
      (await rows()).map((row) => row.split(' | ')[1]),
      ['you are here, passed with an older version', 'new'],
    );
    current = 'ping';
    assert.equal((await rows())[0]?.split(' | ')[1], 'passed with an older version');
  });

  it('say which have passed in another runtime than the present one', async () => {
    const elsewhere = new Map([['bind', 'python-3.11']]);
    folders = [{ root: '/home/mia/redis', course, done: new Set(['bind']), elsewhere, runtime: 'python-3.14' }];
    assert.equal((await rows())[0]?.split(' | ')[1], 'you are here, passed in Python 3.11');
    current = 'ping';
    assert.equal(
      (await rows())[0],
      '1. Bind to a port | passed in Python 3.11 | 1. Bind to a port, passed in Python 3.11',
    );
    assert.equal(window.tree.message, '1 of 2 steps done', 'and it counts as done');
  });

  it('stand below what is wrong with the progress of the folder', async () => {
    const problem = { code: 'progress-broken', args: { where: '' }, file: '/a', line: null } as const;
    folders = [{ root: '/home/mia/redis', course, done: new Set(), problem }];
    await rows();
    assert.match(window.tree.message ?? '', /^Your progress is damaged/);
  });

  it('show a step that the program has broken, with a number on the view', async () => {
    folders = [{ root: '/home/mia/redis', course, done: new Set(['bind']) }];
    current = 'ping';
    broken = ['bind'];
    assert.equal((await rows())[0], '1. Bind to a port | broken | 1. Bind to a port, broken');
    assert.equal(window.tree.badge?.value, 1);
    current = 'bind';
    assert.equal((await rows())[0]?.split(' | ')[1], 'you are here, broken', 'also where one has come to mend it');
  });

  it('stand below their folder when there are several', async () => {
    folders = ['redis', 'redis-2'].map((name) => ({ root: `/home/mia/${name}`, course, done: new Set<string>() }));
    assert.deepEqual(
      (await rows()).map((row) => row.split(' | ')[0]),
      ['Build your own Redis', 'Build your own Redis'],
    );
    const tree = make();
    const [first] = await tree.getChildren();
    assert.equal((await tree.getChildren(first)).length, 2);
  });

  it('are there only in a window in which somebody works on a course', () => {
    make();
    folders = [];
    changed.fire();
    assert.deepEqual(
      window.commands.map(({ args }) => args).filter(([name]) => name === 'codealong.active'),
      [
        ['codealong.active', true],
        ['codealong.active', false],
      ],
    );
  });
});
