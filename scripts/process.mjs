// Runs commands with a deadline. Each has its own process group, so everything that it started ends with it.
import { spawn } from 'node:child_process';

const alive = new Set();

/** Ends a child that `run` started, with all processes that it started. */
function end(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/** Ctrl-C reaches only this process, because the children are in other groups. It ends them first, then itself. */
export function endChildrenOnSignals() {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.once(signal, () => {
      for (const child of alive) end(child);
      process.exit(code);
    });
  }
}

/**
 * Runs a command and always resolves to `{code, output, timedOut}`. `code` is null when it did not start or was ended.
 * With `show` the output is passed on; otherwise it is kept in `output`.
 */
export function run(command, args, { seconds, show = false, env = process.env, cwd, shell = false }) {
  return new Promise((resolve) => {
    const stdio = ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'];
    const child = spawn(command, args, { stdio, env, cwd, shell, detached: process.platform !== 'win32' });
    const kept = [];
    let timedOut = false;
    const result = (code) => ({ code, output: Buffer.concat(kept).toString(), timedOut });
    const timer = setTimeout(() => {
      timedOut = true;
      end(child);
    }, seconds * 1000);
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
