// `npm run podman`: CodeAlong on this machine's own Podman. With words behind it, any command: `npm run podman -- npm run attack`.
// Otherwise the tests in test/podman. `--counts FILE` writes the numbers as JSON, as a part of `npm test` has to.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPodman, whyNoPodman } from './podman/service.mjs';
import { endChildrenOnSignals, run } from './process.mjs';
import { recommendedIn, runtimesIn } from './setup-runtimes.mjs';

const LONGEST_SECONDS = 60 * 60;
const BASE_SECONDS = 300;
const root = fileURLToPath(new URL('..', import.meta.url));

function say(text) {
  process.stdout.write(`podman: ${text}\n`);
}

function osRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}

/** The environment of a command that is to reach this engine and no other. */
function reaching(host) {
  const { DOCKER_CONTEXT, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH, ...env } = process.env;
  return { ...env, DOCKER_HOST: host };
}

/** Gives Podman the base that Docker has, or one of its own. True when it is there. */
async function ensureBase(host) {
  const { id, base } = recommendedIn(runtimesIn(root));
  const env = reaching(host);
  const look = { seconds: 60, env };
  if ((await run('docker', ['image', 'inspect', base], look)).code === 0) return true;
  const copy = `docker save ${base} | DOCKER_HOST=${host} docker load`;
  if ((await run('sh', ['-c', copy], { seconds: BASE_SECONDS })).code === 0) {
    if ((await run('docker', ['image', 'inspect', base], look)).code === 0) return true;
  }
  const made = ['--base-only', '--runtime', id];
  return (
    (await run(join(root, 'scripts/setup-docker.sh'), made, { seconds: BASE_SECONDS, show: true, env })).code === 0
  );
}

/** Mocha on the tests of Podman. */
function tests(counts) {
  const reporter = ['--reporter', 'scripts/mocha-reporter.cjs', '--reporter-option', `file=${counts}`];
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const files = join(root, 'test/podman/*.test.ts');
  return [process.execPath, mocha, '--config', 'test/mocharc.json', ...(counts === null ? [] : reporter), files];
}

async function onPodman(command) {
  const { host, stop } = await startPodman(join(root, '.cache'));
  try {
    say(`Podman answers at ${host}`);
    if (!(await ensureBase(host))) say('It has no base for the image; see the lines above.');
    const [program = '', ...args] = command;
    const { code } = await run(program, args, { seconds: LONGEST_SECONDS, show: true, cwd: root, env: reaching(host) });
    return code ?? 1;
  } finally {
    await stop();
  }
}

async function main() {
  const given = process.argv.slice(2);
  const counts = given[0] === '--counts' ? (given[1] ?? null) : null;
  const machine = { platform: process.platform, uid: process.getuid?.() ?? null, osRelease: osRelease() };
  const reason = await whyNoPodman(machine, say);
  if (reason === null) return onPodman(given.length === 0 || counts !== null ? tests(counts) : given);
  say(`left out: ${reason}`);
  if (counts === null) return 1;
  writeFileSync(counts, JSON.stringify({ passed: 0, failed: 0, skipped: 1, leftOut: reason }));
  return 0;
}

endChildrenOnSignals();
process.exitCode = await main();
