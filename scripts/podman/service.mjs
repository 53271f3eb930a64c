// Podman's API with storage of its own in .cache/podman, beside whatever else runs on this machine. On Debian or Ubuntu, as root.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';
import { isDebianLike } from '../setup-advice.mjs';
import { installMissing } from '../setup-engine.mjs';

const START_SECONDS = 30;
const STOP_SECONDS = 20;
/** CAP_SYS_RESOURCE: without it, root may not raise a limit. */
const MAY_RAISE = 1n << 24n;

/** Why there can be no Podman here; null when there is one, which is installed if need be. */
export async function whyNoPodman({ platform, uid, osRelease }, say) {
  if (platform !== 'linux') return 'Podman runs on Linux only';
  if (uid !== 0) return 'Podman is tried as root only';
  if (await isThere('podman')) return null;
  if (!isDebianLike(osRelease)) return 'Podman is not installed, and this is not Debian';
  const installed = await installMissing(['podman', secondControlGroups() ? 'crun' : 'runc'], say);
  return installed ? null : 'Podman could not be installed; see the lines above';
}

/**
 * Starts the service and waits until it answers.
 * @param {string} cache the folder `.cache`
 * @returns {Promise<{ host: string, stop: () => Promise<void> }>} its address for `DOCKER_HOST`, and how to end it
 * @throws Error with the last lines of its log
 */
export async function startPodman(cache) {
  mkdirSync(join(cache, 'podman'), { recursive: true });
  const folder = realpathSync(join(cache, 'podman'));
  const socket = join(folder, 'podman.sock');
  if (await answers(socket)) throw new Error(`Podman's service is running already: ${socket}`);
  rmSync(socket, { force: true });
  const log = join(folder, 'podman.log');
  const service = spawn('podman', serviceArguments(folder, socket), {
    detached: true,
    // Its monitors write a file `oom` where they are started.
    cwd: folder,
    stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
    env: { ...process.env, CONTAINERS_CONF: configured(folder) },
  });
  process.once('exit', () => service.kill());
  const stop = () => stopped(service, folder);
  for (const end = Date.now() + START_SECONDS * 1000; Date.now() < end && service.exitCode === null; await sleep(100))
    if (await answers(socket)) return { host: `unix://${socket}`, stop };
  await stop();
  throw new Error(`Podman's service did not start:\n${readFileSync(log, 'utf8').split('\n').slice(-8).join('\n')}`);
}

function serviceArguments(folder, socket) {
  const storage = ['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--storage-driver', 'overlay'];
  return [...storage, '--log-level', 'info', 'system', 'service', '--time=0', `unix://${socket}`];
}

/** Writes Podman's configuration and returns its path. */
function configured(folder) {
  const runtime = realRuntime();
  const cut = mayRaiseLimits() ? runtime : cutting(folder, runtime);
  const path = join(folder, 'containers.conf');
  const lines = ['cgroup_manager = "cgroupfs"', 'events_logger = "file"', 'runtime = "codealong"'];
  writeFileSync(path, `[engine]\n${lines.join('\n')}\n[engine.runtimes]\ncodealong = ["${cut}"]\n`);
  return path;
}

/** crun refuses a machine with control groups of both versions. */
function realRuntime() {
  const name = secondControlGroups() ? 'crun' : 'runc';
  const places = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/sbin'];
  return places.map((place) => join(place, name)).find((path) => existsSync(path)) ?? name;
}

function cutting(folder, runtime) {
  const text = readFileSync(fileURLToPath(new URL('cut-limits.sh', import.meta.url)), 'utf8');
  const path = join(folder, 'cut-limits.sh');
  writeFileSync(path, text.replaceAll('@RUNTIME@', runtime).replaceAll('@NOFILE@', String(mostOpenFiles())));
  chmodSync(path, 0o755);
  return path;
}

function mayRaiseLimits() {
  const mask = /^CapEff:\s*(\w+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return (BigInt(`0x${mask}`) & MAY_RAISE) !== 0n;
}

function mostOpenFiles() {
  return Number(/^Max open files\s+\d+\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 1024);
}

function secondControlGroups() {
  return existsSync('/sys/fs/cgroup/cgroup.controllers');
}

async function isThere(command) {
  return (await run(command, ['--version'], { seconds: 20 })).code === 0;
}

/** @returns {Promise<boolean>} */
function answers(socketPath) {
  return new Promise((resolve) => {
    const asked = get({ socketPath, path: '/_ping', timeout: 2_000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.on('error', () => resolve(false));
    asked.on('timeout', () => asked.destroy());
  });
}

async function stopped(service, folder) {
  if (service.exitCode === null && service.signalCode === null) {
    service.kill('SIGTERM');
    for (const end = Date.now() + STOP_SECONDS * 1000; Date.now() < end && service.exitCode === null; await sleep(100))
      if (service.signalCode !== null) break;
    service.kill('SIGKILL');
  }
  // Podman leaves its storage mounted on itself.
  await run('umount', [join(folder, 'root/overlay')], { seconds: 20 });
}
