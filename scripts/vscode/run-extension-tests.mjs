// Runs test/extension in a real extension host. Each folder has its own window, because the extension activates once per window.
// `--counts FILE` takes the numbers as JSON; `--grep TEXT` picks tests. CODEALONG_DESKTOP=1 demands the desktop, =0 forbids it.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endChildrenOnSignals } from '../process.mjs';
import { bundleTests } from './bundle-tests.mjs';
import { chooseVscode } from './choose.mjs';
import { thisMachine } from './ensure.mjs';

const SUITE_SECONDS = 600;
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const PROGRESS = { format_version: 1, course: 'redis', steps: {}, current: null };

/** The folders of test/extension, and the files in the folder that each window opens. */
const SUITES = [
  { name: 'idle', files: {} },
  {
    name: 'course',
    files: {
      '.codealong/progress.json': JSON.stringify(PROGRESS),
      'main.py': readFileSync(join(root, 'courses/redis/starter/main.py'), 'utf8'),
    },
  },
];

function print(text) {
  process.stdout.write(`${text}\n`);
}

/** A learner's folder with these files. */
function makeWorkspace(workspace, files) {
  mkdirSync(workspace, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true });
    writeFileSync(join(workspace, name), text);
  }
}

/** These variables reach the extension host on the desktop and in the server. The suite knows its containers by the session. */
function environment(name, counts, grep) {
  const session = process.env.CODEALONG_SESSION ?? randomUUID();
  const fixed = { CODEALONG_TEST_SUITE: name, CODEALONG_TEST_COUNTS: counts, CODEALONG_SESSION: session };
  return { ...fixed, ...(grep && { CODEALONG_TEST_GREP: grep }) };
}

/** Resolves to the exit code of mocha, or of whatever prevented it from running. */
async function runSuite({ name, files }, { folder, tests, runIn, grep }) {
  const workspace = join(folder, name, 'learner');
  makeWorkspace(workspace, files);
  const env = environment(name, countsFile(folder, name), grep);
  return runIn({ name: `extension-tests-${name}`, tests, workspace, env, seconds: SUITE_SECONDS });
}

function countsFile(folder, name) {
  return join(folder, `${name}.json`);
}

/** Throws when a suite did not finish: the sum of the others alone would mislead. */
function addedUp(folder) {
  const missing = SUITES.filter(({ name }) => !existsSync(countsFile(folder, name))).map(({ name }) => name);
  if (missing.length > 0) throw new Error(`These parts of test/extension did not finish: ${missing.join(', ')}`);
  const all = SUITES.map(({ name }) => JSON.parse(readFileSync(countsFile(folder, name), 'utf8')));
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0);
  const failures = all.flatMap((counts) => counts.failures);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), failures };
}

/** @param {string} folder @param {{ counts?: string, grep?: string }} options */
async function runAll(folder, { counts, grep }) {
  const runIn = await chooseVscode({ root, machine: thisMachine(), print });
  if (runIn === null) return 1;
  const tests = await bundleTests(root);
  let code = 0;
  for (const suite of SUITES) code = (await runSuite(suite, { folder, tests, runIn, grep })) || code;
  const sum = addedUp(folder);
  if (counts) writeFileSync(counts, JSON.stringify(sum));
  if (sum.passed + sum.failed === 0) throw new Error('None of the extension tests ran');
  return code;
}

async function main() {
  const { values } = parseArgs({ options: { counts: { type: 'string' }, grep: { type: 'string' } } });
  mkdirSync(join(root, 'test-results'), { recursive: true });
  // On Windows the temporary folder may have a short name, but the editor would use the long one.
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'codealong-tests-')));
  try {
    return await runAll(folder, values);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

endChildrenOnSignals();
try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
