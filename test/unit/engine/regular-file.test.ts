import { deepEqual, equal } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSmallFile, whyUnreadable } from '../../../src/engine/client/regular-file';
import { hostFiles } from '../../../src/engine/endpoint/endpoints';
import { inTemporaryFolder } from '../../support/run';

describe("A file of docker's", () => {
  it('is read through a link', () =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, 'config.json'), '{}');
      symlinkSync('config.json', join(folder, 'link'));
      equal(readSmallFile(join(folder, 'link')).toString(), '{}');
      deepEqual(
        ['link', 'config.json', 'nowhere'].map((name) => whyUnreadable(join(folder, name))),
        [null, null, null],
      );
    }));

  it('is refused without waiting when it is a pipe, a device or a folder, or far too large', () =>
    inTemporaryFolder(async (folder) => {
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      mkdirSync(join(folder, 'folder'));
      symlinkSync('/dev/zero', join(folder, 'endless'));
      writeFileSync(join(folder, 'large'), Buffer.alloc(1024 * 1024 + 1));
      const names = ['pipe', 'folder', 'endless', 'large', 'pipe/config.json'];
      deepEqual(
        names.map((name) => whyUnreadable(join(folder, name))),
        ['EINVAL', 'EINVAL', 'EINVAL', 'EFBIG', 'ENOTDIR'],
      );
      deepEqual(
        names.map((name) => hostFiles.readFile(join(folder, name))),
        [null, null, null, null, null],
      );
    }));
});
