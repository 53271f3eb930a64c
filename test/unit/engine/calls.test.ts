import { deepEqual, equal, rejects } from 'node:assert/strict';
import { once } from 'node:events';
import { type Duplex, Readable } from 'node:stream';
import { openEngine } from '../../../src/engine/client/open-engine';
import { type FakeEngine, fakeEngine } from './fake-engine';

describe('A call to an engine that misbehaves', () => {
  let fake: FakeEngine | null = null;

  afterEach(async () => {
    await fake?.close();
    fake = null;
  });

  it('ends as lost when the engine dies in the middle of a wait', async () => {
    fake = await fakeEngine({
      request: (_, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' }).flushHeaders();
      },
    });
    const { engine, server } = fake;
    const kill = () => server.closeAllConnections();
    await rejects(engine.wait('c1', { ms: 5000, onRegistered: kill }), ({ code, args }) => {
      equal(code, 'engine-lost');
      equal(args.call, 'wait');
      return true;
    });
  });

  it('ends as lost when nothing listens any more', async () => {
    fake = await fakeEngine({});
    const { engine } = fake;
    await fake.close();
    await rejects(engine.inspect('c1'), { code: 'engine-lost', args: { call: 'inspect', reason: 'ENOENT' } });
  });

  it('ends in time when the answer never begins, and when it never ends', async () => {
    fake = await fakeEngine({
      request: ({ url }, response) => {
        if (url?.startsWith('/info')) response.write('{"NCPU":');
      },
    });
    const limit = { ms: 50 };
    await rejects(fake.engine.version(limit), {
      code: 'engine-call-timeout',
      args: { call: 'version', seconds: 0.05 },
    });
    await rejects(fake.engine.info(limit), { code: 'engine-call-timeout', args: { call: 'info', seconds: 0.05 } });
  });

  it('ends as cancelled at once, whatever it waits for', async () => {
    fake = await fakeEngine({ request: () => undefined });
    const { engine } = fake;
    const calls = [
      (signal: AbortSignal) => engine.createContainer({ Image: 'x' }, 'name', { signal }),
      (signal: AbortSignal) => engine.attach('c1', { signal }),
      (signal: AbortSignal) => engine.wait('c1', { signal }),
      (signal: AbortSignal) => engine.remove('c1', { signal }),
    ];
    for (const call of calls) {
      const outer = new AbortController();
      setTimeout(() => outer.abort(), 20);
      await rejects(call(outer.signal), { code: 'cancelled' });
    }
  });

  it('passes on what the engine said when it refuses, and reports an answer of the wrong form', async () => {
    fake = await fakeEngine({
      request: ({ url }, response) => {
        response.statusCode = url?.startsWith('/containers/json') ? 200 : 500;
        response.end(response.statusCode === 200 ? '<html>' : '{"message":"no space left - on device"}');
      },
    });
    await rejects(fake.engine.start('c1'), {
      code: 'engine-call-failed',
      args: { call: 'start', status: 500, reason: 'no space left - on device' },
    });
    await rejects(fake.engine.list([]), {
      code: 'engine-call-failed',
      args: { call: 'list', status: 200, reason: { place: '', wanted: 'list' } },
    });
  });

  it('goes on with a removal while another one is under way, until the container is gone', async () => {
    const asked: string[] = [];
    fake = await fakeEngine({
      request: ({ method }, response) => {
        asked.push(method ?? '');
        const status = method === 'DELETE' ? 409 : asked.length < 6 ? 200 : 404;
        response.writeHead(status).end('{"message":"removal is in progress"}');
      },
    });
    await fake.engine.remove('c1');
    deepEqual(asked, ['DELETE', 'GET', 'DELETE', 'GET', 'DELETE', 'GET']);
  });

  it('gives up a removal that the engine keeps failing, and says why', async () => {
    fake = await fakeEngine({
      request: ({ method }, response) => {
        response.writeHead(method === 'DELETE' ? 500 : 200).end('{"message":"device is busy"}');
      },
    });
    await rejects(fake.engine.remove('c1'), {
      code: 'engine-call-failed',
      args: { call: 'remove', status: 500, reason: 'device is busy' },
    });
  });

  it('sends all settings of create in the body, and only the name in the address', async () => {
    let seen = '';
    fake = await fakeEngine({
      request: (request, response) => {
        seen = `${request.url} `;
        request.on('data', (part) => {
          seen += part;
        });
        request.on('end', () => response.writeHead(201).end('{"Id":"abc","Warnings":["no swap"]}'));
      },
    });
    const made = await fake.engine.createContainer({ Image: 'i', HostConfig: { SecurityOpt: ['seccomp={}'] } }, 'n');
    deepEqual(made, { id: 'abc', warnings: ['no swap'] });
    equal(seen, '/containers/create?name=n {"Image":"i","HostConfig":{"SecurityOpt":["seccomp={}"]}}');
  });

  it('creates and starts a second process with all settings in the bodies', async () => {
    const seen: string[] = [];
    fake = await fakeEngine({
      request: (request, response) => {
        let body = '';
        request.on('data', (part) => {
          body += part;
        });
        request.on('end', () => {
          seen.push(`${request.method} ${request.url?.replace(/\?$/, '')} ${body}`);
          response.writeHead(seen.length === 1 ? 201 : 200).end('{"Id":"e1"}');
        });
      },
    });
    equal(await fake.engine.execDetached('c1', { cmd: ['x'], user: '0' }), 'e1');
    deepEqual(seen, [
      'POST /containers/c1/exec {"Cmd":["x"],"User":"0","Tty":false}',
      'POST /exec/e1/start {"Detach":true,"Tty":false}',
    ]);
  });

  it('sends the files and the tag of a build, and is lost when the engine dies while it builds', async () => {
    let seen = '';
    fake = await fakeEngine({
      request: (request, response) => {
        const { pathname, searchParams } = new URL(request.url ?? '', 'http://engine');
        seen = `${pathname} ${searchParams.getAll('t')} ${searchParams.get('labels')} ${[...searchParams.keys()]}`;
        request.on('data', (part) => {
          seen += ` ${part}`;
        });
        request.on('end', () => response.write('{"stream":"Step 1/2 : FROM scratch"}\n'));
      },
    });
    const { engine, server } = fake;
    const said: string[] = [];
    const building = engine.build(Readable.from(['tar']), { tags: ['a:1', 'a:2'], labels: { x: 'y' } }, ({ text }) => {
      said.push(text);
      server.closeAllConnections();
    });
    await rejects(building, { code: 'engine-lost' });
    deepEqual(said, ['Step 1/2 : FROM scratch']);
    equal(seen, '/build a:1,a:2 {"x":"y"} t,t,labels,buildargs,rm,forcerm tar');
  });

  it('attaches without a byte of its own on the program’s stdin', async () => {
    const upgraded: { socket: Duplex; head: Buffer; url: string | undefined }[] = [];
    fake = await fakeEngine({
      upgrade: ({ url }, socket, head) => {
        upgraded.push({ socket, head, url });
        socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nfirst');
      },
    });
    const stream = await fake.engine.attach('c1');
    stream.write('job');
    const { socket, head, url } = upgraded[0] ?? fail();
    equal(url, '/containers/c1/attach?stream=1&stdin=1&stdout=1&stderr=1');
    equal(head.toString(), '');
    equal(String((await once(socket, 'data'))[0]), 'job');
    equal(String(stream.read() ?? (await once(stream, 'data'))[0]), 'first');
    stream.destroy();
    socket.destroy();
  });

  it("tells an engine's own reason for a refused attach, in Podman's form too", async () => {
    const said = 'preparing container c1 for attach: runc: error setting rlimit type 6: operation not permitted';
    fake = await fakeEngine({
      upgrade: (_, socket) => {
        const body = JSON.stringify({ cause: 'operation not permitted', message: said, response: 409 });
        socket.end(
          `HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        );
      },
    });
    await rejects(fake.engine.attach('c1'), {
      code: 'engine-call-failed',
      args: { call: 'attach', status: 409, reason: said },
    });
  });

  it('refuses an attach that is answered without an open connection', async () => {
    fake = await fakeEngine({ request: (_, response) => response.end('hello') });
    await rejects(fake.engine.attach('c1'), { code: 'engine-call-failed' });
  });

  it('knows what an engine calls itself after a ping, and nothing for one that does not say it', async () => {
    const heads = [{ Server: 'Docker/26.1.5 (linux)' }, {}];
    fake = await fakeEngine({ request: (_, response) => response.writeHead(200, heads.shift()).end('OK\n') });
    equal(fake.engine.server, '');
    await fake.engine.ping();
    equal(fake.engine.server, 'Docker/26.1.5 (linux)');
    await fake.engine.ping();
    equal(fake.engine.server, '');
  });

  it('goes to the given engine even if DOCKER_HOST names another one, or nonsense', async () => {
    fake = await fakeEngine({ request: (_, response) => response.end('OK') });
    const before = process.env.DOCKER_HOST;
    try {
      for (const value of ['tcp://127.0.0.1:1', 'tcp://not a host:x']) {
        process.env.DOCKER_HOST = value;
        const engine = await openEngine({ kind: 'unix', path: String(fake.server.address()) });
        await engine.ping();
        engine.close();
        equal(process.env.DOCKER_HOST, value);
      }
    } finally {
      if (before === undefined) delete process.env.DOCKER_HOST;
      else process.env.DOCKER_HOST = before;
    }
  });
});

function fail(): never {
  throw new Error('nothing was upgraded');
}
