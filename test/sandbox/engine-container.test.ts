import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { once } from 'node:events';
import { homedir } from 'node:os';
import type { Duplex } from 'node:stream';
import type { CodedError } from '../../src/contract/codes';
import { Demultiplexer } from '../../src/engine/client/demux';
import type { Engine } from '../../src/engine/client/engine';
import { connect } from '../../src/engine/endpoint/connect';
import { hostFiles } from '../../src/engine/endpoint/endpoints';
import { killContainer, limitsHeld } from '../support/engine-call';
import { importShell, PREFIX, removeTestImages } from './engine-image-kit';

const IMAGE = `${PREFIX}-shell`;
const LABEL = `${PREFIX}.engine`;

describe('A container of the real engine', () => {
  let engine: Engine;
  const ids: string[] = [];

  before(async () => {
    const platform = { platform: process.platform, env: process.env, home: homedir() };
    ({ engine } = await connect({ platform, files: hostFiles }));
    await importShell(IMAGE);
  });

  after(async () => {
    for (const id of ids) await engine.remove(id);
    deepEqual(await engine.list([LABEL]), []);
    engine.close();
    await removeTestImages();
  });

  async function create(script: string): Promise<string> {
    const spec = {
      Image: IMAGE,
      Cmd: ['sh', '-c', script],
      Labels: { [LABEL]: 'x' },
      OpenStdin: true,
      StdinOnce: true,
    };
    const host = { NetworkMode: 'none', Memory: 64 * 1024 * 1024, PidsLimit: 20 };
    const { id, warnings } = await engine.createContainer({ ...spec, AttachStdin: true, HostConfig: host });
    ids.push(id);
    deepEqual(
      warnings.filter((warning) => !warning.includes('swap')),
      [],
    );
    return id;
  }

  /** Reads until the container has written this much on stdout. */
  async function collect(stream: Duplex): Promise<{ stdout: string; stderr: string }> {
    const demux = new Demultiplexer();
    const parts = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
    stream.on('data', (chunk: Buffer) => {
      for (const piece of demux.push(chunk)) parts[piece.stream].push(piece.bytes);
    });
    await once(stream, 'close');
    return { stdout: Buffer.concat(parts.stdout).toString(), stderr: Buffer.concat(parts.stderr).toString() };
  }

  it('is created, attached, started and waited for, and reads nothing that was not written to it', async () => {
    const id = await create('read -r a; read -r b; echo "$a|$b"; echo oops >&2; exit 7');
    const stream = await engine.attach(id);
    const output = collect(stream);
    let registered = false;
    const exit = engine.wait(id, {
      onRegistered: () => {
        registered = true;
      },
    });
    await engine.start(id);
    stream.write('grüße\nand more\n');
    equal(await exit, 7);
    equal(registered, true);
    deepEqual(await output, { stdout: 'grüße|and more\n', stderr: 'oops\n' });
    const state = await engine.inspect(id);
    deepEqual([state.status, state.running, state.exitCode, state.oomKilled], ['exited', false, 7, false]);
    ok(Math.abs(Date.now() - (state.finishedAt ?? 0)) < 60_000);
  });

  it('runs a second process that nobody waits for', async () => {
    const id = await create('read -r line < /proc/self/fd/0; echo "got $line"; while :; do sleep 1; done');
    const stream = await engine.attach(id);
    await engine.start(id);
    await engine.execDetached(id, {
      cmd: ['sh', '-c', 'echo "$WHO in $PWD" > /proc/1/fd/1'],
      user: '0',
      workingDir: '/bin',
      env: ['WHO=exec'],
    });
    const demux = new Demultiplexer();
    const said = await new Promise<string>((resolve) => {
      stream.on('data', (chunk: Buffer) => {
        for (const { bytes } of demux.push(chunk)) resolve(Buffer.from(bytes).toString());
      });
    });
    equal(said, 'exec in /bin\n');
    stream.destroy();
    await rejects(engine.execDetached(id, { cmd: ['/none'], user: '0' }), isRefused('exec'));
  });

  it('is killed, is removed while it runs, and is gone then for every call', async () => {
    const id = await create('while :; do sleep 1; done');
    const exit = engine.wait(id);
    await engine.start(id);
    equal((await engine.inspect(id)).finishedAt, null);
    await killContainer(id);
    equal(await exit, 137);
    const other = await create('while :; do sleep 1; done');
    await engine.start(other);
    await Promise.all([engine.remove(other), engine.remove(other), engine.remove(id)]);
    await engine.remove(id);
    for (const call of [engine.start(id), engine.inspect(id), engine.attach(id), engine.wait(id)]) {
      await rejects(call, ({ code, args }: CodedError) => code === 'container-gone' && args.id === id);
    }
  });

  it('takes another limit of CPU while it runs, and keeps its other limits', async () => {
    const id = await create('while :; do sleep 1; done');
    await engine.start(id);
    equal((await limitsHeld(id)).cpuQuota, 0);
    await engine.updateContainer(id, { cpuQuota: 100_000, cpuPeriod: 200_000 });
    const limits = await limitsHeld(id);
    deepEqual([limits.cpuQuota, limits.cpuPeriod], [100_000, 200_000]);
    deepEqual([limits.pids, limits.memory], [20, 64 * 1024 * 1024]);
  });

  it('is listed by its labels, also when it was never started', async () => {
    const id = await create('true');
    const found = (await engine.list([LABEL])).find((container) => container.id === id);
    deepEqual([found?.state, found?.labels[LABEL]], ['created', 'x']);
    ok(Math.abs(Date.now() - (found?.createdAt ?? 0)) < 60_000);
    deepEqual(await engine.list([`${LABEL}=y`]), []);
  });

  it('is waited for no longer than the deadline, and until the wait is cancelled', async () => {
    const id = await create('while :; do sleep 1; done');
    await engine.start(id);
    await rejects(engine.wait(id, { ms: 100 }), { code: 'engine-call-timeout', args: { call: 'wait', seconds: 0.1 } });
    const cancel = new AbortController();
    const waiting = engine.wait(id, { signal: cancel.signal, onRegistered: () => cancel.abort() });
    await rejects(waiting, { code: 'cancelled', args: { call: 'wait' } });
    equal((await engine.inspect(id)).running, true);
  });

  it('does not come from an image that is not there', async () => {
    const image = `${PREFIX}-none:x`;
    await rejects(engine.createContainer({ Image: image }), { code: 'image-missing', args: { image } });
    await rejects(engine.inspect('nope'), { code: 'container-gone', args: { call: 'inspect', id: 'nope' } });
  });

  function isRefused(call: string) {
    return ({ code, args }: CodedError) => code === 'engine-call-failed' && args.call === call;
  }
});
