// The base of the image, for Podman: the one that this machine's Docker has, or one of its own.
import { join } from 'node:path';
import { run } from '../process.mjs';

const BASE_SECONDS = 300;
const LOOK_SECONDS = 60;
/** Which Docker a command reaches. Podman's address alone names it, and no variable of the user's may speak against it. */
const OTHER_WAYS = ['DOCKER_CONTEXT', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH'];
/** Saves from the Docker that this machine has, however it is reached, and loads into Podman. */
const COPY = `docker save "$BASE" | env ${OTHER_WAYS.map((name) => `-u ${name}`).join(' ')} DOCKER_HOST="$PODMAN" docker load`;

/**
 * The environment of a command that is to reach this engine and no other.
 * @param {string} host as in `DOCKER_HOST`
 * @param {NodeJS.ProcessEnv} env
 */
export function reaching(host, env = process.env) {
  const others = Object.entries(env).filter(([name]) => !OTHER_WAYS.includes(name));
  return { ...Object.fromEntries(others), DOCKER_HOST: host };
}

/**
 * Copies an image from the machine's Docker to Podman. Resolves also if that did not work: look whether it is there.
 * @param {string} base
 * @param {string} host
 * @param {NodeJS.ProcessEnv} env that of the machine's Docker
 */
export function copyBase(base, host, env = process.env) {
  return run('sh', ['-c', COPY], { seconds: BASE_SECONDS, env: { ...env, BASE: base, PODMAN: host } });
}

/**
 * True when Podman has the base of this runtime. One that an older version of the script made is replaced, where that can be done.
 * @param {{ id: string, base: string }} runtime
 * @param {string} host
 * @param {string} root the folder of the repository
 */
export async function ensureBase({ id, base }, host, root) {
  const script = join(root, 'scripts/setup-docker.sh');
  const wanted = ['--base-only', '--runtime', id];
  const env = reaching(host);
  const isCurrent = async () =>
    (await run(script, [...wanted, '--is-current'], { seconds: LOOK_SECONDS, env })).code === 0;
  if (await isCurrent()) return true;
  await copyBase(base, host);
  if (await isCurrent()) return true;
  const { code } = await run(script, wanted, { seconds: BASE_SECONDS, show: true, env });
  return code === 0;
}
