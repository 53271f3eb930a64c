import { equal, match, ok, rejects } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import type { CodedError } from '../../../src/contract/codes';
import type { SshAddress } from '../../../src/engine/client/engine';
import { openEngine } from '../../../src/engine/client/open-engine';
import { askEndpoint } from '../../../src/engine/endpoint/connect';
import { ChildScript, nextLine } from '../../support/child';
import { CONNECTS } from '../../support/fake-ssh';
import { Folder } from '../../support/folder';
import { SshMachine } from '../../support/ssh-machine';
import { until } from '../../support/waiting';
import { asEngine, FAKE_SERVER, type FakeEngine, fakeEngine } from './fake-engine';

const BOX: SshAddress = { kind: 'ssh', host: 'box', user: null, port: null, path: null };

describe('An engine behind the real ssh command', function () {
  this.timeout(60_000);
  let fake: FakeEngine;
  let machine: SshMachine | null = null;
  let docker = '';

  before(async function () {
    if (SshMachine.missingAfterSetup() !== null) this.skip();
    fake = await fakeEngine({
      request: (request, response) => {
        if (request.url?.includes('/wait')) response.writeHead(200).flushHeaders();
        else asEngine(request, response);
      },
    });
    const script = path.join(path.dirname(fake.path), 'dial.js');
    await writeFile(script, `const SOCKET = ${JSON.stringify(fake.path)};\n${CONNECTS}`);
    docker = `[ "$*" = "system dial-stdio" ] || exit 64; exec ${process.execPath} ${script}`;
    machine = await SshMachine.make(docker);
    process.stdout.write(`      the server is ${machine.kind}'s\n`);
  });

  afterEach(async () => {
    await machine?.noClientIsLeft();
    await machine?.trust();
    await machine?.letIn();
    await machine?.setDocker(docker);
  });

  after(async () => {
    await machine?.remove();
    await fake?.close();
  });

  /** What the engine calls itself, or why there is none. */
  async function said(address: Partial<SshAddress> = {}): Promise<string> {
    const where = { source: 'context', label: 'far', address: { ...BOX, ...address } } as const;
    try {
      const found = await askEndpoint(where, {});
      if (!('engine' in found)) return found.reason;
      found.engine.close();
      return found.engine.server;
    } catch (error) {
      const { code, args } = error as CodedError<'engine-ssh'>;
      equal(code, 'engine-ssh');
      return `${args.why}: ${args.said}`;
    }
  }

  it('is reached by the name that the user’s configuration has for it', async () => {
    equal(await said(), FAKE_SERVER);
  });

  it('is reached with the user and the port of its address', async () => {
    const { username } = userInfo();
    const port = machine?.port ?? 0;
    equal(await said({ host: '127.0.0.1', user: username, port }), FAKE_SERVER);
    match(
      await said({ host: '127.0.0.1', user: 'nobody-here', port }),
      /^denied: nobody-here@127\.0\.0\.1: Permission denied/,
    );
    match(await said({ host: '127.0.0.1', user: username, port: 1 }), /^unreachable: .*port 1: Connection refused$/);
  });

  it('is not taken without a known key, or with another one', async () => {
    await machine?.trust(null);
    match(await said(), /^host-key: [\s\S]*Host key verification failed\.$/);
    await machine?.trust('other');
    match(await said(), /^host-key: [\s\S]*Host key verification failed\.$/);
  });

  it('does not let in who has another key', async () => {
    await machine?.letIn('other');
    match(await said(), /^denied: .*Permission denied \(publickey/);
  });

  it('has to have a docker command on its path', async () => {
    await machine?.setDocker(null);
    match(await said(), /^no-docker: .*docker: not found$/);
  });

  it('is told by what docker says over there', async () => {
    await machine?.setDocker('echo "Cannot connect to the Docker daemon at unix:///x. Is it running?" >&2; exit 1');
    match(await said(), /^no-engine: Cannot connect to the Docker daemon/);
    await machine?.setDocker('kill -9 $$');
    // A shell stands between, and has a code for a command that a signal ended.
    match(await said(), /^no-engine: Killed$/);
  });

  it('is asked for the socket of its address', async () => {
    await machine?.setDocker('echo "$*" >&2; exit 1');
    match(
      await said({ path: '/run/user/1/docker.sock' }),
      /: --host unix:\/\/\/run\/user\/1\/docker.sock system dial-stdio$/,
    );
  });

  it('is a socket of this machine to us where the user forwards its socket', async () => {
    const folder = await Folder.make({});
    const here = folder.path('docker.sock');
    const forward = spawn('ssh', ['-nNT', '-o', 'ExitOnForwardFailure=yes', '-L', `${here}:${fake.path}`, 'box']);
    try {
      await until(() => existsSync(here));
      const address = { kind: 'unix', path: here } as const;
      const found = await askEndpoint({ source: 'setting', label: here, address }, {});
      ok('engine' in found);
      equal((await found.engine.version()).version, '9.9');
      const lost = found.engine.wait('c1', { ms: 20_000, onRegistered: () => forward.kill('SIGKILL') });
      await rejects(lost, { code: 'engine-lost' });
      found.engine.close();
    } finally {
      forward.kill('SIGKILL');
      await folder.remove();
    }
  });

  it('is lost when the connection is cut in the middle of a call', async () => {
    const engine = await openEngine(BOX);
    try {
      const waiting = engine.wait('c1', { ms: 20_000, onRegistered: () => machine?.cut() });
      await rejects(waiting, { code: 'engine-lost', args: { call: 'wait', reason: 'ECONNRESET' } });
      equal((await engine.version()).version, '9.9', 'the next call makes a connection of its own');
    } finally {
      engine.close();
    }
  });

  it('keeps no process alive that has nothing else to do, and ends with it', async () => {
    const script = await ChildScript.make('ssh-owner');
    try {
      const [code] = await once(script.start(['idle']), 'exit', { signal: AbortSignal.timeout(10_000) });
      equal(code, 0);
      await machine?.noClientIsLeft();
    } finally {
      script.dispose();
    }
  });

  it('has no ssh left when our process is killed', async () => {
    const script = await ChildScript.make('ssh-owner');
    try {
      const owner = script.start([]);
      equal(await nextLine(owner), '9.9');
      ok((machine?.clients().length ?? 0) > 0);
      owner.kill('SIGKILL');
      await machine?.noClientIsLeft();
    } finally {
      script.dispose();
    }
  });
});
