// Makes the machine in a box, once: its packages, the system that is made of them, and the disk. What is there already is used again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';
import { isDebianLike } from '../setup-advice.mjs';
import { installMissing } from '../setup-engine.mjs';

const SUITE = 'trixie';
const SYSTEM_SECONDS = 20 * 60;
const DISK_SECONDS = 15 * 60;
const HOST_PACKAGES = [
  'mmdebstrap',
  'debian-archive-keyring',
  'qemu-system-x86',
  'e2fsprogs',
  'openssh-client',
  'openssl',
];
const machine = fileURLToPath(new URL('machine', import.meta.url));

/**
 * @typedef {object} Lab
 * @property {string} folder with disk.img, vmlinuz, initrd, key, ssh_config and tls
 * @property {string} recipe changes with everything that the disk is made of
 */

/**
 * @param {{ root: string, say: (text: string) => void }} options
 * @returns {Promise<Lab>}
 * @throws Error that says why this machine cannot have one
 */
export async function ensureLab({ root, say }) {
  const refusal = whyNot({ arch: process.arch, uid: process.getuid?.() ?? null, osRelease: textOf('/etc/os-release') });
  if (refusal !== null) throw new Error(refusal);
  if (!(await installMissing(HOST_PACKAGES, say))) throw new Error('The packages of the host could not be installed.');
  const cache = join(root, '.cache/engines');
  mkdirSync(cache, { recursive: true });
  const lab = { folder: join(cache, 'machine'), recipe: recipeOf() };
  if (textOf(join(lab.folder, 'recipe')) === lab.recipe) return lab;
  await makeDisk(await ensureSystem(root, cache, say), lab, say);
  return lab;
}

/**
 * Why this machine cannot make one; null if it can.
 * @param {{ arch: string, uid: number | null, osRelease: string }} host
 */
export function whyNot({ arch, uid, osRelease }) {
  if (arch !== 'x64') return `The machine in a box is an amd64, and takes its image from here; this is ${arch}.`;
  if (isDebianLike(osRelease) && uid === 0) return null;
  return 'The machine in a box is made from Debian packages, as root on Debian or Ubuntu. Only `here` can be tried.';
}

/** The file system of the packages alone: most of the time goes into it, and it changes with their names only. */
async function ensureSystem(root, cache, say) {
  const packages = textOf(join(machine, 'packages.txt')).trim().split('\n').join(',');
  const name = `system-${SUITE}-${digest([packages])}.tar`;
  const file = join(cache, name);
  if (existsSync(file)) return file;
  for (const old of readdirSync(cache)) if (old.startsWith('system-')) rmSync(join(cache, old));
  say(`Making a Debian ${SUITE} with Docker and Podman from packages (about 2 minutes)`);
  const args = [join(root, 'scripts/setup-docker.sh'), '--system', SUITE, `${file}.part`, packages];
  await finished('The system', 'sh', args, SYSTEM_SECONDS, say);
  renameSync(`${file}.part`, file);
  return file;
}

async function makeDisk(system, { folder, recipe }, say) {
  say('Making its disk, keys and certificates (about 2 minutes)');
  rmSync(join(folder, 'recipe'), { force: true });
  await finished('The disk', 'sh', [join(machine, 'make-disk.sh'), system, folder], DISK_SECONDS, say);
  writeFileSync(join(folder, 'recipe'), recipe);
}

async function finished(what, command, args, seconds, say) {
  const began = Date.now();
  const { code, output, timedOut } = await run(command, args, { seconds });
  const said = output.trim().split('\n').slice(-15).join('\n');
  if (code !== 0) throw new Error(`${what} was not made${timedOut ? ` within ${seconds} s` : ''}:\n${said}`);
  say(`${what} is there after ${Math.round((Date.now() - began) / 1000)} s.`);
}

function recipeOf() {
  const names = readdirSync(machine, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = names.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return digest([SUITE, ...files.flatMap((file) => [file.slice(machine.length), textOf(file)])]);
}

/** @param {readonly string[]} texts */
function digest(texts) {
  return createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 12);
}

function textOf(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
