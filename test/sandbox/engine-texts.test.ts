import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { codealong, type Ended } from '../support/cli';
import { sameAsKept } from '../support/golden';
import { ROOT } from '../support/run';

const OTHER_USER = 65534;

describe('The text for a learner without an engine', function () {
  this.timeout(30_000);
  let folder = '';
  const open: Server[] = [];

  /** A copy of the package that another user can read, wherever this one lies. */
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'codealong-no-engine-'));
    await chmod(folder, 0o755);
    for (const part of ['dist', 'docker', 'courses', 'package.json']) {
      await cp(path.join(ROOT, part), path.join(folder, part), { recursive: true });
    }
  });

  after(async () => {
    for (const server of open) server.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function asked(socket: string, uid?: number): Promise<Ended> {
    const program = path.join(folder, 'courses', 'redis', 'starter', 'main.py');
    const env = { DOCKER_HOST: `unix://${path.join(folder, socket)}`, HOME: folder };
    return codealong(['test', program, '--course', 'redis', '--step', '1'], { env, home: folder, uid, cwd: folder });
  }

  function kept(name: string, { code, stdout }: Ended): void {
    assert.equal(code, 3);
    sameAsKept(`engine-${name}-${process.platform}`, stdout.replaceAll(folder, '/somewhere').trimEnd());
  }

  it('matches its golden file for a socket that is not there', async () => kept('not-found', await asked('none.sock')));

  it('matches its golden file for a socket without a listener', async () => {
    const file = JSON.stringify(path.join(folder, 'dead.sock'));
    const script = `require('net').createServer().listen(${file}, () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['-e', script], { stdio: 'ignore' }), 'exit');
    kept('not-running', await asked('dead.sock'));
  });

  it('matches its golden file for a socket that another user may not use, and never advises opening it to all', async function () {
    if (process.getuid?.() !== 0) this.skip();
    const server = createServer();
    open.push(server);
    const file = path.join(folder, 'shut.sock');
    await new Promise<void>((resolve) => server.listen(file, resolve));
    await chmod(file, 0o000);
    const said = await asked('shut.sock', OTHER_USER);
    assert.doesNotMatch(said.stdout, /chmod/);
    kept('no-permission', said);
  });
});
