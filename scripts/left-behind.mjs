// What `npm test` has left behind: containers, volumes, networks and temporary files. Looked at before and after.
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './process.mjs';

const CALL_SECONDS = 20;
/** A container of a killed process is gone so much later, by itself or by the reaper. */
const PATIENCE_SECONDS = 20;
/** What tools keep between their runs. */
const CACHES = /^(tsx-\d+|node-compile-cache)$/;

/** Lists of names, one a line; of a container its id and its owner, `<host>:<pid>:<when it began>`. */
const LISTS = {
  container: ['ps', '--all', '--filter', 'label=codealong=1', '--format', '{{.ID}} {{.Label "codealong.owner"}}'],
  volume: ['volume', 'ls', '--quiet'],
  network: ['network', 'ls', '--quiet'],
};

/**
 * The temporary folder of everything that is run from now on, and the engine as it is now. `found` is asked once, at the end: it
 * resolves to what was left, in words, and removes the folder.
 */
export async function watchLeftBehind({ engine }) {
  const folder = mkdtempSync(join(tmpdir(), 'ca-'));
  chmodSync(folder, 0o1777); // as the temporary folder of a machine: some tests are another user's
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  const before = engine ? await listed() : [];
  return {
    found: async () => {
      const things = engine ? await goneSoon(before) : [];
      const files = readdirSync(folder).filter((name) => !CACHES.test(name));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      return [...things, ...files.map((name) => `temporary file ${name}`)];
    },
  };
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
 * Not what a living process owns: all of ours have ended, so it is somebody else's.
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
