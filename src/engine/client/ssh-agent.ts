import { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SshAddress } from './engine';
import { SshConnection } from './ssh-connection';

/**
 * Gives requests their connections: each is an ssh command. One that is free again serves the next request, since a new one costs a
 * handshake. `destroy` ends all of them, those of running requests as well.
 */
export class SshAgent extends Agent {
  constructor(private readonly address: SshAddress) {
    super({ keepAlive: true });
  }

  override createConnection(): Duplex {
    return new SshConnection(this.address);
  }
}
