// Starts one engine, reaches it, and gives it the base on which it builds the image that is tried.
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../process.mjs';
import { until } from './background.mjs';
import { forwarded, inMachine } from './machine.mjs';
import { environmentOf } from './selection.mjs';

const START_SECONDS = 10 * 60;
const ASK_SECONDS = 60;
const SAVE_SECONDS = 5 * 60;
const LOAD_SECONDS = 20 * 60;

/** @typedef {{ env: NodeJS.ProcessEnv, close: () => Promise<void> }} Reached */

/**
 * @param {import('./selection.mjs').LabEngine} engine
 * @param {import('./machine.mjs').Machine | null} machine null if only the engine of this machine is tried
 * @param {(text: string) => void} say
 * @returns {Promise<Reached>}
 * @throws Error if it does not answer
 */
export async function reach(engine, machine, say) {
  const { unit, socket } = engine;
  if (machine === null || unit === undefined) {
    const env = environmentOf(engine, null, process.env);
    await until(`answer of ${engine.id}`, ASK_SECONDS, () => answers(env));
    return { env, close: async () => {} };
  }
  await control(machine, unit, 'start');
  const forward = socket === undefined ? null : await forwarded(machine, socket);
  const env = environmentOf(engine, { ...machine, socket: forward?.socket ?? '' }, process.env);
  const close = async () => {
    forward?.close();
    await control(machine, unit, 'stop');
  };
  try {
    const seconds = await until(`answer of ${engine.id}`, START_SECONDS, () => answers(env));
    say(`${engine.id} answers after ${Math.round(seconds)} s.`);
    return { env, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts or stops a unit. Stopping need not succeed: the next engine listens elsewhere. */
async function control(machine, { user, name }, verb) {
  const scope = user === 'root' ? '' : '--user ';
  const { code, output } = await inMachine(machine, user, `systemctl ${scope}${verb} ${name}`);
  if (code !== 0 && verb === 'start')
    throw new Error(`systemctl ${verb} ${name} in the machine in a box failed:\n${output}`);
}

async function answers(/** @type {NodeJS.ProcessEnv} */ env) {
  const asked = ['version', '--format', '{{.Server.Version}}'];
  return (await run('docker', asked, { seconds: ASK_SECONDS, env })).code === 0;
}

/**
 * The base of a runtime's image, as this machine's own engine has it. Each engine builds its image on it by itself.
 * @param {string} base its name
 * @returns {Promise<{ ref: string, id: string }>}
 * @throws Error if it is not here
 */
export async function baseHere(base) {
  const args = ['image', 'inspect', '--format', '{{.Id}}', base];
  const { code, output } = await run('docker', args, { seconds: ASK_SECONDS });
  if (code !== 0)
    throw new Error(`The engine of this machine has no ${base}. Run: node scripts/setup.mjs --bases\n${output}`);
  return { ref: base, id: output.trim() };
}

/**
 * @param {{ ref: string, id: string }} base
 * @param {string} folder for its file
 * @param {Reached} reached
 * @param {(text: string) => void} say
 */
export async function loadBase({ ref, id }, folder, { env }, say) {
  if ((await run('docker', ['image', 'inspect', ref], { seconds: ASK_SECONDS, env })).code === 0) return;
  const file = await savedBase({ ref, id }, folder);
  say(`Loading the base ${ref} (about a minute)`);
  const { code, output } = await run('docker', ['load', '--input', file], { seconds: LOAD_SECONDS, env });
  if (code !== 0) throw new Error(`The base could not be loaded:\n${output}`);
}

/** The base in a file; that of an older one goes. */
async function savedBase({ ref, id }, folder) {
  const name = `image-${id.replace(/^sha256:/, '').slice(0, 12)}.tar`;
  const file = join(folder, name);
  if (existsSync(file)) return file;
  for (const old of readdirSync(folder)) if (old.startsWith('image-')) rmSync(join(folder, old));
  const { code, output } = await run('docker', ['save', '--output', `${file}.part`, ref], { seconds: SAVE_SECONDS });
  if (code !== 0) throw new Error(`The base could not be saved:\n${output}`);
  renameSync(`${file}.part`, file);
  return file;
}
