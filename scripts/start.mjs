// `npm start`: sets up what is missing and opens the Redis course in VS Code. It uses the desktop if `code` is on the PATH, else a
// server, and prints its address. `npm start -- --smoke` needs no person: a failing and a passing run, with a picture of each.
// Imports only Node's own modules.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endChildrenOnSignals, run } from './process.mjs';
import { ensureVscode, thisMachine } from './vscode/ensure.mjs';
import { startServer } from './vscode/server.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SETUP_SECONDS = 40 * 60;
const STEP_SECONDS = 10 * 60;
const PROGRAM = 'main.py';
const NO_ENGINE = 2; // setup.mjs: the editor says what is missing, and continues once it is there

function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Runs a script. If it fails it has said why, so this process ends too. */
async function script(args, seconds, /** @type {(number | null)[]} */ allowed = [0]) {
  const { code } = await run(process.execPath, args, { seconds, show: true, cwd: root });
  if (!allowed.includes(code)) process.exit(code ?? 1);
}

/** The folder that is opened. It is kept, so that the next start finds the learner's files. */
function learnerFolder() {
  const folder = join(root, '.cache', 'learner', 'redis');
  const progress = join(folder, '.codealong', 'progress.json');
  if (existsSync(progress)) return folder;
  cpSync(join(root, 'courses', 'redis', 'starter'), folder, { recursive: true, force: false });
  mkdirSync(join(folder, '.codealong'), { recursive: true });
  const fresh = { format_version: 1, course: 'redis', steps: {}, current: null };
  writeFileSync(progress, `${JSON.stringify(fresh, null, 2)}\n`);
  return folder;
}

function packed() {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return join(root, 'dist', `${name}-${version}.vsix`);
}

function desktopCode() {
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync) ?? null;
}

async function openDesktop(code, folder) {
  for (const args of [
    ['--install-extension', packed(), '--force'],
    [folder, join(folder, PROGRAM)],
  ]) {
    const shell = process.platform === 'win32';
    const ended = await run(code, args, { seconds: STEP_SECONDS, show: true, shell });
    if (ended.code !== 0) process.exit(ended.code ?? 1);
  }
  say(`Opened ${folder} in VS Code.`);
}

/** The address opens the program, as on the desktop. */
function addressOf({ address, port }, folder) {
  const program = `vscode-remote://127.0.0.1:${port}${join(folder, PROGRAM)}`;
  return `${address}/?${new URLSearchParams({ folder, payload: JSON.stringify([['openFile', program]]) })}`;
}

/** Runs until Ctrl-C: the server ends with this process. */
async function openServer(folder) {
  const place = await ensureVscode({ root, machine: thisMachine(), say });
  if (place === null) process.exit(1);
  const args = ['--disable-workspace-trust'];
  const server = await startServer({
    place,
    args,
    extension: packed(),
    keepLog: join(root, 'test-results', 'start-server.log'),
  });
  say(`\nVS Code is at ${addressOf(server, folder)}\nCtrl-C ends it; your program stays in ${folder}`);
  process.once('SIGINT', () => void server.stop().then(() => process.exit(0)));
  process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
  await server.exited;
}

async function main() {
  await script([join(root, 'scripts/setup.mjs')], SETUP_SECONDS, [0, NO_ENGINE]);
  await script([join(root, 'scripts/package.mjs')], STEP_SECONDS);
  if (process.argv.includes('--smoke')) {
    endChildrenOnSignals();
    await script(['--require', 'tsx/cjs', join(root, 'test/ui/smoke.ts')], STEP_SECONDS);
    return;
  }
  const code = desktopCode();
  if (code === null) await openServer(learnerFolder());
  else await openDesktop(code, learnerFolder());
}

await main();
