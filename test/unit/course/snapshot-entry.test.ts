import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { takeSnapshot } from '../../../src/course/program/snapshot';
import { argsIn } from '../../support/messages';
import { coded, LINUX, MAC, makeFolder, put, removeFolders, take, WINDOWS } from './place';

describe('A snapshot of the learner’s folder', () => {
  afterEach(removeFolders);

  it('takes an unsaved buffer instead of the file, under the name that the file has', async () => {
    const root = await makeFolder({ 'Main.py': 'old', 'b.py': '' });
    const override = { path: 'main.py', bytes: Buffer.from('new') };
    for (const platform of [WINDOWS, MAC]) {
      const { files, entry } = await take(root, { override }, platform);
      assert.deepEqual(
        files.map((file) => [file.path, Buffer.from(file.bytes).toString()]),
        [
          ['b.py', ''],
          ['Main.py', 'new'],
        ],
      );
      assert.equal(entry.path, 'Main.py');
    }
    const twins = (await take(root, { override })).files.map((file) => file.path);
    assert.deepEqual(twins, ['Main.py', 'b.py', 'main.py']);
  });

  it('takes source text without any folder', async () => {
    const override = { path: 'main.py', bytes: Buffer.from('print(1)') };
    const { files } = await takeSnapshot({ language: 'python', root: null, entry: 'main.py', override }, LINUX);
    assert.deepEqual(files, [override]);
    const outside = { path: '../main.py', bytes: override.bytes };
    await assert.rejects(
      takeSnapshot({ language: 'python', root: null, entry: 'main.py', override: outside }, LINUX),
      coded('bad-file-name'),
    );
  });

  it('counts the buffer’s size, not that of the file it stands for', async () => {
    const root = await makeFolder({ 'main.py': new Uint8Array(9 * 1024 * 1024) });
    assert.equal((await take(root, { override: { path: 'main.py', bytes: Buffer.from('1') } })).files.length, 1);
    const override = { path: 'new.py', bytes: new Uint8Array(9 * 1024 * 1024) };
    await put(root, 'main.py', '1');
    await assert.rejects(
      take(root, { override }),
      coded('folder-too-large', {
        largest: [
          { name: 'new.py', bytes: 9 * 1024 * 1024 },
          { name: 'main.py', bytes: 1 },
        ],
      }),
    );
  });

  it('says which entry is missing, and names a file that differs only in case', async () => {
    const root = await makeFolder({ 'Main.py': '1' });
    await assert.rejects(take(root), coded('file-missing', { file: 'main.py', similar: 'Main.py' }));
    await assert.rejects(take(root, { entry: 'x.py' }), coded('file-missing', { file: 'x.py', similar: null }));
    await assert.rejects(take(path.join(root, 'gone')), coded('file-missing', { file: 'main.py', similar: null }));
  });

  it('names files that hide one of Python’s modules from the program', async () => {
    const root = await makeFolder({
      'main.py': '1',
      'socket.py': '',
      'json/__init__.py': '',
      'app/random.py': '',
      'pytest.py': '',
    });
    const shadows = async (entry: string) =>
      (await take(root, { entry })).notes.map(({ args }) => `${argsIn(args).name} ${argsIn(args).file}`);
    assert.deepEqual(await shadows('main.py'), ['json json/__init__.py', 'pytest pytest.py', 'socket socket.py']);
    await put(root, 'app/main.py', '1');
    assert.deepEqual(await shadows('app/main.py'), ['random app/random.py']);
  });

  it('starts a package as a module and looks for its imports at the root', async () => {
    const root = await makeFolder({
      'app/__init__.py': '',
      'app/main.py': 'from . import queue\n',
      'app/queue.py': '',
      'abc.py': '',
    });
    const { entry, notes } = await take(root, { entry: 'app/main.py' });
    assert.deepEqual(entry, { kind: 'module', path: 'app/main.py', module: 'app.main' });
    assert.deepEqual(
      notes.map(({ args }) => argsIn(args).file),
      ['abc.py'],
    );
  });

  it('refuses UTF-16 and says that a file is empty, before anything is started', async () => {
    const root = await makeFolder({ 'main.py': Buffer.from('\ufeffprint(1)', 'utf16le'), 'empty.py': ' \n' });
    await assert.rejects(take(root), coded('source-utf16', { file: 'main.py' }));
    assert.deepEqual((await take(root, { entry: 'empty.py' })).notes, [
      { code: 'source-empty', args: { file: 'empty.py' } },
    ]);
  });

  it('starts a program that is a link to a file of the folder, under the name of the link', async () => {
    const root = await makeFolder({ 'src/real.py': 'print(1)' });
    await symlink('src/real.py', path.join(root, 'main.py'));
    const { files, entry, notes } = await take(root);
    assert.equal(entry.path, 'main.py');
    assert.equal(Buffer.from(files.find((file) => file.path === 'main.py')?.bytes ?? []).toString(), 'print(1)');
    assert.deepEqual(notes, []);
  });

  it('says of any other link in the place of the program that it is one, and where it leads', async () => {
    const [root, other] = [await makeFolder({}), await makeFolder({ 'main.py': '', 'sub/main.py': '' })];
    const override = { path: 'main.py', bytes: Buffer.from('print(1)') };
    const says = async (args: object, wish: object = {}) =>
      assert.rejects(take(root, wish), coded('entry-is-link', args));
    await symlink(path.join(other, 'main.py'), path.join(root, 'main.py'));
    const outside = { file: 'main.py', link: 'main.py', target: path.join(other, 'main.py'), why: 'outside' };
    await says(outside);
    await says(outside, { override });
    await symlink('gone.py', path.join(root, 'late.py'));
    const late = { file: 'late.py', link: 'late.py', target: path.join(root, 'gone.py'), why: 'broken' };
    await says(late, { entry: 'late.py' });
    await mkdir(path.join(root, 'real'));
    await symlink('real', path.join(root, 'sub'));
    const below = { file: 'sub/main.py', link: 'sub', target: path.join(root, 'real'), why: 'folder' };
    await says(below, { entry: 'sub/main.py' });
  });
});
