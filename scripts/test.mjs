// `npm test`: sets up, runs every part, and ends with one line "N passed, N failed". Works in a fresh clone. `--long`: the parts that take
// too long for every submission.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchEngine, watchFiles } from './left-behind.mjs';
import { endChildrenOnSignals, run } from './process.mjs';
import { LONG_PARTS, NONE, PARTS, runPart, waitsForSetup } from './test-parts.mjs';
import { countsIn, inTurn, lastLines, summaryLines } from './test-summary.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SETUP_SECONDS = 40 * 60;
const NO_ENGINE = 2; // setup.mjs: everything that needs no container works
/** A real VS Code needs 0.8 GB on disk. Set the variable to 0 to skip it. */
const WITH_VSCODE = process.env.CODEALONG_VSCODE !== '0';

function print(text = '') {
  process.stdout.write(`${text}\n`);
}

/** @returns its exit code, and what it said unless it is shown at once */
function setup(/** @type {readonly string[]} */ wanted, show = true) {
  return run(process.execPath, [join(root, 'scripts/setup.mjs'), ...wanted], { seconds: SETUP_SECONDS, show });
}

/** The engine, the bases and VS Code come while the parts run that need none of them. Two at once is all that two cores can do. */
async function runAll() {
  const machine = setup(['--bases', '--reference', ...(WITH_VSCODE ? ['--vscode'] : [])], false);
  const files = watchFiles();
  const parts = process.argv.includes('--long') ? LONG_PARTS : PARTS;
  const early = await inTurn(
    parts.filter((part) => !waitsForSetup(part)),
    (part) => resultOf(part, false),
  );
  print('\n=== set-up');
  const { code, output } = await machine;
  print(output.trimEnd());
  if (code !== 0 && code !== NO_ENGINE) return [...early, failedSetup()];
  // Without an engine, a suite may skip tests that need one. Here an engine is known to be ready, so it must not.
  if (code === 0) process.env.CODEALONG_ENGINE_READY = '1';
  const engine = code === 0 ? await watchEngine() : null;
  const late = await inTurn(parts.filter(waitsForSetup), (part) => resultOf(part, engine !== null));
  return [...early, ...late, await nothingLeft(files, engine)];
}

function failedSetup() {
  return { ...NONE, name: 'setup', failed: 1, seconds: 0, note: 'nothing else could run' };
}

/** Counts as one test. */
async function nothingLeft(files, engine) {
  const started = Date.now();
  const failures = [...((await engine?.found()) ?? []), ...files.found()];
  const counts = failures.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  return { name: 'left behind', ...counts, skipped: 0, failures, seconds: (Date.now() - started) / 1000, note: '' };
}

async function resultOf(part, engine) {
  if (part.inVscode && !WITH_VSCODE) return { ...NONE, note: 'left out, as CODEALONG_VSCODE is 0' };
  return part.needsEngine && !engine ? notRun(part) : runPart(part, root);
}

function notRun(part) {
  return {
    ...NONE,
    failed: 1,
    note: `${part.name} need a Docker engine; setup said above what is missing`,
  };
}

/** Says what this machine could not run, so that a green result is not taken as proof of it. */
async function sayBase() {
  const format = '{{index .Config.Labels "codealong.base"}}';
  const { code, output } = await run('docker', ['image', 'inspect', '--format', format, 'python:3.11-slim'], {
    seconds: 20,
  });
  if (code !== 0 || output.trim() !== 'debian') return;
  print(
    '\nNote: the images were made on Debian bases (codealong.base=debian, by scripts/setup-docker.sh), because no registry answered.',
  );
  print(
    'The branch of docker/install.sh that installs pytest with pip ran on a base that only looks like the official one.',
  );
}

async function main() {
  const { code } = await setup(['--packages']);
  const results = code === 0 ? await runAll() : [failedSetup()];
  for (const line of summaryLines(results)) print(line);
  await sayBase();
  for (const line of lastLines(results)) print(line);
  const { passed, failed } = countsIn(results);
  return failed === 0 && passed > 0 ? 0 : 1;
}

endChildrenOnSignals();
process.exitCode = await main();
