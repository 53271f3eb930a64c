import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { diskErrorCode, readRegular } from '../../../src/course/files/disk';
import { makeFolder, removeFolders } from './place';

describe('Reading a file that may have been exchanged meanwhile', () => {
  afterEach(removeFolders);

  it('reads no more than it was told', async () => {
    const root = await makeFolder({ a: 'abcdef' });
    assert.equal(Buffer.from(await readRegular(path.join(root, 'a'), 4)).toString(), 'abcd');
    assert.equal(Buffer.from(await readRegular(path.join(root, 'a'), 99)).toString(), 'abcdef');
  });

  it('follows no link, waits for no pipe and opens no folder', async () => {
    const root = await makeFolder({ a: 'secret', 'folder/b': '' });
    await symlink('a', path.join(root, 'link'));
    execFileSync('mkfifo', [path.join(root, 'pipe')]);
    const codes = ['link', 'pipe', 'folder'].map((name) => readRegular(path.join(root, name), 9).catch(diskErrorCode));
    assert.deepEqual(await Promise.all(codes), ['ELOOP', 'EINVAL', 'EINVAL']);
  });
});
