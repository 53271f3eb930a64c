import { deepEqual, equal, match } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../support/run';

const run = promisify(execFile);
const SCRIPT = 'scripts/setup-docker.sh';
const BASE = 'base-of-a-test:1';
const BUILT = 'codealong-of-a-test:1';
const OTHER = 'codealong-of-another-test:1';
const RUNTIME = {
  id: 'python-3.9',
  version: '3.9',
  image: { kind: 'base', base: BASE, debian: { suite: 'bullseye', packages: ['python3'] } },
};
/** Makes a file system of one file, whose path is its last argument but the list of sources. It stands for a download of 40 s. */
const MAKES = `#!/bin/sh
for one; do case $one in *base.tar) echo "$$" > made && tar -cf "$one" made ;; esac; done
`;
const FAILS = '#!/bin/sh\necho "no such release" >&2\nexit 1\n';

/** The script with one runtime of its own, and with the machine's real engine. */
describe('A base of Debian’s packages that an older script has made', function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'codealong-setup-docker-'));
    await cp(path.join(ROOT, SCRIPT), path.join(folder, SCRIPT));
    const runtime = path.join(folder, 'docker/runtimes/python-3.9');
    await mkdir(runtime, { recursive: true });
    await writeFile(path.join(runtime, 'runtime.json'), JSON.stringify(RUNTIME, null, 2));
    await mkdir(path.join(folder, 'bin'));
    for (const [tag, content] of [
      [BASE, 'an old base'],
      [OTHER, 'another base'],
    ] as const)
      await imported(tag, content);
    await writeFile(path.join(folder, 'Dockerfile'), `FROM ${BASE}\nLABEL built=1\n`);
    await run('docker', ['build', '-q', '-t', BUILT, '-f', path.join(folder, 'Dockerfile'), path.join(folder, 'bin')]);
  });

  afterEach(async () => {
    for (const tag of [BUILT, OTHER, BASE]) await run('docker', ['rmi', tag]).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  });

  /** An image as the first version of the script made it. */
  async function imported(tag: string, content: string): Promise<void> {
    const file = path.join(folder, 'old');
    await writeFile(file, content);
    await run('tar', ['-cf', `${file}.tar`, '-C', folder, 'old']);
    const labels = ['codealong.base=debian', 'codealong.base.recipe=1'].flatMap((label) => ['-c', `LABEL ${label}`]);
    await run('docker', ['import', ...labels, `${file}.tar`, tag]);
  }

  /** Runs the script with this `mmdebstrap`. @returns all that it says */
  async function setUp(mmdebstrap: string): Promise<string> {
    const file = path.join(folder, 'bin/mmdebstrap');
    await writeFile(file, mmdebstrap);
    await chmod(file, 0o755);
    const env = { ...process.env, PATH: `${path.join(folder, 'bin')}:${process.env.PATH}` };
    const wanted = [path.join(folder, SCRIPT), '--base-only', '--runtime', RUNTIME.id];
    const { stdout, stderr } = await run('sh', wanted, { env, cwd: folder });
    return stdout + stderr;
  }

  function isCurrent(): Promise<boolean> {
    const wanted = [path.join(folder, SCRIPT), '--base-only', '--runtime', RUNTIME.id, '--is-current'];
    return run('sh', wanted).then(
      () => true,
      () => false,
    );
  }

  async function isThere(tag: string): Promise<boolean> {
    return run('docker', ['image', 'inspect', tag]).then(
      () => true,
      () => false,
    );
  }

  it('is made anew, and no image stays that was built on it', async () => {
    equal(await isCurrent(), false);
    match(await setUp(MAKES), /Removed codealong-of-a-test:1/);
    equal(await isCurrent(), true);
    deepEqual([await isThere(BUILT), await isThere(OTHER)], [false, true]);
    match(await setUp(FAILS), /is here; it is the base/);
  });

  it('stays, with the reason, where it cannot be made anew', async () => {
    const said = await setUp(FAILS);
    match(said, /no such release/);
    match(said, /The old base stays/);
    deepEqual([await isThere(BASE), await isThere(BUILT), await isCurrent()], [true, true, false]);
  });
});
