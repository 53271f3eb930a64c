// `npm test`: sets up, runs every part, and ends with one line "N passed, N failed". Works in a fresh clone. `--long`: the parts that take
// too long for every submission.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchEngine, watchFiles } from './left-behind.mjs';
import { endChildrenOnSignals, run } from './process.mjs';
import { LONG_PARTS, NONE, PARTS, runPart, shortened, waitsForSetup } from './test-parts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SETUP_SECONDS = 40 * 60;
const NO_ENGINE = 2; // setup.mjs: everything that needs no container works
const SHOWN_FAILURES = 3; // per part
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
  const early = await runParts(
    parts.filter((part) => !waitsForSetup(part)),
    false,
  );
  print('\n=== set-up');
  const { code, output } = await machine;
  print(output.trimEnd());
  if (code !== 0 && code !== NO_ENGINE) return [...early, failedSetup()];
  // Without an engine, a suite may skip tests that need one. Here an engine is known to be ready, so it must not.
  if (code === 0) process.env.CODEALONG_ENGINE_READY = '1';
  const engine = code === 0 ? await watchEngine() : null;
  const late = await runParts(parts.filter(waitsForSetup), engine !== null);
  return [...early, ...late, await nothingLeft(files, engine)];
}

async function runParts(parts, engine) {
  const results = [];
  for (const part of parts) {
    print(`\n=== ${part.name}`);
    const started = Date.now();
    const result = await resultOf(part, engine);
    results.push({ name: part.name, seconds: (Date.now() - started) / 1000, ...result });
  }
  return results;
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

function resultOf(part, engine) {
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

function summary(results) {
  print('\n=== summary');
  for (const { name, passed, failed, skipped, seconds, note } of results) {
    const mark = failed > 0 ? 'FAILED' : 'ok';
    const count = `${passed} of ${passed + failed}${skipped > 0 ? `, ${skipped} left out` : ''}`;
    print(`${mark.padEnd(7)}${name.padEnd(17)}${count.padEnd(14)}${seconds.toFixed(1)} s${note ? `   ${note}` : ''}`);
  }
}

/** What failed once and then passed is worth a look, too. */
function sayUnsteady(results) {
  for (const { name, unsteady = [] } of results) {
    for (const failure of unsteady) print(`\nUNSTEADY in ${name}, passed alone: ${shortened(failure)}`);
  }
}

/** Repeated at the very end, so that the last screen of a log shows the failures. */
function sayFailures(results) {
  for (const { name, failures = [] } of results) {
    for (const failure of failures.slice(0, SHOWN_FAILURES)) print(`\nFAILED in ${name}: ${shortened(failure)}`);
    const more = failures.length - SHOWN_FAILURES;
    if (more > 0) print(`\n… and ${more} more in ${name}`);
  }
}

async function main() {
  const { code } = await setup(['--packages']);
  const results = code === 0 ? await runAll() : [failedSetup()];
  summary(results);
  await sayBase();
  sayUnsteady(results);
  sayFailures(results);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  print(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
}

endChildrenOnSignals();
process.exitCode = await main();
