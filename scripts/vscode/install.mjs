// `node scripts/vscode/install.mjs`: installs what the tests in a real VS Code need.
import { fileURLToPath } from 'node:url';
import { endChildrenOnSignals } from '../process.mjs';
import { ensureVscode, thisMachine } from './ensure.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

function say(text) {
  process.stdout.write(`${text}\n`);
}

endChildrenOnSignals();
const ready = await ensureVscode({ root, machine: thisMachine(), say });
if (ready) say(`VS Code server: ${ready.server}\nChromium: ${ready.chromium}`);
process.exitCode = ready ? 0 : 1;
