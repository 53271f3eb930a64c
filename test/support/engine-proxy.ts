import { connect as connectSocket, createServer, type Server, type Socket } from 'node:net';
import { connect } from '../../src/engine/endpoint/connect';
import { hostFiles } from '../../src/engine/endpoint/endpoints';
import { PLATFORM } from './run';

/** A second address of this machine's engine that can be opened and closed. The engine itself is not touched. The opener closes it. */
export class EngineProxy {
  private constructor(
    private readonly server: Server,
    private readonly sockets: Set<Socket>,
  ) {}

  /** @param path of the socket to listen at. Rejects when there is no engine, or it is behind TLS. */
  static async listen(path: string): Promise<EngineProxy> {
    const engine = await engineOfThisMachine();
    const sockets = new Set<Socket>();
    // Half open, because a client that has sent everything still waits for the answer.
    const server = createServer({ allowHalfOpen: true }, (client) => {
      const there = connectTo(engine);
      for (const [socket, other] of [[client, there] as const, [there, client] as const]) {
        sockets.add(socket);
        socket.pipe(other);
        socket.on('error', () => other.destroy());
        socket.on('close', () => sockets.delete(socket) && other.destroy());
      }
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
    return new EngineProxy(server, sockets);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export type EngineAddress = { readonly socketPath: string } | { readonly host: string; readonly port: number };

/** Rejects when there is no engine, or it is behind TLS. */
export async function engineOfThisMachine(): Promise<EngineAddress> {
  const { engine, endpoint } = await connect({ platform: PLATFORM, files: hostFiles });
  engine.close();
  const { address } = endpoint;
  if (address.kind === 'unix' || address.kind === 'npipe') return { socketPath: address.path };
  if (address.kind === 'tcp' && address.tls === null) return { host: address.host, port: address.port };
  throw new Error(`no proxy for an engine at ${endpoint.label}`);
}

/** Half open, as an engine expects: the end of the request is not the end of the answer. */
export function connectTo(address: EngineAddress): Socket {
  const where = 'socketPath' in address ? { path: address.socketPath } : address;
  return connectSocket({ ...where, allowHalfOpen: true });
}
