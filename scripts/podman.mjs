// `npm run podman`: CodeAlong on this machine's own Podman. With words behind it, any command: `npm run podman -- npm run attack`.
// Otherwise the tests in test/podman. `--counts FILE` writes the numbers as JSON, as a part of `npm test` has to.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBase, reaching } from './podman/base.mjs';
import { startPodman, whyNoPodman } from './podman/service.mjs';
import { endChildrenOnSignals, run } from './process.mjs';
import { recommendedIn, runtimesIn } from './setup-runtimes.mjs';

const LONGEST_SECONDS = 60 * 60;
/** Less than the deadline of the part of `npm test`, which would end this script without its service. */
const TESTS_SECONDS = 5 * 60;
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

/** Mocha on the tests of Podman. */
function tests(counts) {
  const reporter = ['--reporter', 'scripts/mocha-reporter.cjs', '--reporter-option', `file=${counts}`];
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const files = join(root, 'test/podman/*.test.ts');
  return [process.execPath, mocha, '--config', 'test/mocharc.json', ...(counts === null ? [] : reporter), files];
}

async function onPodman(command, seconds) {
  const { host, stop } = await startPodman(join(root, '.cache'));
  try {
    say(`Podman answers at ${host}`);
    if (!(await ensureBase(recommendedIn(runtimesIn(root)), host, root)))
      say('It has no base for the image; see the lines above.');
    const [program = '', ...args] = command;
    const { code } = await run(program, args, { seconds, show: true, cwd: root, env: reaching(host) });
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
  if (reason === null) {
    if (given.length > 0 && counts === null) return onPodman(given, LONGEST_SECONDS);
    return onPodman(tests(counts), TESTS_SECONDS);
  }
  say(`left out: ${reason}`);
  if (counts === null) return 1;
  writeFileSync(counts, JSON.stringify({ passed: 0, failed: 0, skipped: 1, leftOut: reason }));
  return 0;
}

endChildrenOnSignals();
process.exitCode = await main();
