import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import { inspect } from 'node:util';
import type { DockerOptions } from 'dockerode';
import { CodedError } from '../../contract/codes';
import { systemCode } from '../../contract/decode';
import { DockerEngine } from './docker-engine';
import type { Address, Engine, Tls } from './engine';
import { readSmallFile } from './regular-file';
import { SshAgent } from './ssh-connection';

/** Milliseconds by which a call to an engine behind ssh may last longer: it may need a connection of its own, and that a handshake. */
const HANDSHAKE_MS = 15_000;

const QUIET = { [inspect.custom]: () => 'agent' };

/**
 * A handle of the engine at this address; nothing is sent yet. The first one loads dockerode (about 30 ms). `close` it in the end.
 * @throws CodedError `engine-bad-certificate` {folder, reason}.
 */
export async function openEngine(address: Address): Promise<Engine> {
  const agent = makeAgent(address);
  const { default: Docker } = await import('dockerode');
  const docker = ignoringDockerHost(() => new Docker(modemOptions(address, agent)));
  return new DockerEngine(docker, () => agent.destroy(), address.kind === 'ssh' ? HANDSHAKE_MS : 0);
}

/** Names every option that docker-modem would otherwise take from the environment. */
function modemOptions(address: Address, agent: HttpAgent): DockerOptions & { agent: HttpAgent } {
  // The agent makes the connection, so that this path is never opened.
  if (address.kind === 'ssh') return { socketPath: 'ssh', host: undefined, protocol: 'http', agent };
  if (address.kind !== 'tcp') return { socketPath: address.path, host: undefined, protocol: 'http', agent };
  const { host, port, tls } = address;
  return { host, port, protocol: tls === null ? 'http' : 'https', agent };
}

/**
 * Hides `DOCKER_HOST` while `make` runs, which is synchronous. docker-modem reads it even when it is given an address: it throws on
 * a bad value, and prefers a host to our socket.
 */
function ignoringDockerHost<T>(make: () => T): T {
  const host = process.env.DOCKER_HOST;
  delete process.env.DOCKER_HOST;
  try {
    return make();
  } finally {
    if (host !== undefined) process.env.DOCKER_HOST = host;
  }
}

/** Keeps connections alive. Its short `inspect` saves time: docker-modem inspects all options of every request, sockets included. */
function makeAgent(address: Address): HttpAgent {
  if (address.kind === 'ssh') return Object.assign(new SshAgent(address), QUIET);
  const tls = address.kind === 'tcp' ? address.tls : null;
  if (tls === null) return Object.assign(new HttpAgent({ keepAlive: true }), QUIET);
  return Object.assign(
    new HttpsAgent({ keepAlive: true, rejectUnauthorized: tls.verify, secureContext: certificates(tls) }),
    QUIET,
  );
}

/** Read and tried now: a key that does not fit would otherwise look as if the engine had not answered. */
function certificates({ folder }: Tls): SecureContext {
  if (folder === null) return createSecureContext();
  try {
    const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readIfThere(join(folder, name)));
    return createSecureContext({ ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) });
  } catch (error) {
    const reason = systemCode(error) ?? '';
    throw new CodedError('engine-bad-certificate', { folder, reason }, { cause: error });
  }
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readSmallFile(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
