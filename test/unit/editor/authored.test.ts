import assert from 'node:assert/strict';
import path from 'node:path';
import type { Course } from '../../../src/course/format/format';
import { loadDirectory } from '../../../src/course/format/load';
import type { Target } from '../../../src/editor/base/target';
import { authoredPlace } from '../../../src/editor/course/authored';
import { CourseWorkspace } from '../../../src/editor/course/course-workspace';
import { FollowedTarget } from '../../../src/editor/task/followed-target';
import { type TaskContent, taskContent } from '../../../src/editor/task/task-content';
import { readCourseText } from '../../../src/task/task-texts';
import { FakeWindow } from '../../support/fake-window';
import { courseFiles, LINUX, makeFolder, put, removeFolders } from '../course/place';

const SOURCES = {
  runs: { of: () => null, brokenIn: () => [] },
  openHints: { of: () => 0 },
  hints: { failures: () => 0 },
  onSave: { isOn: false },
  platform: LINUX,
};

describe('A course that is being written', () => {
  let folder: string;
  let course: Course;
  let workspace: CourseWorkspace;
  let window: FakeWindow;
  let learning: Target | null;

  beforeEach(async () => {
    folder = await makeFolder({
      ...courseFiles('echo/'),
      'echo/steps/01-say/README.md': '# Say it\n\nHello.\n',
      'echo/steps/01-say/hints.md': '## Where?\n\nThere.\n\n## How?\n\nSo.\n',
    });
    course = await loadDirectory(path.join(folder, 'echo'));
    workspace = new CourseWorkspace(LINUX, () => ({ bundled: folder, extra: [], workspaces: [folder] }));
    await workspace.refresh();
    window = new FakeWindow();
    learning = null;
  });
  afterEach(removeFolders);

  const at = (name: string) => path.join(folder, 'echo', name);
  const followed = () =>
    new FollowedTarget(window.api, { targets: { current: async () => learning, of: async () => learning }, workspace });
  const content = async (target: Target | null, read = readCourseText): Promise<TaskContent> =>
    taskContent(target ?? assert.fail(), SOURCES, read);

  it('is one in a folder of the window, and neither one that comes with us nor one that the setting alone names', async () => {
    const elsewhere = async (places: Partial<Parameters<typeof makePlaces>[0]>) => {
      const other = new CourseWorkspace(LINUX, () => makePlaces(places));
      await other.refresh();
      return other.authored.map(({ id }) => id);
    };
    const makePlaces = (places: { bundled?: string; extra?: readonly string[]; workspaces?: readonly string[] }) => ({
      bundled: '',
      extra: [],
      workspaces: [],
      ...places,
    });
    assert.deepEqual(await elsewhere({ bundled: folder }), []);
    assert.deepEqual(await elsewhere({ extra: [folder] }), []);
    assert.deepEqual(await elsewhere({ extra: [folder], workspaces: [folder] }), ['echo']);
    assert.deepEqual(await elsewhere({ bundled: folder, workspaces: [at('')] }), ['echo']);
  });

  it('knows its programs by their places', () => {
    const program = (name: string) => authoredPlace([course], at(name))?.program ?? null;
    const solution = { root: at('steps/01-say/solution'), file: at('steps/01-say/solution/main.py') };
    assert.deepEqual(program('steps/01-say/solution/lib/words.py'), solution);
    assert.deepEqual(program('steps/01-say/wrong/silent.py')?.file, at('steps/01-say/wrong/silent.py'));
    assert.deepEqual(program('steps/01-say/wrong/loud/help.py')?.file, at('steps/01-say/wrong/loud/main.py'));
    assert.equal(program('steps/01-say/test_say.py'), null);
    assert.equal(authoredPlace([course], path.join(folder, 'other/README.md')), null);
  });

  it('shows the page of the step that its author writes', async () => {
    const follow = followed();
    window.open(at('steps/02-repeat/README.md'), [], 'file', 'markdown');
    const shown = await follow.find();
    assert.deepEqual(
      [shown?.step.id, shown?.preview, shown?.file],
      ['repeat', true, at('steps/02-repeat/solution/main.py')],
    );
    follow.shown = shown;
    window.open(at('course.json'), [], 'file', 'json');
    assert.equal((await follow.find())?.step.id, 'repeat');
  });

  it('goes back to the own program with its editor', async () => {
    const follow = followed();
    window.open(at('steps/02-repeat/README.md'), [], 'file', 'markdown');
    follow.shown = await follow.find();
    const [step] = course.steps;
    learning = { course, step: step ?? assert.fail(), root: '/home/mia/echo', file: '/home/mia/echo/main.py' };
    window.open(learning.file);
    assert.equal(await follow.find(), learning);
  });

  it('is shown with all hints, and says whose look it is', async () => {
    window.open(at('steps/01-say/hints.md'), [], 'file', 'markdown');
    const { text } = await content(await followed().find());
    assert.match(text, /author's preview/);
    assert.match(text, /Hint 1 of 2[\s\S]*Hint 2 of 2: How/);
  });

  it('is shown as it is typed, its titles, too', async () => {
    window.open(at('steps/01-say/README.md'), [], 'file', 'markdown');
    const target = await followed().find();
    const typed = async (file: string) => {
      if (file.endsWith('README.md')) return '# Say it louder\n\nHey.\n';
      return file.endsWith('course.json') ? '{"title": "Echoes", "steps": [{"id": "say", "title": "Shout"}]}' : null;
    };
    const { title, text } = await content(target, typed);
    assert.equal(title, '1. Shout');
    assert.match(text, /^Echoes · step 1 of 2[\s\S]*# Say it louder\n\nHey\./);
    assert.equal((await content(target, async () => '{')).title, '1. Say it');
  });

  it('keeps showing a step whose file is not there, until another editor comes to the front', async () => {
    const [first, second] = course.steps;
    assert.ok(first && second);
    const one = { course, step: first, root: '/home/mia/echo', file: '/home/mia/echo/one.py' };
    const two = { ...one, step: second, file: '/home/mia/echo/two.py' };
    const of = async (file: string) => (file === two.file ? two : one);
    const follow = new FollowedTarget(window.api, { targets: { current: async () => one, of }, workspace });
    window.open(one.file);
    follow.pin(two);
    assert.equal((await follow.find())?.step.id, 'repeat');
    window.open('/home/mia/echo/help.py');
    assert.equal((await follow.find())?.step.id, 'say');
  });

  it('says so when its folder is gone', async () => {
    const [step] = course.steps;
    const gone = { ...course, directory: path.join(folder, 'moved') };
    const target = {
      course: gone,
      step: step ?? assert.fail(),
      root: '/home/mia/echo',
      file: '/home/mia/echo/main.py',
    };
    assert.match((await content(target)).text, /The folder of the course "An echo" is gone/);
    await put(folder, 'moved/x', '');
    assert.doesNotMatch((await content(target)).text, /is gone/);
  });
});
