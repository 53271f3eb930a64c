// Runs test/extension in a real extension host: in the desktop VS Code where it can be had, else in the server's with a browser.
// `--counts FILE` takes the numbers as JSON, `--grep TEXT` picks tests. CODEALONG_DESKTOP=1 insists on the desktop, =0 forbids it.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endChildrenOnSignals } from '../process.mjs';
import { runInBrowser } from './browser-tests.mjs';
import { bundleTests } from './bundle-tests.mjs';
import { askDesktop, runInDesktop } from './desktop.mjs';
import { ensureVscode, thisMachine } from './ensure.mjs';

const TEST_SECONDS = 600;
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

function print(text) {
  process.stdout.write(`${text}\n`);
}

/** The environment tells the suite where its numbers go: it reaches the extension host in both ways. */
function environment({ counts, grep }) {
  return { ...(counts && { CODEALONG_TEST_COUNTS: counts }), ...(grep && { CODEALONG_TEST_GREP: grep }) };
}

async function inAnyVscode(common, machine) {
  const { version, reason } = await askDesktop(machine);
  if (version) print(`In the desktop VS Code, version ${version}`);
  const ended = version ? await runInDesktop({ ...common, version, machine }) : reason;
  if (typeof ended !== 'string') return ended ?? 1;
  if (machine.env.CODEALONG_DESKTOP === '1') throw new Error(`CODEALONG_DESKTOP is 1, but: ${ended}`);
  print(`In the VS Code server with a browser, not in the desktop VS Code: ${ended}`);
  const place = await ensureVscode({ root, machine, say: print });
  return place === null ? 1 : runInBrowser({ ...common, place, results: join(root, 'test-results'), print });
}

async function main() {
  const { values } = parseArgs({ options: { counts: { type: 'string' }, grep: { type: 'string' } } });
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'codealong-tests-')));
  const workspace = join(folder, 'learner');
  mkdirSync(workspace);
  try {
    const common = { root, tests: await bundleTests(root), workspace, env: environment(values), seconds: TEST_SECONDS };
    return await inAnyVscode(common, thisMachine());
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

endChildrenOnSignals();
try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
