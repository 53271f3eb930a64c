// Finds a Chromium for the tests. On Debian or Ubuntu as root it can install one.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../process.mjs';
import { isDebianLike } from '../setup-advice.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC_APPS = ['Chromium', 'Google Chrome'];

/**
 * The program's path, or null. If CHROMIUM_PATH is set it is used unchanged, without looking further.
 * @param {{ platform: string, env: Readonly<Record<string, string | undefined>> }} machine
 * @returns {string | null}
 */
export function findChromium({ platform, env }) {
  if (env.CHROMIUM_PATH) return isProgram(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
  const apps = platform === 'darwin' ? MAC_APPS.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`) : [];
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...apps, ...onPath].find(isProgram) ?? null;
}

/** The program's path, after installing it if this script may do that; else null, after printing what to install. */
export async function ensureChromium({ machine, say }) {
  const found = findChromium(machine);
  if (found) return found;
  if (machine.env.CHROMIUM_PATH) {
    say(`CHROMIUM_PATH is ${machine.env.CHROMIUM_PATH}, but there is no program there.`);
    return null;
  }
  if (machine.uid !== 0 || !isDebianLike(machine.osRelease)) {
    for (const line of chromiumAdvice(machine)) say(line);
    return null;
  }
  say('Installing Chromium for the tests in a real VS Code: apt-get install chromium');
  if (!(await apt(['update', '-qq'], say))) return null;
  if (!(await apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium'], say))) return null;
  return findChromium(machine);
}

/** What a person must do when this script may not install. */
export function chromiumAdvice({ platform, uid, osRelease }) {
  const after = 'Or set CHROMIUM_PATH to a Chromium or Chrome that is somewhere else. Then run this again.';
  if (platform === 'darwin') return ['Chromium is missing. Install it: brew install --cask chromium', after];
  if (platform !== 'linux') return ['Chromium is missing. Install it.', after];
  const sudo = uid === 0 ? '' : 'sudo ';
  const debian = `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends chromium`;
  const install = isDebianLike(osRelease) ? debian : "your distribution's package chromium";
  return [`Chromium is missing. Install it: ${install}`, after];
}

async function apt(args, say) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code, output } = await run('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], { seconds: 600, env });
  if (code !== 0) say(`apt-get ${args.join(' ')} failed:\n${output}`);
  return code === 0;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
