// Runs commands with a deadline. Each has its own process group, so everything that it started ends with it.
import { spawn } from 'node:child_process';

/** @typedef {{ code: number | null, output: string, timedOut: boolean }} Ended */
/** @typedef {{ seconds: number, show?: boolean, env?: NodeJS.ProcessEnv, cwd?: string, shell?: boolean }} RunOptions */

/** @type {Set<import('node:child_process').ChildProcess>} */
const alive = new Set();

/** Ends a child that `run` started, with all processes that it started. */
function end(/** @type {import('node:child_process').ChildProcess} */ child) {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/** Ctrl-C reaches only this process, because the children are in other groups. It ends them first, then itself. */
export function endChildrenOnSignals() {
  for (const { signal, code } of /** @type {const} */ ([
    { signal: 'SIGINT', code: 130 },
    { signal: 'SIGTERM', code: 143 },
    { signal: 'SIGHUP', code: 129 },
  ])) {
    process.once(signal, () => {
      for (const child of alive) end(child);
      process.exit(code);
    });
  }
}

/**
 * Runs a command and always resolves to `{code, output, timedOut}`. `code` is null when it did not start or was ended.
 * With `show` the output is passed on; otherwise it is kept in `output`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<Ended>}
 */
export function run(command, args, { seconds, show = false, env = process.env, cwd, shell = false }) {
  return new Promise((resolve) => {
    const out = show ? 'inherit' : 'pipe';
    /** @type {import('node:child_process').StdioOptions} */
    const stdio = ['ignore', out, out];
    const child = spawn(command, args, { stdio, env, cwd, shell, detached: process.platform !== 'win32' });
    /** @type {Buffer[]} */
    const kept = [];
    let timedOut = false;
    const result = (code) => ({ code, output: Buffer.concat(kept).toString(), timedOut });
    const timer = setTimeout(() => {
      timedOut = true;
      end(child);
    }, seconds * 1000);
    /** @type {NodeJS.Timeout | undefined} */
    let grace;
    const settle = (value) => {
      clearTimeout(timer);
      clearTimeout(grace);
      alive.delete(child);
      resolve(value);
    };
    alive.add(child);
    child.stdout?.on('data', (bytes) => kept.push(bytes));
    child.stderr?.on('data', (bytes) => kept.push(bytes));
    child.on('error', (error) => settle({ code: null, output: error.message, timedOut }));
    child.on('close', (code) => settle(result(code)));
    // A background process of the command may hold its output open for ever: wait one more second for the rest.
    child.on('exit', (code) => {
      grace = setTimeout(() => settle(result(code)), 1000);
    });
  });
}
