// npm with a deadline. npm tells its own path; when started by hand, it is a script that Windows runs only through a shell.
import { run } from '../process.mjs';

/** Resolves to `{code, output, timedOut}`. */
export function npm(args, { seconds, cwd }) {
  const path = process.env.npm_execpath;
  if (path) return run(process.execPath, [path, ...args], { seconds, cwd });
  return run('npm', args, { seconds, cwd, shell: process.platform === 'win32' });
}
