// The desktop VS Code by @vscode/test-electron, where it can be downloaded and shown.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchStableVersions } from '@vscode/test-electron/out/download.js';
import { run } from '../process.mjs';

const CHILD = fileURLToPath(new URL('desktop-child.mjs', import.meta.url));
const ASK_MS = 5000;
const DOWNLOAD_SECONDS = 300;
/** The version of the browser's way, so that both try the same. */
const VERSION = '1.139.1';

/** The version to use, or `{reason}`, a text that says why there is none. `CODEALONG_DESKTOP=0` forbids it. */
export async function askDesktop({ platform, env }) {
  if (env.CODEALONG_DESKTOP === '0') return { reason: 'CODEALONG_DESKTOP is 0' };
  if (!hasDisplay({ platform, env }) && !onPath('xvfb-run', env)) return { reason: 'no display and no xvfb-run' };
  try {
    const versions = await fetchStableVersions(true, ASK_MS);
    return { version: versions.includes(VERSION) ? VERSION : 'stable' };
  } catch (error) {
    return { reason: `it cannot be downloaded here (${error instanceof Error ? error.message : error})` };
  }
}

/** Downloads it, if it is not there, in a process of its own: `{program}`, a path, or `{reason}`, what was in the way. */
export async function downloadDesktop({ root, version }) {
  const cache = join(root, '.cache/vscode-desktop');
  const { code, output } = await inChild([], ['download', cache, version], DOWNLOAD_SECONDS, {});
  if (code === 0) return { program: output.trim().split('\n').at(-1) };
  return { reason: output.trim() || `the download took longer than ${DOWNLOAD_SECONDS} s` };
}

/** Runs in a process of its own, which ends with all that it started: resolves to the tests' exit code, to null when it took too long. */
export async function runInDesktop({ program, root, tests, workspace, env, seconds, machine }) {
  const screen = hasDisplay(machine) ? [] : ['xvfb-run', '-a'];
  return (await inChild(screen, ['run', program, root, tests, workspace], seconds, env, true)).code;
}

function inChild(prefix, args, seconds, env, show = false) {
  const [command, ...rest] = [...prefix, process.execPath, CHILD, ...args];
  return run(command, rest, { seconds, show, env: { ...process.env, ...env } });
}

function hasDisplay({ platform, env }) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

function onPath(name, env) {
  return (env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
