import assert from 'node:assert/strict';
import path from 'node:path';
import { entryPath, findRoot } from '../../../src/course/program/root';
import { entryOf, importsRelatively } from '../../../src/course/python/module-entry';
import { coded, LINUX, makeFolder, removeFolders, WINDOWS } from './place';

describe('The learner’s root', () => {
  afterEach(removeFolders);

  it('is the nearest folder with .codealong', async () => {
    const folder = await makeFolder({ '.codealong/progress.json': '{}', 'app/inner/main.py': '' });
    const root = await findRoot(path.join(folder, 'app/inner/main.py'), null, LINUX);
    assert.deepEqual(root, { directory: folder, marked: true, file: 'app/inner/main.py' });
  });

  it('is otherwise the file’s folder, or the one around its packages', async () => {
    const folder = await makeFolder({
      'a/main.py': '',
      'a/pkg/__init__.py': '',
      'a/pkg/sub/__init__.py': '',
      'a/pkg/sub/x.py': '',
    });
    assert.equal((await findRoot(path.join(folder, 'a/main.py'), null, LINUX)).directory, path.join(folder, 'a'));
    const inner = await findRoot(path.join(folder, 'a/pkg/sub/x.py'), null, LINUX);
    assert.deepEqual(inner, { directory: path.join(folder, 'a'), marked: false, file: 'pkg/sub/x.py' });
  });

  it('is the folder around one that is no package and is imported by its name', async () => {
    const folder = await makeFolder({
      'app/main.py': 'from app.store import get\n',
      'app/store.py': '',
      'app/alone.py': 'import store\n',
      'own/main.py': 'import own\n',
      'own/own.py': '',
    });
    const rootOf = async (file: string) =>
      path.relative(folder, (await findRoot(path.join(folder, file), null, LINUX)).directory);
    assert.equal(await rootOf('app/main.py'), '');
    assert.equal(await rootOf('app/alone.py'), 'app');
    assert.equal(await rootOf('own/main.py'), 'own');
    assert.equal(await rootOf('app/missing.py'), 'app');
  });

  it('is the given one, which has to hold the file', async () => {
    const folder = await makeFolder({ '.codealong/x': '', 'a/main.py': '', 'ab.py': '' });
    const given = path.join(folder, 'a');
    assert.equal((await findRoot(path.join(given, 'main.py'), given, LINUX)).file, 'main.py');
    const file = path.join(folder, 'ab.py');
    await assert.rejects(findRoot(file, given, LINUX), coded('file-outside-root', { file, root: given }));
  });
});

describe('The entry', () => {
  const course = { entry: 'main.py' };
  const step = { entry: 'step.py' };

  it('is the given one if there is one', () => {
    assert.equal(entryPath({ given: 'x.py', file: 'y.py', marked: true }, step, course, LINUX), 'x.py');
    assert.equal(entryPath({ given: 'app\\x.py', file: null, marked: true }, step, course, WINDOWS), 'app/x.py');
    const outside = () => entryPath({ given: '../x.py', file: null, marked: false }, step, course, LINUX);
    assert.throws(outside, coded('bad-file-name', { name: '../x.py', why: 'outside' }));
  });

  it('is the step’s in a learner’s folder, also when a helper file is active', () => {
    assert.equal(entryPath({ given: null, file: 'helper.py', marked: true }, step, course, LINUX), 'step.py');
    assert.equal(entryPath({ given: null, file: 'helper.py', marked: true }, {}, course, LINUX), 'main.py');
  });

  it('is the file itself anywhere else, and the step’s name for source text without a file', () => {
    assert.equal(entryPath({ given: null, file: 'mine.py', marked: false }, step, course, LINUX), 'mine.py');
    assert.equal(entryPath({ given: null, file: null, marked: false }, {}, course, LINUX), 'main.py');
  });
});

describe('The entry of a run', () => {
  function start(path: string, files: Readonly<Record<string, string>>) {
    const job = Object.entries(files).map(([name, text]) => ({ path: name, bytes: Buffer.from(text) }));
    const { kind, module } = entryOf(path, job, null);
    return kind === 'module' ? `-m ${module}` : path;
  }

  it('is started as a module in a package with relative imports', () => {
    const files = {
      'app/__init__.py': '',
      'app/main.py': 'import os\r\nfrom .store import get\r\n',
      'app/store.py': '',
    };
    assert.equal(start('app/main.py', files), '-m app.main');
    assert.equal(start('app/store.py', files), 'app/store.py');
  });

  it('is started as a module if it is the __main__ of a package', () => {
    const files = { 'app/__init__.py': '', 'app/__main__.py': 'print(1)\n', '__main__.py': '' };
    assert.equal(start('app/__main__.py', files), '-m app');
    assert.equal(start('__main__.py', files), '__main__.py');
  });

  it('is started as a module in a folder that is no package, if its imports need that', () => {
    assert.equal(start('app/main.py', { 'app/main.py': 'from . import a\n' }), '-m app.main');
    for (const line of [
      'from app.store import get',
      'from app import store',
      'import os, app.store as store',
      'import app',
    ])
      assert.equal(start('app/main.py', { 'app/main.py': `${line}\n`, 'app/store.py': '' }), '-m app.main', line);
    assert.equal(start('app/net/main.py', { 'app/net/main.py': 'from app.store import get\n' }), '-m app.net.main');
  });

  it('is started as a module if it imports what lies in the root alone', () => {
    const files = { 'app/main.py': 'import os\nfrom store.memory import get\n', 'store/memory.py': '' };
    assert.equal(start('app/main.py', files), '-m app.main');
    assert.equal(start('app/main.py', { ...files, 'app/store/memory.py': '' }), 'app/main.py');
    assert.equal(start('app/main.py', { 'app/main.py': 'import json\n', 'json/x.py': '' }), 'app/main.py');
  });

  it('is started as a file if its imports lie beside it, or do not name the root', () => {
    const beside = { 'app/main.py': 'from app import get\n', 'app/app.py': '' };
    assert.equal(start('app/main.py', beside), 'app/main.py');
    assert.equal(start('app/main.py', { 'app/main.py': 'from app.x import y\n', 'app/app/x.py': '' }), 'app/main.py');
    for (const line of ['import application', 'from store import app', '# import app', 'x = "import app"', 'app = 1'])
      assert.equal(start('app/main.py', { 'app/main.py': `${line}\n`, 'app/store.py': '' }), 'app/main.py', line);
    assert.equal(start('main.py', { 'main.py': 'import app\n', 'app/x.py': '' }), 'main.py');
  });

  it('is started as a file if its name is not valid in Python', () => {
    const odd = { 'my-app/__init__.py': '', 'my-app/main.py': 'from . import a\n' };
    assert.equal(start('my-app/main.py', odd), 'my-app/main.py');
    assert.equal(start('main.py', { '__init__.py': '', 'main.py': 'from . import a\n' }), 'main.py');
  });

  it('is searched for relative imports wherever Python reads them, and only there', () => {
    const yes = [
      'from . import x',
      'from .a import b',
      'from.a import b',
      'from ..a import (b,\nc)',
      'import a; from . import b',
    ];
    const inner = ['def f():\n\tfrom . import x', 'try: from .a import b\nexcept: pass', 'from \\\n . import x'];
    for (const source of [...yes, ...inner]) assert.equal(importsRelatively(Buffer.from(source)), true, source);
    const no = [
      '# from . import x',
      '"""\nfrom . import x\n"""',
      'from a import b',
      'x = "from . import y"',
      'yield_from .5',
      '',
    ];
    for (const source of no) assert.equal(importsRelatively(Buffer.from(source)), false, source);
  });
});
