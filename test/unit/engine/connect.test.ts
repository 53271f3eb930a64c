import { equal, rejects } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CodedError } from '../../../src/contract/codes';
import type { Platform } from '../../../src/contract/platform';
import { connect } from '../../../src/engine/connect';
import { hostFiles } from '../../../src/engine/files';
import type { PlaceFiles } from '../../../src/engine/places';
import { type FakeEngine, fakeEngine } from './fake-engine';

const VERSION = '{"Version":"9.9","ApiVersion":"1.50","Components":null}';

/** On macOS only the home folder and /var/run hold sockets: the first is ours, and the second is taken out of the running. */
describe('Choosing among several places', () => {
  let home = '';
  let mute: Server | null = null;
  let fake: FakeEngine | null = null;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'codealong-home-'));
  });

  afterEach(async () => {
    mute?.close();
    await fake?.close();
    [mute, fake] = [null, null];
    await rm(home, { recursive: true });
  });

  /** A context whose socket is the given path; the real disk otherwise. */
  function contextAt(host: string): { platform: Platform; files: PlaceFiles } {
    const readFile = (path: string) =>
      path.endsWith('meta.json') ? JSON.stringify({ Endpoints: { docker: { Host: host } } }) : null;
    const platform: Platform = { platform: process.platform, env: { DOCKER_CONTEXT: 'mine' }, home };
    return { platform, files: { ...hostFiles, readFile } };
  }

  it('returns the engine of the context before any other', async () => {
    fake = await fakeEngine({ request: (_, response) => response.end(VERSION) });
    const { engine, place, version } = await connect(contextAt(`unix://${fake.server.address()}`));
    engine.close();
    equal(place.source, 'context');
    equal(version.version, '9.9');
  });

  it('never takes a local engine for a context behind ssh', async () => {
    await rejects(connect(contextAt('ssh://far')), { code: 'engine-ssh-unsupported', args: { host: 'far' } });
  });
});
