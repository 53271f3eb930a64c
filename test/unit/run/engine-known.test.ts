import { equal, rejects } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Platform } from '../../../src/contract/platform';
import { engineSeemsThere } from '../../../src/engine/endpoint/endpoints';
import { EngineHost } from '../../../src/run/engine-host';
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
