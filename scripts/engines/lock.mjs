// One script at a time uses the machine in a box, its disk and its engines. Who comes second is told who has them.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Takes the file for this process, until it ends.
 * @param {string} file
 * @param {string} words that stand in the command of each process which may have it
 * @throws Error if a process has it that lives
 */
export function lock(file, words) {
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      const owner = ownerOf(file);
      if (isProcess(owner, words)) throw new Error(`Another script uses the machine in a box (process ${owner}).`);
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      // Its process was killed.
      rmSync(file, { force: true });
    }
  }
  process.once('exit', () => {
    if (ownerOf(file) === process.pid) rmSync(file, { force: true });
  });
}

function ownerOf(/** @type {string} */ file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/** True if this process lives and has these words in its command. By now another one may have its number. */
export function isProcess(/** @type {number} */ pid, /** @type {string} */ words) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(words);
  } catch {
    return false;
  }
}
