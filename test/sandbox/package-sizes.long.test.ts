import { match } from 'node:assert/strict';
import { cp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { docker } from '../../scripts/official/images.mjs';
import { nothingIsLeft } from '../support/containers';
import { PackedBench } from '../support/packed-bench';
import { ROMAN } from '../support/packed-course';
import { inTemporaryFolder, ROOT } from '../support/run';
import { makeWheel, type WheelWish } from '../support/wheel';

/** Megabytes that the installer gets here, and more than that. */
const [MEMORY, MORE] = [64, 90];

describe('The installer of a course’s packages', function () {
  this.timeout(120_000);
  let bench: PackedBench;
  before(async () => {
    bench = await PackedBench.open();
  });
  after(async () => {
    await bench.dispose();
    await nothingIsLeft();
  });

  /** What it says of a wheel that it refuses, in a container with little memory. */
  async function said(wish: WheelWish): Promise<string> {
    return inTemporaryFolder(async (folder) => {
      await makeWheel(path.join(folder, 'wheels'), wish);
      await cp(path.join(ROOT, 'docker/course-image/install.py'), path.join(folder, 'install.py'));
      await writeFile(path.join(folder, 'wheels', 'requirements.txt'), '');
      return installed(folder);
    });
  }

  function installed(folder: string): string {
    const limits = ['--memory', `${MEMORY}m`, '--memory-swap', `${MEMORY}m`];
    const command = [bench.ours.ref, '-I', '-B', '/build/install.py'];
    const id = docker(['create', '--user', '0:0', ...limits, '--entrypoint', '/opt/codealong/python', ...command]);
    try {
      docker(['cp', folder, `${id}:/build`]);
      return docker(['start', '--attach', id]);
    } catch (error) {
      return String(error);
    } finally {
      docker(['rm', '--force', id]);
    }
  }

  it('unpacks no more of a file than its archive says, however much there is', async () => {
    const lies = {
      files: { ...ROMAN.files, 'a.py': Buffer.alloc(MORE * 1024 * 1024) },
      methods: { 'a.py': 8 },
      claims: { 'a.py': 10 },
    };
    match(await said({ ...ROMAN, ...lies }), /"code": "wheel-no-zip"/);
  });
});
