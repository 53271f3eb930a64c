import { execFileSync } from 'node:child_process';
import { chmod, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Folder } from './folder';
import { libraryServer, opensshServer, processesWhere, programNamed, type SshServer } from './ssh-servers';

/**
 * A machine that is reached over ssh, on the loopback, with keys of its own. `ssh` is the real command, with a configuration in which
 * the machine is called `box`; the user's own is neither read nor written. Its maker removes it.
 */
export class SshMachine {
  private constructor(
    private readonly folder: Folder,
    private readonly server: SshServer,
    private readonly before: string | undefined,
    /** Which server it has. */
    readonly kind: 'OpenSSH' | 'ssh2',
  ) {}

  /** What is missing here to make one; null for nothing. */
  static missing(): string | null {
    if (process.platform !== 'linux') return 'Linux';
    return ['ssh', 'ssh-keygen'].find((name) => programNamed(name) === null) ?? null;
  }

  /**
   * What is missing here, after saying so.
   * @throws Error where setup has made this machine ready, so that no test is left out there without a word
   */
  static missingAfterSetup(): string | null {
    const missing = SshMachine.missing();
    if (missing === null) return null;
    if (missing !== 'Linux' && process.env.CODEALONG_ENGINE_READY === '1')
      throw new Error(`These tests cannot run: there is no ${missing} here. On Debian: apt-get install openssh-client`);
    process.stdout.write(`      left out: there is no ${missing} here\n`);
    return missing;
  }

  /** @param docker a shell script that is `docker` over there; null for none */
  static async make(docker: string | null): Promise<SshMachine> {
    const folder = await Folder.make({ 'bin/': '', known: '', authorized: '' });
    for (const name of ['key', 'host', 'other'])
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', folder.path(name)]);
    const port = await freePort();
    await folder.write('config', clientText(folder, port));
    const openssh = await opensshServer(folder, port);
    const server = openssh ?? (await libraryServer(folder, port));
    const kind = openssh === null ? 'ssh2' : 'OpenSSH';
    const machine = new SshMachine(folder, server, process.env.PATH, kind);
    await machine.setDocker(docker);
    await machine.trust();
    await machine.letIn();
    await machine.#replaceSsh();
    return machine;
  }

  get port(): number {
    return this.server.port;
  }

  /** The machine is known by the key of this name; `host` is its own. */
  async trust(key: 'host' | 'other' | null = 'host'): Promise<void> {
    const line = key === null ? '' : `[127.0.0.1]:${this.port} ${await this.folder.read(`${key}.pub`)}`;
    await this.folder.write('known', line);
  }

  /** The client is let in by the key of this name; `key` is its own. */
  async letIn(key: 'key' | 'other' = 'key'): Promise<void> {
    await this.folder.write('authorized', await this.folder.read(`${key}.pub`));
  }

  async setDocker(script: string | null): Promise<void> {
    const file = this.folder.path('bin', 'docker');
    await rm(file, { force: true });
    if (script === null) return;
    await this.folder.write('bin/docker', `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  }

  /** Cuts every connection. */
  cut(): void {
    this.server.cut();
  }

  /** Ids of the ssh commands that have been started with our configuration and still live. */
  clients(): readonly number[] {
    return processesWhere((line) => line.includes(this.folder.path('config')));
  }

  /** Fails when a client is left after so many milliseconds. */
  async noClientIsLeft(ms = 5_000): Promise<void> {
    for (const limit = Date.now() + ms; this.clients().length > 0; await sleep(20))
      if (Date.now() > limit) throw new Error(`ssh is left: ${this.clients()}`);
  }

  async remove(): Promise<void> {
    process.env.PATH = this.before;
    await this.server.stop();
    await this.folder.remove();
  }

  async #replaceSsh(): Promise<void> {
    const file = this.folder.path('client', 'ssh');
    await this.folder.write(
      'client/ssh',
      `#!/bin/sh\nexec ${programNamed('ssh')} -F ${this.folder.path('config')} "$@"\n`,
    );
    await chmod(file, 0o755);
    process.env.PATH = `${path.dirname(file)}${path.delimiter}${this.before}`;
  }
}

function clientText(folder: Folder, port: number): string {
  return [
    'Host box',
    '  HostName 127.0.0.1',
    `  Port ${port}`,
    `  User ${userInfo().username}`,
    'Host *',
    `  IdentityFile ${folder.path('key')}`,
    '  IdentitiesOnly yes',
    '  IdentityAgent none',
    `  UserKnownHostsFile ${folder.path('known')}`,
    '  GlobalKnownHostsFile /dev/null',
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
