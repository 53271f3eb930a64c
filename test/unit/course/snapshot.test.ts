import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, link, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { CodedError } from '../../../src/contract/codes';
import { versionOf } from '../../../src/contract/runtime';
import { argsIn } from '../../support/messages';
import { coded, makeFolder, put, removeFolders, take } from './place';

async function namesIn(root: string) {
  return (await take(root)).files.map((file) => file.path);
}

/** Root may read everything, so the test then runs as another user. */
async function asNobody(test: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    await test();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe('A snapshot of the learner’s folder', () => {
  afterEach(removeFolders);

  it('takes every byte as it is: CRLF, byte order marks, latin-1, binary data', async () => {
    const main = Buffer.from('\ufeffprint("Grüße")\r\n');
    const latin = Buffer.from('# -*- coding: latin-1 -*-\r\nx = "ä"\r\n', 'latin1');
    const root = await makeFolder({
      'main.py': main,
      'data/alt.py': latin,
      'leer.txt': '',
      'all.bin': Uint8Array.from(Array(256).keys()),
    });
    const { files, notes, entry } = await take(root);
    assert.deepEqual(
      files.map((file) => file.path),
      ['all.bin', 'data/alt.py', 'leer.txt', 'main.py'],
    );
    assert.deepEqual(Buffer.from(files[3]?.bytes ?? []), main);
    assert.deepEqual(Buffer.from(files[1]?.bytes ?? []), latin);
    assert.deepEqual(notes, []);
    assert.deepEqual(entry, { kind: 'file', path: 'main.py', module: null });
  });

  it('leaves out files that tools make', async () => {
    const tools = [
      '.git/config',
      'node_modules/a/index.js',
      '__pycache__/a.pyc',
      'app/__pycache__/b.pyc',
      '.codealong/progress.json',
    ];
    const more = [
      '.mypy_cache/a',
      '.pytest_cache/a',
      '.tox/a',
      '.idea/a',
      '.vscode/settings.json',
      '.venv/a',
      '.DS_Store',
    ];
    const root = await makeFolder({ 'main.py': '1', 'app/a.py': '', '.env': 'A=1' });
    for (const name of [...tools, ...more]) await put(root, name, 'x');
    assert.deepEqual(await namesIn(root), ['.env', 'app/a.py', 'main.py']);
  });

  it('does not walk into a virtual environment, whatever it is called', async () => {
    const root = await makeFolder({ 'main.py': '1', 'Umgebung/pyvenv.cfg': '', 'conda/conda-meta/history': '' });
    await put(root, 'Umgebung/lib/huge.so', new Uint8Array(20 * 1024 * 1024));
    const { files, notes } = await take(root);
    assert.deepEqual(
      files.map((file) => file.path),
      ['main.py'],
    );
    const names = notes.map(({ code, args }) => `${code} ${argsIn(args).name}`).sort();
    assert.deepEqual(names, ['venv-left-out Umgebung', 'venv-left-out conda']);
  });

  it('works where the folder itself is a virtual environment', async () => {
    const root = await makeFolder({ 'main.py': '1', 'pyvenv.cfg': '' });
    await put(root, 'lib/python3.11/site-packages/huge.so', new Uint8Array(20 * 1024 * 1024));
    assert.deepEqual(await namesIn(root), ['main.py', 'pyvenv.cfg']);
  });

  it('refuses more than 8 MB and names the largest files', async () => {
    const root = await makeFolder({
      'main.py': '1',
      'b/mid.csv': new Uint8Array(3 * 1024 * 1024),
      'small.txt': 'x'.repeat(2048),
    });
    await put(root, 'a.bin', new Uint8Array(5.2 * 1024 * 1024));
    const args = {
      files: 4,
      largest: [
        { name: 'a.bin', bytes: Math.floor(5.2 * 1024 * 1024) },
        { name: 'b/mid.csv', bytes: 3 * 1024 * 1024 },
        { name: 'small.txt', bytes: 2048 },
        { name: 'main.py', bytes: 1 },
      ],
      whole: true,
    };
    await assert.rejects(take(root), coded('folder-too-large', args));
  });

  it('takes exactly 8 MB and exactly 500 files, and no more', async () => {
    const root = await makeFolder({ 'main.py': new Uint8Array(8 * 1024 * 1024).fill(0x23) });
    await Promise.all(Array.from({ length: 499 }, (_, index) => writeFile(path.join(root, `f${index}`), '')));
    assert.equal((await take(root)).files.length, 500);
    await put(root, 'one-more', '');
    await assert.rejects(take(root), coded('folder-too-large', { files: 501 }));
  });

  it('stops counting when there is far too much', async () => {
    const root = await makeFolder({ 'main.py': '1', 'many/0': '' });
    for (let index = 1; index < 10_100; index++)
      await link(path.join(root, 'many/0'), path.join(root, `many/${index}`));
    // The folder `many` and main.py are entries too, in any order.
    const counted = (error: unknown) =>
      coded('folder-too-large', { whole: false })(error) && Number(argsIn((error as CodedError).args).files) < 10_001;
    await assert.rejects(take(root), counted);
  });

  it('follows links inside the folder only', async () => {
    const root = await makeFolder({ 'main.py': '1', 'lib/real.py': 'x = 1\n' });
    const secret = await makeFolder({ 'secret.txt': 's' });
    await symlink('lib/real.py', path.join(root, 'near.py'));
    await symlink(path.join(secret, 'secret.txt'), path.join(root, 'far.txt'));
    await symlink(secret, path.join(root, 'far'));
    await symlink('.', path.join(root, 'round'));
    await symlink('nowhere', path.join(root, 'broken'));
    await symlink('loop', path.join(root, 'loop'));
    const { files, notes } = await take(root);
    assert.deepEqual(files.map((file) => file.path).sort(), ['lib/real.py', 'main.py', 'near.py']);
    assert.deepEqual(
      notes.map(({ code, args }) => [code, argsIn(args).name, argsIn(args).why]),
      [
        ['link-left-out', 'broken', 'broken'],
        ['link-left-out', 'far', 'outside'],
        ['link-left-out', 'far.txt', 'outside'],
        ['link-left-out', 'loop', 'broken'],
        ['link-left-out', 'round', 'folder'],
      ],
    );
  });

  it('skips pipes and sockets without waiting for them', async () => {
    const root = await makeFolder({ 'main.py': '1' });
    execFileSync('mkfifo', [path.join(root, 'pipe')]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path.join(root, 's'), resolve));
    const { files, notes } = await take(root);
    await new Promise((resolve) => server.close(resolve));
    assert.deepEqual(
      files.map((file) => file.path),
      ['main.py'],
    );
    assert.deepEqual(
      notes.map(({ code, args }) => `${code} ${argsIn(args).file}`),
      ['device-left-out pipe', 'device-left-out s'],
    );
  });

  it('takes odd file names exactly, and leaves out what is not UTF-8 with a note', async () => {
    const odd = [
      'CON',
      'twin.py',
      'Twin.py',
      'end.',
      '🐍.py',
      'new\nline.py',
      'back\\slash',
      'a'.repeat(255),
      ' ',
      '~$x',
    ];
    const root = await makeFolder({ 'main.py': '1' });
    for (const name of odd) await put(root, name, name);
    const broken = Buffer.from('/caf\xe9.py', 'latin1');
    await writeFile(Buffer.concat([Buffer.from(root), broken]), '1');
    await mkdir(Buffer.concat([Buffer.from(root), Buffer.from('/d\xff', 'latin1')]));
    const { files, notes } = await take(root);
    assert.deepEqual(new Set(files.map((file) => file.path)), new Set(['main.py', ...odd]));
    for (const { path: name, bytes } of files)
      if (name !== 'main.py') assert.equal(Buffer.from(bytes).toString(), name);
    assert.deepEqual(
      notes.map(({ code, args }) => [code, argsIn(args).name, argsIn(args).why]),
      [
        ['bad-file-name', 'caf\ufffd.py', 'not-unicode'],
        ['bad-file-name', 'd\ufffd', 'not-unicode'],
      ],
    );
  });

  it('goes on without unreadable files, unless one is the entry', async () => {
    const root = await makeFolder({ 'main.py': '1', 'locked.py': '1', 'closed/a.py': '1' });
    await chmod(root, 0o755);
    await chmod(path.join(root, 'locked.py'), 0);
    await chmod(path.join(root, 'closed'), 0);
    await asNobody(async () => {
      const { files, notes } = await take(root);
      assert.deepEqual(
        files.map((file) => file.path),
        ['main.py'],
      );
      const wanted = ['file-unreadable closed EACCES', 'file-unreadable locked.py EACCES'];
      assert.deepEqual(
        notes.map(({ code, args }) => `${code} ${argsIn(args).file} ${argsIn(args).reason}`),
        wanted,
      );
      await assert.rejects(take(root, { entry: 'locked.py' }), coded('file-unreadable', { file: 'locked.py' }));
    });
  });

  it('names a file that hides one of Python’s own modules in the version that will run', async () => {
    const root = await makeFolder({ 'main.py': '1', 'cgi.py': '1', 'compression.py': '1' });
    const hidden = async (id: string | null) => {
      const { notes } = await take(root, { version: Promise.resolve(versionOf(id)) });
      return notes.map(({ code, args }) => `${code} ${argsIn(args).name}`);
    };
    const [cgi, compression] = ['shadows-standard-module cgi', 'shadows-standard-module compression'];
    assert.deepEqual(await hidden('python-3.11'), [cgi]);
    assert.deepEqual(await hidden('python-3.14'), [compression]);
    assert.deepEqual(await hidden(null), [cgi, compression]);
  });
});
