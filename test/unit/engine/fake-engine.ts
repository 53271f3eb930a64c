import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Engine } from '../../../src/engine/client/engine';
import { openEngine } from '../../../src/engine/client/open-engine';

/** An HTTP server in place of an engine's socket, for misbehaviour that no real engine shows on demand. */
export interface FakeEngine {
  readonly engine: Engine;
  /** Of its socket. */
  readonly path: string;
  readonly server: Server;
  /** Ends it as a killed engine ends: every connection cut. */
  close(): Promise<void>;
}

const VERSION = '{"Version":"9.9","ApiVersion":"1.50","Components":null}';
/** How `asEngine` names itself when it is pinged. */
export const FAKE_SERVER = 'Fake/9.9';

/** Says what an engine says of itself: an answer to each ping, and its version 9.9 to anything else. */
export function asEngine({ url = '' }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Server', FAKE_SERVER).end(/\/_ping\b/.test(url) ? 'OK' : VERSION);
}

interface Handlers {
  request?(request: IncomingMessage, response: ServerResponse): void;
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export async function fakeEngine({ request, upgrade }: Handlers): Promise<FakeEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'codealong-fake-'));
  const path = join(folder, 'engine.sock');
  const server = createServer(request);
  if (upgrade) server.on('upgrade', upgrade);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const engine = await openEngine({ kind: 'unix', path });
  const close = async () => {
    engine.close();
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { engine, path, server, close };
}
