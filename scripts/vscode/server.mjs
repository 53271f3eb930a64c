// Starts the VS Code server of `.cache/vscode` with folders of its own, and makes sure that it stops.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';

/** @typedef {{ node: string, server: string }} Place paths of the Node that the server runs on, and of the server's folder */
/**
 * @typedef {object} ServerOptions
 * @property {Place} place
 * @property {readonly string[]} [args] for the server
 * @property {Readonly<Record<string, string>>} [env] for the server
 * @property {string | null} [extension] a .vsix to install first
 * @property {Readonly<Record<string, unknown>>} [settings] added to the settings for clean pictures
 * @property {string} keepLog the file for its output
 */
/**
 * @typedef {object} Server
 * @property {string} address
 * @property {number} port
 * @property {Promise<unknown>} exited fulfilled, never rejected, when the server has ended
 * @property {() => string} log
 * @property {() => Promise<void>} stop ends the server with everything that it started, and removes its folders
 */

const GUARD = fileURLToPath(new URL('guard.mjs', import.meta.url));
const START_SECONDS = 60;
const STOP_SECONDS = 10;
const INSTALL_SECONDS = 60;

/** Gives the same picture on every machine. In the browser, a person's own settings would be stored in the browser. */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * Resolves once the server answers. Rejects when it does not start.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer({ place, args = [], env = {}, extension = null, settings = {}, keepLog }) {
  const folder = await mkdtemp(join(tmpdir(), 'ca-vscode-'));
  const folders = ['--server-data-dir', join(folder, 'data'), '--extensions-dir', join(folder, 'extensions')];
  try {
    writeSettings(folder, { ...SETTINGS, ...settings });
    // The server leaves the sockets of its windows in the temporary folder, so it gets its own temporary folder.
    mkdirSync(join(folder, 'tmp'));
    if (extension) await installExtension(place, folders, extension);
    const own = { TMPDIR: join(folder, 'tmp'), ...env };
    return await launch({ place, folder, args: [...folders, ...args], env: own, keepLog });
  } catch (error) {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
}

function writeSettings(folder, settings) {
  const machine = join(folder, 'data/data/Machine');
  mkdirSync(machine, { recursive: true });
  writeFileSync(join(machine, 'settings.json'), JSON.stringify(settings, null, 2));
}

async function installExtension({ node, server }, folders, extension) {
  const script = join(server, 'out/server-main.js');
  const args = [script, '--accept-server-license-terms', ...folders, '--install-extension', extension];
  const { code, output } = await run(node, args, { seconds: INSTALL_SECONDS });
  if (code !== 0 || /Failed Installing/i.test(output)) throw new Error(`${extension} was not installed:\n${output}`);
}

async function launch({ place, folder, args, env, keepLog }) {
  const child = spawnServer(place, args, env, keepLog);
  const stop = once(async () => {
    await stopGroup(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const log = () => textOf(keepLog);
  try {
    const port = await portOf(child, log);
    return { address: `http://127.0.0.1:${port}`, port, log, stop, exited: exitOf(child) };
  } catch (error) {
    await stop();
    throw error;
  }
}

function spawnServer({ node, server }, args, env, keepLog) {
  const fixed = ['--accept-server-license-terms', '--without-connection-token', '--telemetry-level', 'off'];
  const where = ['--host', '127.0.0.1', '--port', '0']; // 0: a free port, which the server prints
  const script = join(server, 'out/server-main.js');
  mkdirSync(dirname(keepLog), { recursive: true });
  const file = openSync(keepLog, 'w');
  const child = spawn(process.execPath, [GUARD, node, script, ...fixed, ...where, ...args], {
    stdio: ['pipe', file, file],
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32',
  });
  closeSync(file);
  child.stdin?.on('error', () => {}); // it ended by itself
  child.on('error', () => {}); // `exited` reports it
  return child;
}

/** The port that the server printed, once it answers there. */
async function portOf(child, log) {
  const end = Date.now() + START_SECONDS * 1000;
  while (Date.now() < end) {
    if (ended(child)) throw new Error(`The VS Code server ended with code ${child.exitCode}:\n${log()}`);
    const port = /Extension host agent listening on (\d+)/.exec(log())?.[1];
    if (port && (await answers(port))) return Number(port);
    await pause(100);
  }
  throw new Error(`The VS Code server did not answer within ${START_SECONDS} s:\n${log()}`);
}

async function answers(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/version`, { signal: AbortSignal.timeout(2000) });
    await response.text();
    return response.ok;
  } catch {
    return false;
  }
}

/** When its input closes, the guard kills its group, itself included. The remaining zombies are left to init. */
async function stopGroup(child) {
  child.stdin.end();
  const end = Date.now() + STOP_SECONDS * 1000;
  while (!ended(child) && Date.now() < end) await pause(20);
  killGroup(child);
}

function killGroup(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // No process of it is left.
  }
}

/** Resolves, never rejects, when the server has ended. */
function exitOf(child) {
  return new Promise((resolve) => {
    child.once('exit', resolve);
    if (ended(child)) resolve(child.exitCode);
  });
}

function ended(child) {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** @param {() => Promise<void>} action */
function once(action) {
  /** @type {Promise<void> | null} */
  let done = null;
  return () => {
    done ??= action();
    return done;
  };
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
