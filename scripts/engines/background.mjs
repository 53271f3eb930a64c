// Processes that run on while the script does other things. All of them end with it, however it ends, but those that are let go.
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';

/**
 * @typedef {object} Background
 * @property {number} pid
 * @property {() => string | null} ended why it ended; null while it runs
 * @property {() => void} end
 * @property {() => void} letGo it goes on after this script
 */

/** Those that end with this script, and whether each is still itself: by then another process may have its number. @type {Map<number, () => boolean>} */
const ours = new Map();

process.on('exit', () => {
  for (const pid of ours.keys()) endOurs(pid);
});

/** Takes over a process that an earlier script was to end. */
export function adopt(/** @type {number} */ pid, /** @type {() => boolean} */ isItself) {
  ours.set(pid, isItself);
}

function endOurs(/** @type {number} */ pid) {
  if (ours.get(pid)?.() === true) endProcess(pid);
}

/** Ends a process at once. Without effect on one that has ended. */
export function endProcess(/** @type {number} */ pid, /** @type {NodeJS.Signals} */ signal = 'SIGKILL') {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}

/**
 * Starts a command in a session of its own, so that Ctrl-C reaches only this script.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} log the file for what it says
 * @returns {Background}
 */
export function startInBackground(command, args, log) {
  const file = openSync(log, 'w', 0o600);
  const child = spawn(command, args, { detached: true, stdio: ['ignore', file, file] });
  /** @type {string | null} */
  let why = null;
  child.on('error', (error) => {
    why = error.message;
  });
  child.on('exit', (code, signal) => {
    why = `${command} ended with ${signal ?? `code ${code}`}`;
    ours.delete(pid);
  });
  child.unref();
  const pid = child.pid ?? 0;
  // A child keeps its number until its end was seen, and that takes it out.
  if (pid !== 0) ours.set(pid, () => true);
  return { pid, ended: () => why, end: () => endOurs(pid), letGo: () => ours.delete(pid) };
}

/**
 * Asks again and again, until it is so.
 * @param {string} what is waited for, for the error
 * @param {number} seconds the longest wait
 * @param {() => Promise<boolean> | boolean} isSo
 * @param {() => string | null} [hopeless] why it can never be so; null while it can
 * @returns {Promise<number>} the seconds that it took
 * @throws Error if it was not so in that time
 */
export async function until(what, seconds, isSo, hopeless = () => null) {
  const began = Date.now();
  for (;;) {
    const why = hopeless();
    if (why !== null) throw new Error(`No ${what}: ${why}.`);
    if (await isSo()) return (Date.now() - began) / 1000;
    if (Date.now() - began > seconds * 1000) throw new Error(`No ${what} within ${seconds} s.`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
