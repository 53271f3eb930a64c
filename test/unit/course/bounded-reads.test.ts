import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, symlink, truncate } from 'node:fs/promises';
import path from 'node:path';
import { checkTexts } from '../../../src/authoring/check-texts';
import { readWrong } from '../../../src/authoring/wrong';
import { readWhole } from '../../../src/course/files/disk';
import { loadDirectory } from '../../../src/course/format/load';
import { startIn } from '../../../src/editor/course/starter';
import { isOnDisk } from '../../../src/editor/run/saving';
import { readSmallFile } from '../../../src/engine/client/regular-file';
import { coded, courseFiles, makeFolder, put, removeFolders } from './place';

const GB = 1024 ** 3;
const MB = 1024 ** 2;
const TEXTS = Object.fromEntries(
  ['01-say', '02-repeat'].flatMap((step) => [
    [`steps/${step}/README.md`, '# Title\n\nText.\n'],
    [`steps/${step}/hints.md`, '## One\n\nText\n'],
  ]),
);

/** A file of a gigabyte that takes no room on the disk. */
async function sparse(folder: string, name: string, bytes = GB): Promise<string> {
  await put(folder, name, '');
  const file = path.join(folder, name);
  await truncate(file, bytes);
  return file;
}

async function fifo(folder: string, name: string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await rm(file, { force: true });
  execFileSync('mkfifo', [file]);
  return file;
}

/** A process that makes these files longer and longer, to 200 MB each. */
function grower(...files: readonly string[]): ChildProcess {
  const code = `const { appendFileSync } = require('node:fs'); const chunk = Buffer.alloc(65536, 32);
    for (let turn = 0; turn < 3200; turn += 1) for (const name of process.argv.slice(1)) appendFileSync(name, chunk);`;
  return spawn(process.execPath, ['-e', code, ...files], { stdio: 'ignore' });
}

/** Does the work again and again while the files grow, until it fails. @returns the error */
async function whileGrowing(files: readonly string[], work: () => unknown): Promise<unknown> {
  const child = grower(...files);
  try {
    for (;;) await work();
  } catch (error) {
    return error;
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

/** Fails if the work takes more than so many bytes of memory at its end. */
async function inRoom<T>(bytes: number, work: () => Promise<T>): Promise<T> {
  const before = process.memoryUsage().rss;
  const result = await work();
  const taken = process.memoryUsage().rss - before;
  assert.ok(taken < bytes, `${taken} bytes were taken`);
  return result;
}

describe('A file that is larger than anything of its kind, or a pipe in its place,', () => {
  afterEach(removeFolders);

  it('is read to its bound and no further', async () => {
    const folder = await makeFolder({ small: 'abc' });
    assert.equal(Buffer.from(await readWhole(path.join(folder, 'small'), 3)).toString(), 'abc');
    await assert.rejects(readWhole(path.join(folder, 'small'), 2), { code: 'EFBIG' });
    const large = await sparse(folder, 'large');
    await inRoom(100 * MB, () => assert.rejects(readWhole(large, 8 * MB), { code: 'EFBIG' }));
    await assert.rejects(readWhole(await fifo(folder, 'pipe'), 8 * MB), { code: 'EINVAL' });
    await symlink('small', path.join(folder, 'link'));
    await assert.rejects(readWhole(path.join(folder, 'link'), 8 * MB), { code: 'ELOOP' });
  });

  it('is refused when it grows while it is read', async () => {
    const folder = await makeFolder({ a: '', b: '' });
    const [a, b] = ['a', 'b'].map((name) => path.join(folder, name)) as [string, string];
    const error = await whileGrowing([a, b], async () => {
      assert.ok((await readWhole(a, 2 * MB)).byteLength <= 2 * MB);
      assert.ok(readSmallFile(b).byteLength <= MB);
    });
    assert.equal((error as { code?: string }).code, 'EFBIG');
  });

  it('is told as a text of a course that cannot be read', async () => {
    const folder = await makeFolder({ ...courseFiles(), ...TEXTS });
    await sparse(folder, 'steps/01-say/README.md');
    await fifo(folder, 'steps/01-say/hints.md');
    await sparse(folder, 'docs/large.md');
    await put(folder, 'README.md', '[x](docs/large.md#no)\n');
    const course = await loadDirectory(folder);
    const found = await inRoom(150 * MB, () => checkTexts(course, course.steps));
    assert.deepEqual(
      found.filter(({ ok }) => !ok).map(({ message, file }) => [message.code, file]),
      [
        ['text-unreadable', 'steps/01-say/README.md'],
        ['text-missing', 'steps/01-say/hints.md'],
        ['text-unreadable', 'docs/large.md'],
      ],
    );
  });

  it('is told when the texts of a course together are too large', async () => {
    const more = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`docs/${at + 10}.md`, Buffer.alloc(MB, 'x')]),
    );
    const folder = await makeFolder({ ...courseFiles(), ...TEXTS, ...more });
    const course = await loadDirectory(folder);
    const found = await checkTexts(course, course.steps);
    const unread = found.filter(({ message }) => message.code === 'text-unreadable').map(({ file }) => file);
    const docs = Object.keys(more).slice(32);
    assert.deepEqual(unread, [...Object.keys(TEXTS), ...docs]);
  });

  it('is no wrong program, and neither is a file outside the course', async () => {
    const folder = await makeFolder({ ...courseFiles(), 'steps/02-repeat/wrong/good.py': 'print(1)' });
    const outside = await makeFolder({ 'secret.py': 'secret' });
    const wrong = path.join(folder, 'steps/02-repeat/wrong');
    await sparse(wrong, 'large.py');
    await sparse(wrong, 'good.txt');
    await fifo(wrong, 'pipe.py');
    await symlink(path.join(outside, 'secret.py'), path.join(wrong, 'secret.py'));
    await symlink('good.py', path.join(wrong, 'linked.py'));
    const course = await loadDirectory(folder);
    const step = course.steps[1];
    assert.ok(step);
    const { programs, odd } = await inRoom(150 * MB, () => readWrong(course, step));
    const names = programs.map(({ trial, text }) => [path.basename(trial.name), String(trial.source), text]);
    assert.deepEqual(names, [
      ['good.py', 'print(1)', null],
      ['linked.py', 'print(1)', null],
    ]);
    assert.deepEqual(
      odd.map(({ file, why }) => [path.basename(file), why]),
      [
        ['large.py', 'too-large'],
        ['pipe.py', 'no-program'],
        ['secret.py', 'no-program'],
      ],
    );
  });

  it('is not copied into a learner’s folder, and nothing else is then', async () => {
    const now = new Date();
    for (const make of [
      (folder: string) => sparse(folder, 'starter/z-large.bin'),
      (folder: string) => Promise.all(['x', 'y', 'z'].map((name) => sparse(folder, `starter/${name}`, 3 * MB))),
    ]) {
      const folder = await makeFolder({ ...courseFiles(), 'starter/main.py': '# start\n' });
      await make(folder);
      const root = await makeFolder();
      const refused = coded('course-not-copied', { reason: 'EFBIG' });
      await assert.rejects(startIn(root, await loadDirectory(folder), now), refused);
      assert.deepEqual(await readdir(root), []);
    }
    const folder = await makeFolder({ ...courseFiles(), 'starter/main.py': '# start\n' });
    await fifo(folder, 'starter/pipe');
    const root = await makeFolder();
    assert.deepEqual((await startIn(root, await loadDirectory(folder), now)).made, ['main.py']);
    assert.equal(readFileSync(path.join(root, 'main.py'), 'utf8'), '# start\n');
  });

  it('is not what the editor has saved', async () => {
    const folder = await makeFolder({ 'main.py': 'x = 1\n' });
    const main = path.join(folder, 'main.py');
    const text = Buffer.from('x = 1\n');
    await symlink('main.py', path.join(folder, 'link.py'));
    assert.deepEqual([await isOnDisk(main, text), await isOnDisk(path.join(folder, 'link.py'), text)], [true, true]);
    assert.equal(await isOnDisk(main, Buffer.from('x = 2\n')), false);
    assert.equal(await isOnDisk(main, Buffer.from('x = 1')), false);
    await truncate(main, GB);
    await inRoom(50 * MB, async () => assert.equal(await isOnDisk(main, text), false));
    assert.equal(await isOnDisk(await fifo(folder, 'main.py'), text), false);
    assert.equal(await isOnDisk(path.join(folder, 'nowhere.py'), text), false);
  });
});
