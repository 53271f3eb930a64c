import { connect } from 'node:net';
import Docker from 'dockerode';
import type { AttackCase, Meanwhile } from '../case';

const PORT = 7000;

/** The host's answer at that address; empty when nothing answers. */
function reached(host: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: PORT, timeout: 500 });
    const over = (what: string) => {
      socket.destroy();
      resolve(what);
    };
    socket.once('connect', () => over(host));
    socket.once('timeout', () => over(''));
    socket.once('error', () => over(''));
  });
}

async function knock({ container, event }: Meanwhile): Promise<string> {
  await event('started');
  const { NetworkSettings } = await new Docker().getContainer(container).inspect();
  const addresses = Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress);
  for (const until = performance.now() + 1200; performance.now() < until; ) {
    for (const host of ['127.0.0.1', '::1', ...addresses.filter((address) => address !== '')]) {
      const found = await reached(host);
      if (found !== '') return found;
    }
  }
  return '';
}

/** Network. */
export const NETWORK: readonly AttackCase[] = [
  {
    name: 'reach-out',
    mechanism: 'reaching out',
    covers: ['TCP to a public address'],
    how: 'Connects to the world, the gateway, the cloud and the engine of Docker Desktop.',
    outcome: 'passed',
    expect: { refused: 9 },
  },
  {
    name: 'names',
    mechanism: 'reaching out',
    covers: ['DNS'],
    how: 'Looks up names of the world and of the host.',
    outcome: 'passed',
    expect: { refused: 4 },
  },
  {
    name: 'raw-sockets',
    mechanism: 'unusual sockets',
    covers: ['raw ICMP'],
    how: 'Opens sockets that write packets of their own.',
    outcome: 'passed',
    expect: { refused: 5 },
  },
  {
    name: 'other-families',
    mechanism: 'unusual sockets',
    covers: ['UDP, IPv6'],
    how: 'Sends datagrams, and opens sockets of families that lead past the network.',
    outcome: 'passed',
    expect: { refused: 12 },
  },
  {
    name: 'loopback',
    mechanism: 'talking to itself',
    covers: ['bind to 127.0.0.1'],
    how: 'Serves itself on both families, and by asyncio on the name localhost.',
    outcome: 'passed',
    expect: { says: [/over 127\.0\.0\.1/, /over ::1/, /2 sockets/, /(hello over asyncio\s+){3}/], silent: true },
  },
  {
    name: 'listens-everywhere',
    mechanism: 'being reached',
    covers: ['listening on 0.0.0.0', 'it binds 0.0.0.0'],
    how: 'Listens on every address; the host knocks at all that it could have.',
    suite: 'server',
    outcome: 'passed',
    expect: { also: ({ found }) => (found === '' ? null : `the host reached it at ${found}`) },
    world: { meanwhile: knock },
  },
];
