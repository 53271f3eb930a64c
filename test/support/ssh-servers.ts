import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { userInfo } from 'node:os';
import path from 'node:path';
import { type AuthContext, type PublicKeyAuthContext, Server, type ServerChannel, utils } from 'ssh2';
import type { Folder } from './folder';

/** A server for ssh on the loopback. What is asked for is run with a path that has nothing but the folder `bin` of the test. */
export interface SshServer {
  readonly port: number;
  /** Ends every connection without a word. */
  cut(): void;
  stop(): Promise<void>;
}

/** Where sshd leaves what it does not trust, when root starts it. */
const SEPARATION = '/run/sshd';

/** OpenSSH's own, of this user's, if it is installed; null otherwise. */
export async function opensshServer(folder: Folder, port: number): Promise<SshServer | null> {
  const program = programNamed('sshd');
  if (program === null || process.platform !== 'linux') return null;
  await folder.write('sshd_config', serverText(folder, port));
  const made = process.getuid?.() === 0 && !existsSync(SEPARATION);
  if (made) mkdirSync(SEPARATION, { mode: 0o755 });
  const server = spawn(program, ['-D', '-e', '-f', folder.path('sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await once(server.stderr, 'data', { signal: AbortSignal.timeout(10_000) });
  server.stderr.resume();
  const cut = () => {
    for (const id of descendants(Number(server.pid))) {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It ended with the one before it.
      }
    }
  };
  const stop = async () => {
    cut();
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    if (made) rmdirSync(SEPARATION);
  };
  return { port, cut, stop };
}

function serverText(folder: Folder, port: number): string {
  return [
    'ListenAddress 127.0.0.1',
    `Port ${port}`,
    `HostKey ${folder.path('host')}`,
    `AuthorizedKeysFile ${folder.path('authorized')}`,
    'PidFile none',
    'StrictModes no',
    'PasswordAuthentication no',
    'PermitRootLogin prohibit-password',
    `ForceCommand exec env PATH=${folder.path('bin')} /bin/sh -c "$SSH_ORIGINAL_COMMAND"`,
    '',
  ].join('\n');
}

/** The one of the library that dockerode brings. The product is without it; here it stands in for an sshd that is not installed. */
export async function libraryServer(folder: Folder, port: number): Promise<SshServer> {
  const ssh = new Server({ hostKeys: [readFileSync(folder.path('host'))] }, (client) => {
    client.on('authentication', (asked) => letIn(asked, folder));
    client.on('error', () => undefined);
    client.on('openssh.streamlocal', (accept, _refuse, { socketPath }) => {
      const [channel, socket] = [accept(), connect(socketPath)];
      channel.pipe(socket).pipe(channel);
      for (const end of [channel, socket]) end.on('error', () => undefined);
    });
    client.on('session', (accept) => {
      accept().on('exec', (take, _refuse, { command }) => runOver(take(), command, folder));
    });
  });
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined));
    ssh.injectSocket(socket);
  });
  await new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const stop = async () => {
    cut();
    await new Promise((resolve) => listener.close(resolve));
  };
  return { port, cut, stop };
}

function letIn(asked: AuthContext, folder: Folder): void {
  if (asked.method === 'publickey' && mayEnter(asked, folder)) asked.accept();
  else asked.reject(['publickey']);
}

/** Without a signature it is only asked whether the key would do. */
function mayEnter({ username, key, blob, signature, hashAlgo }: PublicKeyAuthContext, folder: Folder): boolean {
  const known = utils.parseKey(readFileSync(folder.path('authorized')));
  if (known instanceof Error || username !== userInfo().username) return false;
  if (!key.data.equals(known.getPublicSSH())) return false;
  return !blob || !signature || known.verify(blob, signature, hashAlgo) === true;
}

function runOver(channel: ServerChannel, command: string, folder: Folder): void {
  const child = spawn('/bin/sh', ['-c', command], { env: { PATH: folder.path('bin') } });
  channel.pipe(child.stdin).on('error', () => undefined);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  channel.on('error', () => undefined);
  channel.on('close', () => child.kill('SIGKILL'));
  child.on('close', (code, signal) => {
    if (code === null) channel.exit(String(signal).replace('SIG', ''));
    else channel.exit(code);
    channel.end();
  });
}

/** The server usually stands outside of a user's path. */
export function programNamed(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  return folders.map((folder) => path.join(folder, name)).find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Ids of processes by their command line and their own id. Linux. */
export function processesWhere(wanted: (line: string, id: number) => boolean): readonly number[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.map(Number).filter((id) => wanted(textOf(`/proc/${id}/cmdline`), id));
}

function descendants(parent: number): readonly number[] {
  const own = processesWhere((_, id) => Number(/\) \S (\d+)/.exec(textOf(`/proc/${id}/stat`))?.[1]) === parent);
  return own.flatMap((id) => [...descendants(id), id]);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
