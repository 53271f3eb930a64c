import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { PROTOCOL } from '../../../src/contract/job';
import { MAXIMUM_LIMITS } from '../../../src/contract/limits';
import type { Engine } from '../../../src/engine/client/engine';
import { EngineHost } from '../../../src/run/engine-host';
import { inTemporaryFolder, PLATFORM, ROOT } from '../../support/run';
import { makeWheel } from '../../support/wheel';

const SETTINGS = { image: null, maxima: MAXIMUM_LIMITS };

/** An engine that takes connections and says nothing. */
async function silent(socket: string): Promise<Server> {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return server;
}

describe('Finding the engine for several callers at once', () => {
  it('gives each caller its own ending: one that leaves early does not affect the others', async () => {
    await inTemporaryFolder(async (folder) => {
      const socket = path.join(folder, 'docker.sock');
      const server = await silent(socket);
      const host = new EngineHost(PLATFORM, folder);
      const settings = { ...SETTINGS, engineHost: `unix://${socket}` };
      try {
        const early = host.engine(settings, AbortSignal.timeout(100));
        const patient = host.engine(settings, new AbortController().signal);
        await assert.rejects(early, { code: 'cancelled' });
        await assert.rejects(patient, { code: 'engine-no-answer' });
      } finally {
        host.dispose();
        server.close();
      }
    });
  });
});

describe('The image of a course with packages', () => {
  it('is built again when all is to be built, also where it is there', async () => {
    await inTemporaryFolder(async (directory) => {
      const { file } = await makeWheel(path.join(directory, 'wheels'), { name: 'a', files: { 'a.py': '' } });
      const course = { id: 'packed', directory, packages: [`wheels/${file}`] };
      let builds = 0;
      const facts = { id: 'sha256:1', labels: { 'codealong.protocol': String(PROTOCOL) }, arch: 'amd64', size: 1 };
      const engine = {
        inspectImage: async () => facts,
        build: async () => void builds++,
        listImages: async () => [],
      } as unknown as Engine;
      const host = new EngineHost(PLATFORM, path.join(ROOT, 'docker'));
      const settings = { ...SETTINGS, engineHost: null, image: 'mine' };
      const image = (build: 'if-missing' | 'always') =>
        host.image(engine, settings, null, course, () => undefined, undefined, build);
      await image('if-missing');
      assert.equal(builds, 0);
      assert.match((await image('always')).ref, /^codealong-course-packed:/);
      assert.equal(builds, 1);
    });
  });
});
