import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { chmod, symlink } from 'node:fs/promises';
import path from 'node:path';
import { newCourse } from '../../../src/authoring/new/new-course';
import { newStep, type StepWish } from '../../../src/authoring/new/new-step';
import type { Kind } from '../../../src/authoring/new/template';
import type { Shape } from '../../../src/course/format/format';
import { loadDirectory } from '../../../src/course/format/load';
import { Folder } from '../../support/folder';
import { PLATFORM, ROOT } from '../../support/run';

const TEMPLATES = path.join(ROOT, 'templates');

describe('A new step', () => {
  let folder: Folder;

  beforeEach(async () => {
    folder = await Folder.make();
  });
  afterEach(() => folder.remove());

  function course(kind: Kind = 'program', shape: Shape = 'growing') {
    return newCourse({ directory: folder.root, id: 'it', title: null, shape, kind }, TEMPLATES, []);
  }

  async function add(id: string, wish: Partial<StepWish> = {}) {
    const site = { course: await loadDirectory(folder.root), templates: TEMPLATES, platform: PLATFORM };
    return newStep({ id, title: null, kind: null, ...wish }, site);
  }

  async function ids(): Promise<readonly string[]> {
    return (await loadDirectory(folder.root)).steps.map(({ id, title }) => `${id}: ${title}`);
  }

  it('stands after the last one, with a title of its own', async () => {
    await course();
    deepEqual((await add('two-names')).number, 2);
    const { files } = await add('three', { title: 'Three of "them"' });
    deepEqual(await ids(), ['hello: Greet a person', 'two-names: Two names', 'three: Three of "them"']);
    ok(files.every((file) => file.startsWith('steps/03-three/')));
    equal((await folder.read('steps/03-three/README.md')).split('\n')[0], '# Three of "them"');
  });

  it('goes on from the solution before, with all of its files', async () => {
    await course();
    await folder.write('steps/01-hello/solution/main.py', '"""Mine."""\n\nimport helper\n');
    await folder.write('steps/01-hello/solution/helper.py', 'x = 1\n');
    await add('next');
    match(
      await folder.read('steps/02-next/solution/main.py'),
      /^"""Mine."""\n\n# What the step "next" adds[\s\S]*\nimport helper\n$/,
    );
    equal(await folder.read('steps/02-next/solution/helper.py'), 'x = 1\n');
    equal(await folder.read('steps/02-next/wrong/no-capitals/helper.py'), 'x = 1\n');
  });

  it('is of the kind of the last one', async () => {
    await course('server', 'separate');
    match(await folder.read((await add('a')).files.find((file) => /test_\w+\.py$/.test(file)) ?? ''), /wait_for_port/);
    await add('b', { kind: 'function' });
    await add('c');
    match(await folder.read('steps/04-c/test_c.py'), /solution\.call\("c:greeting"/);
  });

  it('starts a file of its own in a separate course, and the same file in a growing one', async () => {
    await course('function', 'separate');
    await add('string');
    const { steps } = await loadDirectory(folder.root);
    equal(steps[1]?.entry, 'string_step.py');
    match(await folder.read('steps/02-string/test_string.py'), /string_step:greeting/);
  });

  it('does not take a port or a module that the program has already', async () => {
    await course('server');
    await folder.write('steps/01-hello/solution/main.py', 'PORTS = (8002, 8003)\n');
    await folder.write('steps/01-hello/solution/tools.py', '');
    await add('a');
    match(await folder.read('steps/02-a/test_a.py'), /8004/);
    await add('tools', { kind: 'function' });
    ok((await folder.listing('steps/03-tools/solution')).includes('tools_step.py'));
  });

  it('is refused where its id or its folder is taken, and nothing is written', async () => {
    await course();
    await folder.write('steps/02-old/notes.md', 'mine');
    const before = [await folder.listing(), await folder.read('course.json')];
    await rejects(add('hello'), { code: 'step-id-taken', args: { step: 'hello', number: 1 } });
    await rejects(add('new'), { code: 'already-there', args: { file: 'steps/02-old' } });
    await rejects(add('Not An Id'), {
      code: 'id-unusable',
      args: { id: 'Not An Id', of: 'step', suggestion: 'not-an-id' },
    });
    deepEqual([await folder.listing(), await folder.read('course.json')], before);
  });

  it('needs the solution of the step before', async () => {
    await course();
    await folder.write('course.json', (await folder.read('course.json')).replace('main.py', 'other.py'));
    await rejects(add('new'), {
      code: 'previous-solution-missing',
      args: { file: 'steps/01-hello/solution/other.py' },
    });
  });

  it('leaves nothing behind when course.json cannot be written', async () => {
    await course();
    await folder.write('course.json.new', 'in the way');
    await rejects(add('new'), { code: 'not-written' });
    ok(!(await folder.listing('steps')).includes('02-new'));
    deepEqual(await ids(), ['hello: Greet a person']);
  });

  it('keeps the link, the mode and the byte order mark of course.json', async function () {
    if (process.platform === 'win32') this.skip();
    await course();
    await folder.write('real/course.json', `\u{feff}${await folder.read('course.json')}`);
    await chmod(folder.path('real/course.json'), 0o640);
    const linked = await Folder.make();
    try {
      await symlink(folder.path('real/course.json'), linked.path('course.json'));
      await symlink(folder.path('steps'), linked.path('steps'));
      const site = { course: await loadDirectory(linked.root), templates: TEMPLATES, platform: PLATFORM };
      await newStep({ id: 'new', title: null, kind: null }, site);
    } finally {
      await linked.remove();
    }
    ok((await folder.read('real/course.json')).startsWith('\u{feff}{'));
    match(await folder.read('real/course.json'), /"id": "new"/);
    equal((await folder.listing('real')).join(), 'course.json');
  });
});
