// Makes a fresh clone ready: packages, a Docker engine, the base of the recommended runtime. On request also the bases of all runtimes
// that the tests use, and the tools of those of engines elsewhere (--bases), a VS Code for tests (--vscode) and the base for the genuine program of a course (--reference). With
// --packages the packages are all. Imports only Node's own modules.
// Exits with 0 (ready), 1 (Node or packages are missing) or 2 (no engine or no base; everything that needs no container works).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endChildrenOnSignals, run } from './process.mjs';
import { isDebianLike, nodeIsNewEnough, OLDEST_NODE } from './setup-advice.mjs';
import { ensureEngine, ensureFarTools, installMissing } from './setup-engine.mjs';
import { packagesAreCurrent } from './setup-packages.mjs';
import { recommendedIn, runtimesIn, testedEverywhere } from './setup-runtimes.mjs';
import { ensureVscode, thisMachine } from './vscode/ensure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const REFERENCE_BASE = 'debian:bookworm-slim';

function say(text) {
  for (const line of text.split('\n')) process.stdout.write(`setup: ${line}\n`);
}

function osRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}

async function installPackages() {
  if (packagesAreCurrent(root)) return true;
  say('Installing the packages of package-lock.json: npm ci');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund'];
  const options = { seconds: 900, show: true, cwd: root };
  // npm tells its own path. When this script is started by hand, npm is a script that Windows runs only through a shell.
  const { code } = npm
    ? await run(process.execPath, [npm, ...args], options)
    : await run('npm', args, { ...options, shell: process.platform === 'win32' });
  if (code !== 0) say('npm ci failed; see the lines above.');
  return code === 0;
}

/** True when the image is there. Windows has no shell script to make one; the build itself pulls it. */
async function ensureImage(options, machine) {
  if (machine.platform === 'win32') return true;
  const script = join(root, 'scripts/setup-docker.sh');
  const current = await run(script, [...options, '--is-current'], { seconds: 20 });
  if (current.code !== 0 && machine.uid === 0 && isDebianLike(machine.osRelease)) {
    await installMissing(['mmdebstrap', 'debian-archive-keyring'], say);
  }
  const { code } = await run(script, options, { seconds: 1200, show: true });
  return code === 0;
}

/** The bases of these runtimes, one after the other, so that what each says stays together. True when all are there. */
async function ensureBases(runtimes, machine) {
  let all = true;
  for (const { id } of runtimes) all = (await ensureImage(['--base-only', '--runtime', id], machine)) && all;
  return all;
}

/** The base for the tests with a course's genuine program. */
async function ensureReferenceBase(machine) {
  if (await ensureImage(['--reference-base'], machine)) return;
  say(`Without ${REFERENCE_BASE} the tests that use the genuine program of a course will fail.`);
}

async function main() {
  if (!nodeIsNewEnough(process.versions.node)) {
    say(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
    return 1;
  }
  if (!(await installPackages())) return 1;
  if (process.argv.includes('--packages')) return 0;
  const { platform, env } = process;
  const machine = { platform, env, uid: process.getuid?.() ?? null, osRelease: osRelease() };
  // Only npm test asks for it. If something is missing, setup says so, and only the tests that need it will fail.
  if (process.argv.includes('--vscode')) await ensureVscode({ root, machine: thisMachine(), say });
  if (!(await ensureEngine({ machine, cache: join(root, '.cache'), say }))) return 2;
  if (process.argv.includes('--bases')) await ensureFarTools(machine, say);
  const known = runtimesIn(root);
  // A learner's first run takes the recommended runtime, so their first start makes no other. Only npm test asks for more.
  const wanted = process.argv.includes('--bases') ? testedEverywhere(known) : [recommendedIn(known)];
  if (!(await ensureBases(wanted, machine))) return 2;
  // Only npm test asks for this too.
  if (process.argv.includes('--reference')) await ensureReferenceBase(machine);
  say('Ready.');
  return 0;
}

endChildrenOnSignals();
process.exit(await main());
