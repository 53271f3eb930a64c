import { equal, rejects } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CodedError } from '../../../src/contract/codes';
import type { Platform } from '../../../src/contract/platform';
import { engineSeemsThere } from '../../../src/engine/endpoint/endpoints';
import { type Connect, EngineHost } from '../../../src/run/engine-host';
import { lookedAt } from '../../support/messages';
import { until } from '../../support/waiting';
import { type FakeEngine, fakeEngine } from '../engine/fake-engine';
import { settingsAt } from './make';

const PLATFORM: Platform = { platform: process.platform, env: {}, home: tmpdir() };

describe('The known engine', () => {
  let fake: FakeEngine;
  let asked: ServerResponse[];
  let host: EngineHost;

  beforeEach(async () => {
    asked = [];
    fake = await fakeEngine({ request: (_, response) => void asked.push(response) });
    host = new EngineHost(PLATFORM, 'docker');
  });

  afterEach(async () => {
    host.dispose();
    await fake.close();
  });

  const settings = () => settingsAt(fake.path);

  async function answer(): Promise<void> {
    await until(() => asked.length > 0);
    asked.shift()?.end('OK');
  }

  it('is looked for once for all who ask at the same time, and remembered afterwards', async () => {
    equal(host.known, null);
    const both = Promise.all([host.engine(settings()), host.engine(settings())]);
    await answer();
    const [one, two] = await both;
    equal(one, two);
    equal(host.known, one);
    equal(await host.engine(settings()), one);
    equal(asked.length, 0);
  });

  it('is looked for again when it failed, and when it was forgotten', async () => {
    const failed = host.engine(settings());
    await until(() => asked.length === 1);
    asked.shift()?.writeHead(500).end();
    await rejects(failed, { code: 'engine-no-answer' });
    equal(host.known, null);
    const late = host.engine(settings());
    await until(() => asked.length === 1);
    host.forget();
    await answer();
    await late;
    equal(host.known, null, 'the settings may name another one by now');
  });

  it('is not asked again by work that nobody has asked for, once the way to it was refused', async () => {
    let searches = 0;
    let refuses = true;
    const find: Connect = async ({ host }) => {
      searches += 1;
      if (refuses) throw new CodedError('engine-ssh', { host: host ?? '', why: 'denied', said: '' });
      return { engine: fake.engine, endpoint: { source: 'setting', label: '', address: { kind: 'unix', path: '' } } };
    };
    const far = new EngineHost(PLATFORM, 'docker', find);
    const at = (engineHost: string) => ({ ...settings(), engineHost });
    for (let file = 0; file < 5; file++) await rejects(far.engineAhead(at('ssh://a')), { code: 'engine-ssh' });
    equal(searches, 1);
    await rejects(far.engine(at('ssh://a')), { code: 'engine-ssh' });
    equal(searches, 2, 'a run asks');
    await rejects(far.engineAhead(at('ssh://b')), { code: 'engine-ssh' });
    equal(searches, 3, 'another setting is asked');
    refuses = false;
    await far.engine(at('ssh://b'));
    far.forget();
    equal(await far.engineAhead(at('ssh://b')), fake.engine, 'one that was found is no refusal any more');
  });

  it('is asked again by such work when it was only not there', async () => {
    let searches = 0;
    const find: Connect = async () => {
      searches += 1;
      throw new CodedError('engine-not-running', lookedAt());
    };
    const near = new EngineHost(PLATFORM, 'docker', find);
    for (let file = 0; file < 2; file++) await rejects(near.engineAhead(settings()), { code: 'engine-not-running' });
    equal(searches, 2);
  });
});

describe('Whether an engine seems to be there', () => {
  it('is judged by a socket on the disk, or by an address that must be asked', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'codealong-near-'));
    try {
      const linux: Platform = { platform: 'linux', env: {}, home: folder };
      const at = (host: string) => engineSeemsThere(linux, host);
      equal(at(`unix://${folder}/none.sock`), false);
      equal(at(`unix://${folder}`), true);
      equal(at('tcp://10.0.0.1:2375'), true);
      equal(at('ssh://me@box'), true);
      equal(at('fd://'), false);
      equal(engineSeemsThere({ ...linux, env: { DOCKER_HOST: `unix://${folder}/none.sock` } }, null), false);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
