import { equal, match, ok, rejects } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { CodedError } from '../../src/contract/codes';
import type { Platform } from '../../src/contract/platform';
import { type ConnectOptions, connect } from '../../src/engine/endpoint/connect';
import { hostFiles } from '../../src/engine/endpoint/endpoints';
import { argsIn } from '../support/messages';

const REPO = join(__dirname, '..', '..');
const STUBBED = ['ssh2', '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs'];
const OTHER_USER = 65534;

describe('Finding the engine', () => {
  let folder = '';
  const open: Server[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'codealong-engine-'));
    await chmod(folder, 0o755);
  });

  after(async () => {
    for (const server of open) server.close();
    await rm(folder, { recursive: true });
  });

  /** A machine on which only this folder can hold an engine, besides the one place that we cannot move. */
  function ask(host: string, more: Partial<ConnectOptions> = {}) {
    const platform: Platform = { platform: process.platform, env: {}, home: folder };
    return connect({ platform, host: `unix://${join(folder, host)}`, files: hostFiles, answerMs: 300, ...more });
  }

  async function listen(name: string, server: Server = createServer()): Promise<string> {
    const path = join(folder, name);
    await new Promise<void>((resolve) => server.listen(path, resolve));
    open.push(server);
    return path;
  }

  /** A socket file whose listener was killed before it could remove the file. */
  async function leaveBehind(name: string): Promise<void> {
    const path = JSON.stringify(join(folder, name));
    const script = `require('net').createServer().listen(${path}, () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['-e', script], { stdio: 'ignore' }), 'exit');
    ok((await stat(join(folder, name))).isSocket());
  }

  it('finds the real engine of this machine and its version', async () => {
    const platform: Platform = { platform: process.platform, env: process.env, home: userInfo().homedir };
    const { engine, endpoint } = await connect({ platform, files: hostFiles });
    const version = await engine.version();
    match(version.version, /^\d+\.\d+/);
    match(version.apiVersion, /^\d+\.\d+$/);
    match(engine.server, /^(Docker|Libpod)\/\d+\.\d+/);
    ok((await engine.info()).memory > 0);
    ok(endpoint.label.length > 0);
    engine.close();
  });

  it('says not found where there is no socket', async () => {
    const args = {
      source: 'setting',
      detail: 'ENOENT',
      place: `unix://${folder}/none`,
      tried: `unix://${folder}/none`,
    };
    await rejects(ask('none'), { code: 'engine-not-found', args: { ...args, platform: process.platform } });
  });

  it('says not running where a socket has no listener', async () => {
    await leaveBehind('dead');
    await rejects(ask('dead'), isCoded('engine-not-running', 'ECONNREFUSED'));
  });

  it('says no answer where a listener never answers, within its time', async () => {
    await listen('mute');
    const start = performance.now();
    await rejects(ask('mute'), isCoded('engine-no-answer', 'engine-call-timeout'));
    ok(performance.now() - start < 2000);
  });

  it('says what it is where something else answers, and no answer where it breaks off', async () => {
    await listen(
      'web',
      createHttpServer((_, response) => response.end('<html>hello</html>')),
    );
    await rejects(ask('web'), isCoded('engine-not-docker', 'engine-call-failed'));
    await listen(
      'rude',
      createServer((socket) => socket.once('data', () => socket.destroy())),
    );
    await rejects(ask('rude'), isCoded('engine-no-answer', 'ECONNRESET'));
  });

  it('says no permission to another user at a socket of mode 000', async function () {
    if (process.getuid?.() !== 0) this.skip();
    await chmod(await listen('shut'), 0o000);
    const said = await asOtherUser(folder, `unix://${join(folder, 'shut')}`);
    equal(said.code, 'engine-no-permission');
    equal(said.args.detail, 'EACCES');
  });

  it('reports a forbidden socket before one without a listener, although it was asked later', async function () {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) this.skip();
    const home = join(folder, 'home');
    await mkdir(join(home, '.docker/run'), { recursive: true });
    await mkdir(join(home, '.docker/desktop'), { recursive: true });
    await leaveBehind('home/.docker/run/docker.sock');
    await chmod(await listen('home/.docker/desktop/docker.sock'), 0o000);
    const said = await asOtherUser(folder, '', home);
    equal(said.code, 'engine-no-permission');
    match(said.args.tried ?? '', /run\/docker\.sock, .*desktop\/docker\.sock, /);
  });

  it('is cancelled in the middle of asking', async () => {
    await listen('mute2');
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 30);
    await rejects(ask('mute2', { signal: cancel.signal, answerMs: 5000 }), { code: 'cancelled' });
  });

  it('never passes over an engine behind ssh, or a bad address', async () => {
    await rejects(ask('', { host: 'ssh://me@127.0.0.1:1' }), { code: 'engine-ssh' });
    await rejects(ask('', { host: 'fd://' }), { code: 'engine-bad-address' });
  });

  function isCoded(code: string, detail: string) {
    return (error: CodedError) => {
      equal(error.code, code);
      equal(argsIn(error.args).detail, detail);
      return true;
    };
  }
});

interface Said {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
}

/** Bundles the room like the extension, runs it as the user `nobody` and returns the exit code. */
async function asOtherUser(folder: string, host: string, home = '/'): Promise<Said> {
  const outfile = join(folder, 'ask.cjs');
  await bundleRoom(outfile);
  const child = spawn(process.execPath, [outfile, host, home], { uid: OTHER_USER, gid: OTHER_USER, cwd: '/', env: {} });
  let text = '';
  child.stdout.on('data', (part) => {
    text += part;
  });
  child.stderr.pipe(process.stderr);
  await once(child, 'close');
  return JSON.parse(text);
}

async function bundleRoom(outfile: string): Promise<number> {
  const entry = `
    import { connect } from './src/engine/endpoint/connect';
    import { hostFiles } from './src/engine/endpoint/endpoints';
    const platform = { platform: process.platform, env: {}, home: process.argv[3] ?? '/' };
    connect({ platform, host: process.argv[2], files: hostFiles }).then(
      ({ engine }) => { engine.close(); console.log(JSON.stringify({ code: 'found', args: { server: engine.server } })); },
      (error) => console.log(JSON.stringify({ code: error.code, args: error.args ?? { message: String(error) } })),
    );`;
  await build({
    stdin: { contents: entry, resolveDir: REPO, loader: 'ts' },
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'silent',
    alias: Object.fromEntries(STUBBED.map((name) => [name, join(REPO, 'src/engine/client/absent.ts')])),
  });
  return (await stat(outfile)).size;
}

describe('The bundled engine room', () => {
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'codealong-bundle-'));
  });

  after(() => rm(folder, { recursive: true }));

  it('is under 300 KiB, minified, and still reaches the real engine', async () => {
    const outfile = join(folder, 'ask.cjs');
    const size = await bundleRoom(outfile);
    ok(size < 300 * 1024, `${size} bytes`);
    const child = spawn(process.execPath, [outfile], { cwd: folder });
    let text = '';
    child.stdout.on('data', (part) => {
      text += part;
    });
    await once(child, 'close');
    equal(JSON.parse(text).code, 'found', text);
  });
});
