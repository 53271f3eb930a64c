// Puts a whole VS Code server into `.cache/vscode` and finds Chromium, for tests in a real VS Code. A second run reuses both.
// Two native modules of the server need a compiler and stay unbuilt: without them the server prints warnings but works.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { npm } from './npm.mjs';
import { CODE_SERVER, NODE_VERSION, nodePackage, vscodePlaces } from './places.mjs';

const INSTALL_SECONDS = 600;
const QUIET = ['--no-audit', '--no-fund', '--ignore-scripts'];

/** @typedef {import('./server.mjs').Place} Place */
/**
 * @typedef {object} HostMachine
 * @property {string} platform
 * @property {string} arch
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {number | null} uid null where there are no user ids
 * @property {string} osRelease text of `/etc/os-release`, empty where there is none
 */

/**
 * @param {{ root: string, machine: HostMachine, say: (text: string) => void }} options
 * @returns {Promise<(Place & { chromium: string }) | null>} all paths; null after printing what is missing
 */
export async function ensureVscode({ root, machine, say }) {
  const started = Date.now();
  const server = await ensureServer({ root, machine, say });
  if (server === null) return null;
  const chromium = await ensureChromium({ machine, say });
  if (chromium === null) return null;
  const seconds = (Date.now() - started) / 1000;
  if (seconds > 1) say(`VS Code and Chromium are ready after ${seconds.toFixed(0)} s.`);
  return { ...server, chromium };
}

/** This machine, in the form that the functions here expect. @returns {HostMachine} */
export function thisMachine() {
  const { platform, arch, env } = process;
  return { platform, arch, env, uid: process.getuid?.() ?? null, osRelease: textOf('/etc/os-release') };
}

async function ensureServer({ root, machine, say }) {
  const { cache, folder, node, server } = vscodePlaces(root, machine);
  if (existsSync(folder)) return { node, server };
  const nodeName = nodePackage(machine);
  if (nodeName === null) {
    say(`A VS Code server is not installed on ${machine.platform} ${machine.arch}; the desktop VS Code is used there.`);
    return null;
  }
  say(`Installing ${CODE_SERVER} (a VS Code server, 0.8 GB on disk) and its Node into .cache/vscode`);
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, 'new-'));
  try {
    if (!(await installInto(making, [CODE_SERVER, `${nodeName}@${NODE_VERSION}`], say))) return null;
    renameSync(making, folder); // only a complete folder gets the final name
    return { node, server };
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

async function installInto(folder, packages, say) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const steps = [
    { args: ['install', ...QUIET, '--no-package-lock', ...packages], cwd: folder },
    { args: ['install', ...QUIET, '--omit=dev'], cwd: join(folder, 'node_modules/code-server/lib/vscode') },
  ];
  for (const { args, cwd } of steps) {
    const { code, output } = await npm(args, { seconds: INSTALL_SECONDS, cwd });
    if (code === 0) continue;
    say(`npm ${args.join(' ')} failed:\n${output}`);
    return false;
  }
  return true;
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
