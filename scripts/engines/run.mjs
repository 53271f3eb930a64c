// `npm run engines`: does the product work on engines that this machine does not have? They are in a machine in a box, which is made
// in .cache/engines; a battery of runs with known endings is tried on each, and a table is printed. Not a part of `npm test`.
//   npm run engines                        all engines, one after the other
//   npm run engines -- docker-26 podman-5  these engines; --list prints their names
//   --parts doctor,endings                 these columns of the table only
//   --keep                                 the machine goes on running, so that the next time begins at once; --end ends it
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endChildrenOnSignals, run } from '../process.mjs';
import { recommendedIn, runtimesIn } from '../setup-runtimes.mjs';
import { baseHere, loadBase, reach } from './connection.mjs';
import { ensureLab } from './lab.mjs';
import { lock } from './lock.mjs';
import { endMachine, ensureMachine, runningIn } from './machine.mjs';
import { ENGINES, selected } from './selection.mjs';
import { allIsWell, partsOf, tableOf } from './table.mjs';

const BUILD_SECONDS = 300;
const BATTERY_SECONDS = 3 * 60 * 60;
const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, '.cache/engines');

function say(/** @type {string} */ text) {
  for (const line of text.split('\n')) process.stdout.write(`engines: ${line}\n`);
}

function wished() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      keep: { type: 'boolean', default: false },
      end: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      parts: { type: 'string' },
    },
  });
  // A wrong name is told now, and not after the machine was made.
  partsOf(values.parts);
  return { ...values, engines: selected(positionals) };
}

async function endKept() {
  const machine = runningIn(join(cache, 'machine'));
  if (machine === null) say('No machine in a box is running.');
  else await endMachine(machine);
}

/** Runs the battery on an engine that answers. @returns {Promise<Partial<import('./table.mjs').Row>>} */
async function tryOn({ env, emulated, runtime, parts }) {
  const folder = mkdtempSync(join(tmpdir(), 'ca-engines-'));
  const result = join(folder, 'result.json');
  const pace = [...(emulated ? ['--emulated'] : []), ...(parts === undefined ? [] : ['--parts', parts])];
  const args = ['--require', 'tsx/cjs', 'test/engines/main.ts', '--result', result, ...pace];
  const options = { seconds: BATTERY_SECONDS, show: true, cwd: root };
  const { code, timedOut } = await run(process.execPath, args, {
    ...options,
    env: { ...env, CODEALONG_TEST_RUNTIME: runtime },
  });
  try {
    return JSON.parse(readFileSync(result, 'utf8'));
  } catch {
    return {
      trouble: timedOut ? `the battery took longer than ${BATTERY_SECONDS} s` : `the battery ended with code ${code}`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns {Promise<import('./table.mjs').Row>} */
async function rowOf(engine, { machine, base, runtime, parts }) {
  const began = Date.now();
  const row = { id: engine.id, title: engine.title, answered: [], checks: [], trouble: null };
  const seconds = () => (Date.now() - began) / 1000;
  try {
    say(`--- ${engine.id}: ${engine.title}`);
    const reached = await reach(engine, machine, say);
    try {
      await loadBase(base, cache, reached, say);
      const emulated = machine?.emulated === true && engine.reach !== 'here';
      return { ...row, ...(await tryOn({ env: reached.env, emulated, runtime, parts })), seconds: seconds() };
    } finally {
      await reached.close();
    }
  } catch (error) {
    return { ...row, trouble: error instanceof Error ? error.message : String(error), seconds: seconds() };
  }
}

async function main() {
  const { keep, end, list, parts, engines } = wished();
  if (list) return process.stdout.write(`${ENGINES.map(({ id, title }) => `${id.padEnd(20)}${title}`).join('\n')}\n`);
  lock(join(cache, 'lock'), 'engines/run.mjs');
  if (end) return endKept();
  const began = Date.now();
  mkdirSync(cache, { recursive: true });
  const built = await run(process.execPath, ['esbuild.js'], { seconds: BUILD_SECONDS, cwd: root });
  if (built.code !== 0) throw new Error(`The product could not be built:\n${built.output}`);
  const { id: runtime, base: name } = recommendedIn(runtimesIn(root));
  const base = await baseHere(name);
  const boxed = engines.some(({ unit }) => unit !== undefined);
  const machine = boxed ? await ensureMachine(await ensureLab({ root, say }), { keep, say }) : null;
  const rows = [];
  for (const engine of engines) rows.push(await rowOf(engine, { machine, base, runtime, parts }));
  process.stdout.write(`\n${tableOf(rows)}\n\n`);
  say(`${rows.length} engines in ${Math.round((Date.now() - began) / 60_000)} minutes, ${runtime}.`);
  if (keep && machine !== null)
    say(`The machine in a box goes on (process ${machine.pid}). End it: npm run engines -- --end`);
  if (!allIsWell(rows)) process.exitCode = 1;
}

endChildrenOnSignals();
try {
  await main();
  process.exit();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
