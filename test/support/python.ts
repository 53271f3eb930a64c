import { ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** Runs a Python file of `test/` with this machine's own python3. Fails with its output. @returns its stdout */
export function runPython(file: string, ...args: readonly string[]): string {
  const script = path.resolve(__dirname, '..', file);
  const done = spawnSync('python3', ['-B', script, ...args], { encoding: 'utf8', timeout: 60_000, maxBuffer: 64e6 });
  ok(
    done.error === undefined && done.status === 0,
    `${file}: ${done.error?.message ?? ''}\n${done.stdout}\n${done.stderr}`,
  );
  return done.stdout;
}
