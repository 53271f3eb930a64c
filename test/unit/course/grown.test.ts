import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import files from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SNAPSHOT_MAX_BYTES } from '../../../src/contract/limits';
import { loadDirectory } from '../../../src/course/format/load';
import { takeSnapshot } from '../../../src/course/program/snapshot';
import { collectSuite } from '../../../src/course/suite';
import { coded, courseFiles, LINUX, makeFolder, removeFolders } from './place';

const MB = 1024 * 1024;

/** `count` small files below a folder. */
function small(count: number, folder = 'data'): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${folder}/${index}.bin`, 'x']));
}

/** Bytes that were read, by `grown`. */
let read = 0;

/** Another writer appends to each of these files after it was found and before it is opened for the first time. */
async function grown<T>(pattern: RegExp, bytes: number, work: () => Promise<T>): Promise<T> {
  const { open } = files;
  const done = new Set<string>();
  read = 0;
  files.open = async (...args: Parameters<typeof open>) => {
    const file = String(args[0]);
    if (pattern.test(file) && !done.has(file)) {
      done.add(file);
      appendFileSync(file, Buffer.alloc(bytes));
    }
    return counted(await open(...args));
  };
  try {
    return await work();
  } finally {
    files.open = open;
  }
}

function counted(handle: files.FileHandle): files.FileHandle {
  const own = handle.read.bind(handle);
  const counting = async (...args: [Buffer, number, number, number]) => {
    const result = await own(...args);
    read += result.bytesRead;
    return result;
  };
  return Object.assign(handle, { read: counting });
}

function take(root: string, override: string | null = null) {
  const own = override === null ? null : { path: 'main.py', bytes: Buffer.from(override) };
  return takeSnapshot({ language: 'python', root, entry: 'main.py', override: own }, LINUX);
}

describe('Files that grow while they are read', () => {
  afterEach(removeFolders);

  it('are refused when together they are too large, with their sizes', async () => {
    const root = await makeFolder({ 'main.py': '', ...small(40) });
    await assert.rejects(
      grown(/\.bin$/, MB, () => take(root)),
      coded('folder-too-large', { bytes: 40 * MB + 40, files: 41 }),
    );
    assert.ok(read > SNAPSHOT_MAX_BYTES && read < SNAPSHOT_MAX_BYTES + 1000, `${read} bytes were read`);
  });

  it('are taken whole when there is room for them', async () => {
    const root = await makeFolder({ 'main.py': 'print(1)\n', ...small(3) });
    const taken = await grown(/\.bin$/, MB, () => take(root));
    assert.deepEqual(
      taken.files.map(({ bytes }) => bytes.byteLength),
      [MB + 1, MB + 1, MB + 1, 9],
    );
  });

  it('leave room for a program that replaces a large one, which is not read', async () => {
    const root = await makeFolder({ 'main.py': Buffer.alloc(2 * SNAPSHOT_MAX_BYTES), ...small(2) });
    const taken = await grown(/\.bin$/, 3 * MB, () => take(root, 'print(1)\n'));
    assert.deepEqual(
      taken.files.map(({ path: name, bytes }) => [name, bytes.byteLength]),
      [
        ['data/0.bin', 3 * MB + 1],
        ['data/1.bin', 3 * MB + 1],
        ['main.py', 9],
      ],
    );
    await assert.rejects(
      grown(/\.bin$/, 3 * MB, () => take(root, 'print(1)\n')),
      coded('folder-too-large'),
    );
  });

  it('are refused in a suite as well, which was not cut before it was sent', async () => {
    const folder = await makeFolder({ ...courseFiles(), ...small(40, 'lib') });
    const course = await loadDirectory(folder);
    const [step] = course.steps;
    assert.ok(step);
    await assert.rejects(
      grown(/\.bin$/, MB, () => collectSuite(course, step, LINUX)),
      coded('suite-too-large', { course: 'echo', step: 'say', bytes: 40 * MB + 75, files: 41 }),
    );
  });

  it('are within the bound whenever another process writes them', async () => {
    const root = await makeFolder({ 'main.py': '', ...small(30) });
    const names = Object.keys(small(30)).map((name) => path.join(root, name));
    const code = `const { appendFileSync } = require('node:fs'); const chunk = Buffer.alloc(4096);
      for (;;) for (const name of process.argv.slice(1)) appendFileSync(name, chunk);`;
    const writer = spawn(process.execPath, ['-e', code, ...names], { stdio: 'ignore' });
    try {
      let refused = false;
      for (let tries = 0; tries < 1000 && !refused; tries++) {
        const taken = await take(root).catch(coded('folder-too-large'));
        refused = taken === true;
        const sizes = typeof taken === 'boolean' ? [] : taken.files.map(({ bytes }) => bytes.byteLength);
        assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= SNAPSHOT_MAX_BYTES);
        await sleep(5);
      }
      assert.ok(refused, 'the writer was never noticed');
    } finally {
      writer.kill('SIGKILL');
      await once(writer, 'exit');
    }
  });
});
