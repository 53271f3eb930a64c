import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { MAXIMUM_LIMITS } from '../../../src/contract/limits';
import { EngineHost } from '../../../src/run/engine-host';
import { inTemporaryFolder, PLATFORM } from '../../support/run';

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
