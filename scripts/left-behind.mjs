// Finds what `npm test` leaves behind: containers, volumes, networks and temporary files. Compares before and after.
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './process.mjs';

const CALL_SECONDS = 20;
/** A container of a killed process disappears within this time, by itself or as an orphan. */
const PATIENCE_SECONDS = 20;
/** Files that tools keep between runs. */
const CACHES = /^(tsx-\d+|node-compile-cache)$/;

/** Lists of names, one per line. A container has its id and its owner, `<host>:<pid>:<start time>`. */
const LISTS = {
  container: ['ps', '--all', '--filter', 'label=codealong=1', '--format', '{{.ID}} {{.Label "codealong.owner"}}'],
  volume: ['volume', 'ls', '--quiet'],
  network: ['network', 'ls', '--quiet'],
};

/**
 * Sets the temporary folder for everything that is started from now on. Call `found` once, at the end: it tells what was left, and
 * removes the folder.
 */
export function watchFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'ca-'));
  chmodSync(folder, 0o1777); // the mode of a machine's temporary folder: some tests run as another user
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  return {
    found: () => {
      const files = readdirSync(folder).filter((name) => !CACHES.test(name));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      return files.map((name) => `temporary file ${name}`);
    },
  };
}

/** Records the state of an engine that answers. `found` resolves to what has come since and stays. */
export async function watchEngine() {
  const before = await listed();
  return { found: () => goneSoon(before) };
}

async function goneSoon(before) {
  const until = Date.now() + PATIENCE_SECONDS * 1000;
  for (;;) {
    const left = newOnes(before, await listed(), isAlive);
    if (left.length === 0 || Date.now() > until) return left;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/**
 * Ignores what a living process owns: all of ours have ended, so it belongs to another program.
 * @param {readonly string[]} before
 * @param {readonly string[]} after
 * @param {(pid: number) => boolean} alive
 * @returns {readonly string[]}
 */
export function newOnes(before, after, alive) {
  const known = new Set(before);
  return after.filter((thing) => !known.has(thing) && !alive(Number(/ \S*:(\d+):\d+$/.exec(thing)?.[1] ?? 0)));
}

function isAlive(pid) {
  if (pid === 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function listed() {
  const lists = Object.entries(LISTS).map(async ([kind, args]) => {
    const { code, output } = await run('docker', args, { seconds: CALL_SECONDS });
    if (code !== 0) throw new Error(`docker ${args[0]} did not answer: ${output}`);
    const names = output.split('\n').filter((line) => line.trim() !== '');
    return names.map((name) => `${kind} ${name}`);
  });
  return (await Promise.all(lists)).flat();
}
