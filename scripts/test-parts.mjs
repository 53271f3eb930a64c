// The parts of `npm test`, and how each is counted.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './process.mjs';
import { afterRunningAgain, filesToRunAgain } from './test-again.mjs';

const MINUTE = 60;

/**
 * In the order in which they run. `seconds` is the deadline of a part; `needsEngine`: it runs containers; `inVscode`: it belongs to the
 * tests in a real VS Code; `jobs`: how many files of a suite run at the same time, one by default; `options`: more arguments of mocha or of
 * a counting script; `env`: more variables for either.
 */
export const PARTS = [
  { name: 'lint', seconds: 3 * MINUTE, bin: ['@biomejs/biome', 'biome'], args: ['ci', '.'] },
  { name: 'types', seconds: 5 * MINUTE, bin: ['typescript', 'tsc'], args: ['--noEmit'] },
  {
    name: 'script types',
    seconds: 5 * MINUTE,
    bin: ['typescript', 'tsc'],
    args: ['--project', 'scripts/tsconfig.json'],
  },
  { name: 'build', seconds: 3 * MINUTE, file: 'esbuild.js', args: [] },
  { name: 'unit tests', seconds: 10 * MINUTE, suite: 'test/unit/**/*.test.ts', jobs: 2 },
  { name: 'sandbox tests', seconds: 45 * MINUTE, suite: 'test/sandbox/!(*.long).test.ts', needsEngine: true, jobs: 2 },
  {
    name: 'courses',
    seconds: 20 * MINUTE,
    counting: 'scripts/courses.mjs',
    options: ['--sample'],
    needsEngine: true,
  },
  // An honest program after each case would take as long as the cases. The oldest runtime gets all of them in `npm run test:long`.
  {
    name: 'attacks, newest',
    seconds: 15 * MINUTE,
    counting: 'scripts/attack.mjs',
    options: ['--runtime', 'newest', '--clean', '10'],
    needsEngine: true,
  },
  {
    name: 'attacks, oldest',
    seconds: 15 * MINUTE,
    counting: 'scripts/attack.mjs',
    options: ['--runtime', 'oldest', '--clean', '10', '--mechanisms'],
    needsEngine: true,
  },
  // It takes two minutes at most where Podman and its image are there already.
  { name: 'Podman', seconds: 15 * MINUTE, counting: 'scripts/podman.mjs', needsEngine: true },
  { name: 'extension tests', seconds: 15 * MINUTE, counting: 'scripts/vscode/run-extension-tests.mjs', inVscode: true },
  { name: 'package', seconds: 5 * MINUTE, file: 'scripts/package.mjs', args: [], inVscode: true },
  {
    name: 'ui tests',
    seconds: 25 * MINUTE,
    suite: 'test/ui/!(*.long).test.ts',
    needsEngine: true,
    inVscode: true,
    jobs: 2,
  },
];

/** What takes too long for every submission: `npm run test:long`. It needs what `npm test` has set up, and the bundles. */
export const LONG_PARTS = [
  { name: 'build', seconds: 3 * MINUTE, file: 'esbuild.js', args: [] },
  { name: 'long tests', seconds: 30 * MINUTE, suite: 'test/long/!(pictures).test.ts', needsEngine: true, jobs: 2 },
  { name: 'sandbox tests', seconds: 30 * MINUTE, suite: 'test/sandbox/*.long.test.ts', needsEngine: true, jobs: 2 },
  { name: 'package', seconds: 5 * MINUTE, file: 'scripts/package.mjs', args: [], inVscode: true },
  {
    name: 'ui tests',
    seconds: 30 * MINUTE,
    suite: 'test/ui/*.long.test.ts',
    needsEngine: true,
    inVscode: true,
    jobs: 2,
  },
  { name: 'pictures', seconds: 45 * MINUTE, suite: 'test/long/pictures.test.ts', needsEngine: true, inVscode: true },
  {
    name: 'whole courses',
    seconds: 90 * MINUTE,
    counting: 'scripts/courses.mjs',
    options: ['--all'],
    needsEngine: true,
  },
  {
    name: 'every runtime',
    seconds: 90 * MINUTE,
    counting: 'scripts/courses.mjs',
    options: ['--runtimes'],
    needsEngine: true,
  },
  {
    name: 'official layout',
    seconds: 90 * MINUTE,
    counting: 'scripts/official.mjs',
    options: ['courses', '--runtime', 'all'],
    needsEngine: true,
  },
  {
    name: 'attacks, oldest',
    seconds: 15 * MINUTE,
    counting: 'scripts/attack.mjs',
    options: ['--runtime', 'oldest', '--clean', '10'],
    needsEngine: true,
  },
  {
    name: 'attacks, warm',
    seconds: 30 * MINUTE,
    counting: 'scripts/attack.mjs',
    options: ['--warm'],
    needsEngine: true,
  },
  {
    name: 'saboteurs',
    seconds: 30 * MINUTE,
    counting: 'scripts/attack.mjs',
    options: ['--saboteurs'],
    needsEngine: true,
  },
];

/** Whether a part needs more than the packages: an engine, or VS Code. */
export function waitsForSetup(part) {
  return part.needsEngine === true || part.inVscode === true;
}

/** Runs one part and resolves to `{passed, failed, skipped, note}`. A part that did not finish has at least one failure. */
export function runPart(part, root) {
  return part.suite || part.counting ? runSteadily(part, root) : runTool(part, root);
}

async function runSteadily(part, root) {
  const first = await runSuite(part, root);
  const files = filesToRunAgain(part, first);
  if (files.length === 0) return first;
  process.stdout.write(`\n=== ${part.name} that failed, again and alone\n`);
  return afterRunningAgain(first, await runSuite({ ...part, files, jobs: 1 }, root));
}

/** Runs a tool. It counts as one test. */
async function runTool(part, root) {
  const script = part.bin ? binOf(root, ...part.bin) : join(root, part.file);
  const { code, timedOut } = await run(process.execPath, [script, ...part.args], {
    seconds: part.seconds,
    show: true,
    cwd: root,
  });
  const ok = code === 0;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, note: timedOut ? tooLong(part) : '' };
}

async function runSuite(part, root) {
  const folder = mkdtempSync(join(tmpdir(), 'codealong-test-'));
  try {
    const file = join(folder, 'counts.json');
    const ended = await run(process.execPath, suiteArguments(part, root, file), {
      seconds: part.seconds,
      show: true,
      cwd: root,
      env: { ...process.env, ...part.env },
    });
    return counted(part, ended, countsOf(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs mocha itself, or a script of ours that runs mocha in another process. Either writes its numbers into the file. */
function suiteArguments(part, root, file) {
  if (part.counting) return [join(root, part.counting), ...(part.options ?? []), '--counts', file];
  const reporter = ['--reporter', 'scripts/mocha-reporter.cjs', '--reporter-option', `file=${file}`];
  const jobs = part.jobs > 1 ? ['--parallel', '--jobs', String(part.jobs)] : [];
  const files = part.files ?? [part.suite];
  return [
    binOf(root, 'mocha', 'mocha'),
    '--config',
    'test/mocharc.json',
    ...jobs,
    ...reporter,
    ...(part.options ?? []),
    ...files,
  ];
}

/**
 * @typedef {{ name: string, seconds: number }} Part `seconds` is its deadline
 * @typedef {{ passed: number, failed: number, skipped: number, failures?: readonly string[], failedFiles?: readonly string[], leftOut?: string }} Counts
 *   `failedFiles` from the root of the repository; `leftOut`: why this machine cannot run them
 */

/**
 * mocha's own numbers, plus one failure if its exit code is worse than they are or if nothing ran.
 * @param {Part} part
 * @param {{ code: number | null, timedOut: boolean }} ended
 * @param {Counts | null} counts
 * @returns {Counts & { note: string }}
 */
export function counted(part, { code, timedOut }, counts) {
  if (timedOut) return { ...(counts ?? NONE), failed: (counts?.failed ?? 0) + 1, note: tooLong(part) };
  if (counts === null)
    return { ...NONE, failed: 1, note: `${part.name} ended with code ${code} before they were through` };
  if (counts.failed > 0) return { ...counts, note: '' };
  if (counts.leftOut !== undefined && code === 0) return { ...counts, note: `left out: ${counts.leftOut}` };
  if (counts.passed === 0) return { ...counts, failed: 1, note: `of the ${part.name} none ran` };
  if (code !== 0) return { ...counts, failed: 1, note: `${part.name} ended with code ${code}` };
  return { ...counts, note: '' };
}

/** A failure in at most eight lines: its name, the error, and the places in our own files. */
export function shortened(/** @type {string} */ failure) {
  const lines = failure.split('\n').filter((line) => line.trim() !== '');
  const isFrame = (line) => /^\s*at /.test(line);
  const said = lines.filter((line) => !isFrame(line)).slice(0, 6);
  const frames = lines.filter((line) => isFrame(line) && !/node_modules|node:/.test(line)).slice(0, 2);
  return [...said, ...frames].map((line) => line.slice(0, 300)).join('\n');
}

export const NONE = { passed: 0, failed: 0, skipped: 0 };

function tooLong(part) {
  return `${part.name} took longer than ${part.seconds} s and were ended`;
}

function countsOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** The script behind a command of a package. This Node runs it, so neither a shell nor the PATH matters. */
function binOf(root, name, command) {
  const folder = join(root, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}
