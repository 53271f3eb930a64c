import { deepEqual, doesNotMatch, equal, ok, rejects } from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import type { CodedError, Message } from '../../../src/contract/codes';
import type { Platform } from '../../../src/contract/platform';
import { askEndpoint, connect } from '../../../src/engine/endpoint/connect';
import type { EndpointFiles } from '../../../src/engine/endpoint/docker-contexts';
import { textOf } from '../../../src/results/texts';
import '../../../src/results/texts/advice-catalogue';
import { argsIn } from '../../support/messages';
import { asEngine, type FakeEngine, fakeEngine } from './fake-engine';

const PIPES = '//./pipe/docker_engine, //./pipe/dockerDesktopLinuxEngine, //./pipe/podman-machine-default';

describe('Choosing among several places', () => {
  let mute: Server | null = null;
  let fake: FakeEngine | null = null;

  afterEach(async () => {
    mute?.close();
    await fake?.close();
    [mute, fake] = [null, null];
  });

  /** A machine whose current context is at this address. Its other places, named pipes of Windows, are not found on any other. */
  function contextAt(host: string, platform: NodeJS.Platform = 'win32') {
    const meta = JSON.stringify({ Endpoints: { docker: { Host: host } } });
    const files: EndpointFiles = { readFile: (path) => (path.endsWith('meta.json') ? meta : null), list: () => [] };
    const machine: Platform = { platform, env: { DOCKER_CONTEXT: 'mine' }, home: '/nowhere' };
    return { platform: machine, files };
  }

  async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }

  it('returns the engine of the context before any other', async () => {
    fake = await fakeEngine({ request: (_, response) => response.end('OK') });
    const { engine, endpoint } = await connect(contextAt(`unix://${fake.server.address()}`, 'linux'));
    engine.close();
    equal(endpoint.source, 'context');
  });

  it('asks an engine for nothing that it may have to think about', async () => {
    const asked: string[] = [];
    fake = await fakeEngine({
      request: ({ url = '' }, response) => {
        asked.push(url);
        if (url.startsWith('/_ping')) response.setHeader('Server', 'Libpod/4.3.1 (linux)').end('OK');
      },
    });
    const { engine } = await connect(contextAt(`unix://${fake.path}`, 'linux'));
    engine.close();
    equal(engine.server, 'Libpod/4.3.1 (linux)');
    deepEqual(
      asked.map((url) => url.replace(/\?.*/, '')),
      ['/_ping'],
    );
  });

  it('asks a named pipe as it asks a socket', async () => {
    fake = await fakeEngine({ request: asEngine });
    // Node opens both by a path; on Windows it would be that of a pipe.
    const found = await askEndpoint({ source: 'default', label: 'p', address: { kind: 'npipe', path: fake.path } }, {});
    ok('engine' in found);
    equal((await found.engine.version()).version, '9.9');
    found.engine.close();
  });

  it('takes no other server for an engine, whatever it answers', async () => {
    for (const said of ['', '<html>hello</html>', '{"status":"OK"}']) {
      fake = await fakeEngine({ request: (_, response) => response.end(said) });
      const place = `unix://${fake.path}`;
      const args = { place, source: 'setting', detail: 'engine-call-failed', platform: 'linux', tried: place };
      const machine = contextAt('', 'linux');
      await rejects(connect({ ...machine, host: place }), { code: 'engine-not-docker', args });
      await fake.close();
    }
  });

  it('says so of a server that talks no HTTP, or knows no ping, and blames no Docker', async () => {
    const place = async (server: Server) => {
      mute?.close();
      mute = server;
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    };
    const machine = contextAt('', 'linux');
    for (const said of ['SSH-2.0-OpenSSH_9.2p1\r\n', '220 mail.example ESMTP\r\n', 'HTTP/1.1 404 Not Found\r\n\r\n']) {
      const host = await place(
        createServer((socket) => socket.on('error', () => undefined).once('data', () => socket.end(said))),
      );
      const error = await connect({ ...machine, host }).then(
        () => null,
        (thrown: CodedError<'engine-not-docker'>) => thrown,
      );
      equal(error?.code, 'engine-not-docker', said);
      const { title, body, advice } = textOf(error?.told as Message);
      equal(title, `What answers at ${host} is not Docker.`);
      doesNotMatch(`${body} ${advice}`, /HPE_|starting|restart/);
    }
  });

  it('never takes a local engine for a context behind ssh', async () => {
    fake = await fakeEngine({ request: asEngine });
    await symlink(fake.path, join(dirname(fake.path), 'docker.sock'));
    const home = { env: { DOCKER_CONTEXT: 'mine', XDG_RUNTIME_DIR: dirname(fake.path) }, home: '/nowhere' };
    const { files } = contextAt('ssh://me@127.0.0.1:1');
    const platform: Platform = { platform: 'linux', ...home };
    await rejects(connect({ platform, files }), (error: CodedError) => {
      deepEqual([error.code, argsIn(error.args).host], ['engine-ssh', 'ssh://me@127.0.0.1:1']);
      return true;
    });
  });

  it('reports an engine that does not run rather than others that are not there', async () => {
    const args = {
      place: 'mine',
      source: 'context',
      detail: 'ECONNREFUSED',
      platform: 'win32',
      tried: `mine, ${PIPES}`,
    };
    await rejects(connect(contextAt(`tcp://127.0.0.1:${await freePort()}`)), { code: 'engine-not-running', args });
  });

  it('reports an engine that does not answer rather than others that are not there', async () => {
    const server = createServer();
    mute = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const soon = { ...contextAt(`tcp://127.0.0.1:${port}`), answerMs: 100 };
    await rejects(connect(soon), { code: 'engine-no-answer' });
  });

  it('reports a host whose name does not exist as not found', async () => {
    await rejects(connect(contextAt('tcp://nowhere.invalid:1')), { code: 'engine-not-found' });
  });
});
