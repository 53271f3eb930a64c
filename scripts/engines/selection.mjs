// The engines that `npm run engines` knows, and how each is reached. Pure, so that it can be tested without any of them.
import { join } from 'node:path';

/**
 * @typedef {object} LabEngine
 * @property {string} id as it is given on the command line
 * @property {string} title for the table
 * @property {'here' | 'tcp' | 'tls' | 'forwarded' | 'ssh'} reach `here` is the engine that this machine's own commands use
 * @property {{ user: 'root' | 'learner', name: string }} [unit] what starts it in the machine in a box
 * @property {number} [port] its port there
 * @property {string} [socket] its socket there
 */
/**
 * What is needed to reach an engine in the machine in a box.
 * @typedef {object} Reach
 * @property {string} folder of the machine, with its keys
 * @property {Readonly<Record<number, number>>} ports each of its ports, and the one on this machine's loopback that leads there
 * @property {string} socket the path of a forwarded socket
 */

const ROOTS_DOCKER = { user: /** @type {const} */ ('root'), name: 'docker.service' };

/** @type {readonly LabEngine[]} */
export const ENGINES = [
  { id: 'here', title: 'the engine of this machine', reach: 'here' },
  { id: 'docker-26', title: 'Docker 26.1', reach: 'tcp', port: 2375, unit: ROOTS_DOCKER },
  {
    id: 'docker-26-mapped',
    title: 'Docker 26.1, users mapped, TLS',
    reach: 'tls',
    port: 2376,
    unit: { user: 'root', name: 'docker-mapped.service' },
  },
  {
    id: 'docker-26-rootless',
    title: 'Docker 26.1 without root, forwarded socket',
    reach: 'forwarded',
    socket: '/run/user/1000/docker.sock',
    unit: { user: 'learner', name: 'docker-rootless.service' },
  },
  { id: 'docker-26-ssh', title: 'Docker 26.1 over ssh', reach: 'ssh', unit: ROOTS_DOCKER },
  {
    id: 'podman-5',
    title: 'Podman 5.4 as root',
    reach: 'tcp',
    port: 2377,
    unit: { user: 'root', name: 'podman-tcp.service' },
  },
  {
    id: 'podman-5-rootless',
    title: 'Podman 5.4 without root',
    reach: 'tcp',
    port: 2378,
    unit: { user: 'learner', name: 'podman-tcp.service' },
  },
];

export const SSH_PORT = 22;

/** The ports in the machine in a box that lead to something. */
export const PORTS = [SSH_PORT, ...new Set(ENGINES.flatMap(({ port }) => (port === undefined ? [] : [port])))];

/**
 * The engines of these names, in the order of the table; all for no name.
 * @param {readonly string[]} names
 * @returns {readonly LabEngine[]}
 * @throws RangeError for a name that none has
 */
export function selected(names) {
  const known = ENGINES.map(({ id }) => id);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new RangeError(`There is no engine ${unknown.join(', ')}. There are: ${known.join(' ')}.`);
  return names.length === 0 ? ENGINES : ENGINES.filter(({ id }) => names.includes(id));
}

/**
 * The variables with which docker and CodeAlong reach an engine. Whatever the environment says of Docker by itself is left out.
 * @param {LabEngine} engine
 * @param {Reach | null} reach null for the engine of this machine
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentOf(engine, reach, environment) {
  if (engine.reach === 'here') return environment;
  if (reach === null) throw new Error(`${engine.id} is in the machine in a box, and that is not there`);
  const own = Object.entries(environment).filter(([name]) => !name.startsWith('DOCKER_'));
  return { ...Object.fromEntries(own), ...variablesOf(engine, reach, environment) };
}

/** @returns {NodeJS.ProcessEnv} */
function variablesOf(
  /** @type {LabEngine} */ { reach: way, port = SSH_PORT },
  /** @type {Reach} */ { folder, ports, socket },
  /** @type {NodeJS.ProcessEnv} */ { PATH },
) {
  const place = `127.0.0.1:${ports[port]}`;
  switch (way) {
    case 'tls':
      return { DOCKER_HOST: `tcp://${place}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: join(folder, 'tls') };
    case 'forwarded':
      return { DOCKER_HOST: `unix://${socket}` };
    case 'ssh':
      // An ssh of its own comes first, which knows the machine's key.
      return { DOCKER_HOST: `ssh://learner@${place}`, PATH: `${join(folder, 'bin')}:${PATH}` };
    default:
      return { DOCKER_HOST: `tcp://${place}` };
  }
}
