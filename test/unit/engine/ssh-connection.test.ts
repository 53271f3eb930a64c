import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type { Engine } from '../../../src/engine/client/engine';
import { openEngine } from '../../../src/engine/client/open-engine';
import { askEndpoint } from '../../../src/engine/endpoint/connect';
import { textOf } from '../../../src/results/texts';
import '../../../src/results/texts/advice-catalogue';
import type { CodedError } from '../../../src/contract/codes';
import { ChildScript, nextLine } from '../../support/child';
import { CONNECTS, FakeSsh } from '../../support/fake-ssh';
import { asEngine, type FakeEngine, fakeEngine } from './fake-engine';

const BOX = { kind: 'ssh', host: 'box', user: 'kim', port: 2222, path: null } as const;

describe('An engine behind ssh', () => {
  let fake: FakeEngine | null = null;
  let ssh: FakeSsh | null = null;
  let engine: Engine | null = null;

  before(function () {
    // A script cannot take the place of a program there.
    if (process.platform === 'win32') this.skip();
  });

  afterEach(async () => {
    engine?.close();
    await ssh?.remove();
    await fake?.close();
    [fake, ssh, engine] = [null, null, null];
  });

  /** An engine that is reached by this command. */
  async function behind(body: string, handlers: Parameters<typeof fakeEngine>[0] = {}) {
    fake = await fakeEngine({ request: asEngine, ...handlers });
    ssh = await FakeSsh.install(body, fake.path);
    engine = await openEngine(BOX);
    return { engine, ssh, server: fake.server };
  }

  async function allGone(those: FakeSsh, ms = 3_000): Promise<void> {
    for (const limit = Date.now() + ms; (await those.alive()) > 0; await new Promise((go) => setTimeout(go, 10)))
      ok(Date.now() < limit, 'an ssh is left');
  }

  /** Ends with this error. @returns its args */
  async function fails(work: Promise<unknown>, code: string) {
    const error = await work.then(
      () => Promise.reject(new Error('it did not fail')),
      (error: CodedError) => error,
    );
    equal(error.code, code);
    return error as CodedError<'engine-ssh'>;
  }

  it('answers, and ssh is told user, port and machine', async () => {
    const far = await behind(CONNECTS);
    equal((await far.engine.version()).version, '9.9');
    const [first] = await far.ssh.started();
    deepEqual(first?.args.slice(-9), ['-l', 'kim', '-p', '2222', '--', 'box', 'docker', 'system', 'dial-stdio']);
  });

  it('answers one call after the other over one connection, and calls at once over as many as they are', async () => {
    const far = await behind(CONNECTS);
    for (let call = 0; call < 5; call++) await far.engine.version();
    equal((await far.ssh.started()).length, 1);
    for (let round = 0; round < 3; round++) await Promise.all([far.engine.version(), far.engine.version()]);
    equal((await far.ssh.started()).length, 2);
  });

  it('has no process left once it is closed', async () => {
    const far = await behind(CONNECTS);
    await Promise.all([far.engine.version(), far.engine.version()]);
    equal(await far.ssh.alive(), 2);
    far.engine.close();
    await allGone(far.ssh);
  });

  it('has none left either that does not want to end', async () => {
    const far = await behind(`for (const name of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.on(name, () => {});
      setInterval(() => {}, 1000); ${CONNECTS}`);
    await far.engine.version();
    far.engine.close();
    await allGone(far.ssh);
  });

  it('ends ssh with a call that is cancelled or late, also during the handshake', async () => {
    const far = await behind('process.stdin.resume(); setInterval(() => {}, 1000);');
    const cancel = new AbortController();
    const cancelled = rejects(far.engine.version({ signal: cancel.signal }), { code: 'cancelled' });
    while ((await far.ssh.started()).length === 0) await new Promise((go) => setTimeout(go, 10));
    cancel.abort();
    await cancelled;
    await rejects(far.engine.version({ ms: 1_000 }), { code: 'engine-call-timeout' });
    equal((await far.ssh.started()).length, 2);
    await allGone(far.ssh);
  });

  it('carries the streams of a sandbox in both directions', async () => {
    const far = await behind(CONNECTS, {
      upgrade: (_, socket) => {
        socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
        socket.on('data', (part) => socket.write(part));
      },
    });
    const stream = await far.engine.attach('c1');
    const sent = Buffer.alloc(3_000_000, 'abcdefg');
    let back = 0;
    stream.on('data', (part: Buffer) => {
      back += part.length;
      if (back === sent.length) stream.emit('whole');
    });
    stream.write(sent);
    await once(stream, 'whole', { signal: AbortSignal.timeout(10_000) });
    stream.destroy();
    await allGone(far.ssh);
  });

  it('is lost when ssh ends in the middle, for calls and streams alike', async () => {
    let upgraded: Duplex | null = null;
    const far = await behind(CONNECTS, {
      request: (_, response) => response.writeHead(200).flushHeaders(),
      upgrade: (_, socket) => {
        upgraded = socket;
        socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
      },
    });
    const stream = await far.engine.attach('c1');
    ok(upgraded !== null);
    stream.resume();
    const kill = async () => {
      for (const { pid } of await far.ssh.started()) process.kill(pid, 'SIGKILL');
    };
    const closed = once(stream, 'close', { signal: AbortSignal.timeout(5_000) });
    await rejects(far.engine.wait('c1', { ms: 5_000, onRegistered: () => void kill() }), { code: 'engine-lost' });
    await closed;
  });

  it('says what ssh said, and how much of it fits', async () => {
    const said = `for (let at = 0; at < 20000; at++) process.stderr.write('line ' + at + '\\n');
      process.stderr.write('\\u001b[31mkim@box: Permission denied (publickey).\\n', () => process.exit(255));`;
    const far = await behind(said);
    const error = await fails(far.engine.ping({ ms: 20_000 }), 'engine-ssh');
    deepEqual([error.args.host, error.args.why], ['ssh://kim@box:2222', 'denied']);
    ok(error.args.said.length <= 500);
    const { title, body, advice } = textOf(error.told);
    equal(title, 'The machine ssh://kim@box:2222 did not let you in over SSH.');
    match(String(body), /^It said: line [\s\S]*kim@box: Permission denied \(publickey\)\.$/);
    ok(!String(body).includes('\u001b'), 'no escape code reaches a terminal');
    match(String(advice), /`ssh-add`/);
  });

  it('says so when there is no ssh command', async () => {
    const far = await behind(CONNECTS);
    const path = process.env.PATH;
    process.env.PATH = '/nonexistent';
    try {
      const { args } = await fails(far.engine.ping(), 'engine-ssh');
      deepEqual([args.why, args.said], ['no-command', '']);
    } finally {
      process.env.PATH = path;
    }
  });

  it('is started in no folder that may go, and in none of a stranger', async () => {
    const far = await behind('process.stderr.write(process.cwd(), () => process.exit(1))');
    const { args } = await fails(far.engine.ping(), 'engine-ssh');
    equal(args.said, '/');
  });

  it('is given time for a handshake, and then reported as late', async () => {
    const far = await behind(`setTimeout(() => { ${CONNECTS} }, 700)`);
    const endpoint = { source: 'setting', label: 'ssh://kim@box:2222', address: BOX } as const;
    const { args } = await fails(askEndpoint(endpoint, { answerMs: 300 }), 'engine-ssh');
    equal(args.why, 'late');
    await allGone(far.ssh);
    const found = await askEndpoint(endpoint, {});
    ok('engine' in found);
    found.engine.close();
  });

  it('is told by what it said when it is no engine', async () => {
    await behind("process.stdin.resume(); process.stdout.write('welcome!\\n')");
    const endpoint = { source: 'context', label: 'far', address: BOX } as const;
    const { args } = await fails(askEndpoint(endpoint, { answerMs: 5_000 }), 'engine-ssh');
    deepEqual([args.why, args.said], ['noise', 'welcome!']);
  });

  it('is told by a greeting before its answer, however that arrives', async () => {
    await behind(`process.stdout.write('Have a nice day\\n', () => setTimeout(() => { ${CONNECTS} }, 50))`);
    const endpoint = { source: 'context', label: 'far', address: BOX } as const;
    const { args, told } = await fails(askEndpoint(endpoint, { answerMs: 5_000 }), 'engine-ssh');
    deepEqual([args.why, args.said], ['noise', 'Have a nice day']);
    match(textOf(told).title, /something there prints text before Docker answers/);
  });

  it('is asked again for a removal where that may help, and never where it let nobody in', async () => {
    for (const [said, times] of [
      ['kim@box: Permission denied (publickey).', 1],
      ['ssh: connect to host box port 22: Connection refused', 6],
    ] as const) {
      const far = await behind(`process.stderr.write('${said}\\n', () => process.exit(255))`);
      await fails(far.engine.remove('c1'), 'engine-ssh');
      equal((await far.ssh.started()).length, times, said);
      far.engine.close();
      await far.ssh.remove();
      await fake?.close();
    }
  });

  it('is no crash of ours when the system has no file descriptor left, or refuses the command', async () => {
    const script = await ChildScript.make('ssh-owner');
    try {
      const child = script.start(['crowded']);
      equal(await nextLine(child), 'engine-ssh other EMFILE');
    } finally {
      script.dispose();
    }
    const odd = await openEngine({ ...BOX, host: 'a\0b' });
    const { args } = await fails(odd.ping(), 'engine-ssh');
    deepEqual([args.why, args.said], ['other', 'ERR_INVALID_ARG_VALUE']);
  });

  it('is in a session of its own, where Ctrl+C in a terminal does not reach it', async function () {
    if (process.platform !== 'linux') this.skip();
    const far = await behind(`process.stderr.write(''); ${CONNECTS}`);
    await far.engine.version();
    const [first] = await far.ssh.started();
    const { readFile } = await import('node:fs/promises');
    const [, group, session] =
      /\) \S (?:\d+) (\d+) (\d+)/.exec(await readFile(`/proc/${first?.pid}/stat`, 'utf8')) ?? [];
    deepEqual([Number(group), Number(session)], [first?.pid, first?.pid]);
  });
});
