// Finds the Docker engine. On Debian or Ubuntu as root it can install and start one. Never stops or changes an engine that answers.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.mjs';
import { enginePlan, farPackages } from './setup-advice.mjs';

const START_SECONDS = 60;
/** Debian asks it whether a service may be started. */
const POLICY = '/usr/sbin/policy-rc.d';

/** 'ok', or how the engine failed to answer: 'missing', 'stopped' or 'refused'. */
export async function askEngine() {
  const { code, output } = await run('docker', ['version', '--format', '{{.Server.Version}}'], { seconds: 20 });
  if (code === 0) return 'ok';
  if (code === null && /ENOENT/.test(output)) return 'missing';
  return /permission denied/i.test(output) ? 'refused' : 'stopped';
}

/** Resolves to true when an engine answers, after doing or explaining what is needed. */
export async function ensureEngine({ machine, cache, say }) {
  const answer = await askEngine();
  if (answer === 'ok') return true;
  const plan = enginePlan({ ...machine, answer });
  if (plan.kind === 'explain') {
    for (const line of plan.lines) say(line);
    return false;
  }
  if (!(await installMissing(plan.packages, say))) return false;
  if ((await askEngine()) === 'ok') return true; // its package started it
  return startEngine({ cache, say });
}

/** Installs those packages of a list that are missing, with apt. */
export async function installMissing(packages, say) {
  const wanted = [...packages];
  if (!systemd() && !/\scgroup2?\s/.test(textOf('/proc/mounts'))) wanted.push('cgroupfs-mount');
  const missing = [];
  for (const name of wanted) if (!(await installed(name))) missing.push(name);
  if (missing.length === 0) return clientIsThere(say);
  say(`Installing with apt: ${missing.join(' ')}`);
  return (await apt(['update', '-qq'], say)) && (await apt(install(missing), say)) && clientIsThere(say);
}

/**
 * Installs what the tests of engines on other machines need. Without it they say so, and fail.
 * @param {{ uid: number | null, osRelease: string }} machine
 */
export async function ensureFarTools({ uid, osRelease }, say) {
  const packages = farPackages({ uid, osRelease, systemd: systemd() });
  if (packages.length > 0) await withoutServices(() => installMissing(packages, say));
}

/** A package may start its service when it is installed: not while this script says no, as both ways to start one ask. */
async function withoutServices(install) {
  if (existsSync(POLICY)) return install();
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await install();
  } finally {
    rmSync(POLICY, { force: true });
  }
}

/** Newer releases have the docker command in a separate package. */
async function clientIsThere(say) {
  return (await askEngine()) !== 'missing' || apt(install(['docker-cli']), say);
}

async function installed(name) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg fills it in
  const { output } = await run('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { seconds: 20 });
  return output === 'installed';
}

function install(packages) {
  return ['install', '-y', '-qq', '--no-install-recommends', ...packages];
}

async function apt(args, say) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code, output } = await run('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], { seconds: 900, env });
  if (code !== 0) say(`apt-get ${args.join(' ')} failed:\n${output}`);
  return code === 0;
}

function systemd() {
  return existsSync('/run/systemd/system');
}

async function startEngine({ cache, say }) {
  if (systemd()) {
    say('Starting the Docker engine: systemctl start docker');
    const { code, output } = await run('systemctl', ['start', 'docker'], { seconds: START_SECONDS });
    if (code !== 0) say(output);
    return code === 0 && (await answers(say, () => null, 'journalctl -u docker'));
  }
  if (!/\scgroup2?\s/.test(textOf('/proc/mounts'))) await run('cgroupfs-mount', [], { seconds: 20 });
  forgetDead('/var/run/docker.pid', 'dockerd');
  forgetDead('/var/run/docker/containerd/containerd.pid', 'containerd');
  return startInBackground({ cache, say });
}

/** Starts the engine so that it outlives this script: in its own session, with its output in a file. */
function startInBackground({ cache, say }) {
  mkdirSync(cache, { recursive: true });
  const log = join(cache, 'dockerd.log');
  say('Starting the Docker engine in the background: dockerd (it keeps running; its log is .cache/dockerd.log)');
  const file = openSync(log, 'a');
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  /** @type {string | null} */
  let ended = null;
  const engine = spawn('dockerd', [], { detached: true, stdio: ['ignore', file, file], env });
  engine.on('error', (error) => {
    ended = error.message;
  });
  engine.on('exit', (code) => {
    ended = `it ended with code ${code}`;
  });
  engine.unref();
  return answers(say, () => ended, log);
}

/** Waits for the engine to answer. If it does not, prints where to look. */
async function answers(say, whyEnded, log) {
  const end = Date.now() + START_SECONDS * 1000;
  while (Date.now() < end && whyEnded() === null) {
    if ((await askEngine()) === 'ok') return true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  say(`The Docker engine did not start (${whyEnded() ?? `no answer within ${START_SECONDS} s`}). Its log: ${log}`);
  say(textOf(log).trimEnd().split('\n').slice(-8).join('\n'));
  return false;
}

/** After a power cut the pid file may name a pid that another process has by now, and dockerd would refuse to start. */
function forgetDead(file, name) {
  const pid = textOf(file).trim();
  if (pid !== '' && textOf(`/proc/${pid}/comm`).trim() !== name) rmSync(file, { force: true });
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
