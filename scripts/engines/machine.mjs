// Boots the machine in a box, runs commands in it, and ends it. Its ports are on this machine's loopback, and it reaches no network.
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../process.mjs';
import { adopt, endProcess, startInBackground, until } from './background.mjs';
import { isProcess } from './lock.mjs';
import { PORTS, SSH_PORT } from './selection.mjs';

const BOOT_SECONDS = 15 * 60;
const KVM_BOOT_SECONDS = 2 * 60;
/** Linux changes its own code while it runs. An emulated processor may hit an instruction that the other one has half written: a panic. */
const EMULATED_BOOTS = 3;
const END_SECONDS = 15;
const SSH_SECONDS = 90;
const MEMORY_MB = 4096;

/**
 * @typedef {object} Machine
 * @property {string} folder
 * @property {string} recipe of the lab that it was booted from
 * @property {number} pid
 * @property {number | null} script the process that ends it; null if it goes on until it is ended by hand
 * @property {Readonly<Record<number, number>>} ports each of its ports, and the one on this machine's loopback that leads there
 * @property {boolean} emulated without KVM: about ten times slower
 */

/**
 * The machine that runs already, or a new one. Its caller has the lock.
 * @param {import('./lab.mjs').Lab} lab
 * @param {{ keep: boolean, say: (text: string) => void }} options `keep`: it goes on when the script ends
 * @returns {Promise<Machine>}
 */
export async function ensureMachine(lab, { keep, say }) {
  const found = runningIn(lab.folder);
  if (found === null) return boot(lab, { keep, say });
  if (found.recipe !== lab.recipe) {
    await endMachine(found);
    return boot(lab, { keep, say });
  }
  say(`The machine in a box runs already (process ${found.pid}).`);
  return take(found, keep);
}

/** One that was kept stays so. One whose script was killed ends with this script. */
function take(/** @type {Machine} */ found, /** @type {boolean} */ keep) {
  const machine = { ...found, script: keep || found.script === null ? null : process.pid };
  if (machine.script !== null) adopt(machine.pid, () => isItself(machine));
  note(machine);
  return machine;
}

function note(/** @type {Machine} */ machine) {
  writeFileSync(join(machine.folder, 'machine.json'), JSON.stringify(machine));
}

/** The machine of this folder that runs; null if none does. @returns {Machine | null} */
export function runningIn(/** @type {string} */ folder) {
  try {
    const machine = JSON.parse(readFileSync(join(folder, 'machine.json'), 'utf8'));
    return isItself(machine) ? machine : null;
  } catch {
    return null;
  }
}

function isItself(/** @type {Machine} */ { pid, folder }) {
  return isProcess(pid, join(folder, 'disk.img'));
}

/** With KVM where it works. A machine in the cloud may have it and still not be able to run anything. @returns {Promise<Machine>} */
async function boot(lab, options) {
  if (hasKvm()) {
    options.say('Booting the machine in a box');
    try {
      return await bootOnce(lab, false, options);
    } catch (error) {
      options.say(`KVM does not work here: ${error instanceof Error ? error.message : error}`);
    }
  }
  options.say('Booting the machine in a box, emulated (about 3 minutes)');
  const began = Date.now();
  for (let boots = 1; ; boots++) {
    try {
      return await bootOnce(lab, true, options);
    } catch (error) {
      // A machine that only says nothing would do so again.
      if (boots === EMULATED_BOOTS || Date.now() - began > BOOT_SECONDS * 1000) throw error;
      options.say(`Once more: ${error instanceof Error ? error.message : error}`);
    }
  }
}

/** @returns {Promise<Machine>} */
async function bootOnce({ folder, recipe }, emulated, { keep, say }) {
  const ports = await freePorts();
  const qemu = startInBackground(
    'qemu-system-x86_64',
    qemuArguments(folder, ports, emulated),
    join(folder, 'qemu.log'),
  );
  const machine = { folder, recipe, pid: qemu.pid, script: process.pid, ports, emulated };
  note(machine);
  const answers = async () => (await inMachine(machine, 'root', 'true')).code === 0;
  const most = emulated ? BOOT_SECONDS : KVM_BOOT_SECONDS;
  const seconds = await until('answer of the machine in a box', most, answers, qemu.ended).catch(async (error) => {
    await endMachine(machine);
    throw error;
  });
  say(`It answers after ${Math.round(seconds)} s.`);
  if (!keep) return machine;
  qemu.letGo();
  return take({ ...machine, script: null }, keep);
}

/**
 * All that it writes goes to a file which nobody else sees, so each boot begins with the same disk.
 * @param {string} folder
 * @param {Readonly<Record<number, number>>} ports
 * @param {boolean} emulated
 * @returns {string[]}
 */
export function qemuArguments(folder, ports, emulated) {
  const forwards = Object.entries(ports).map(([inside, here]) => `,hostfwd=tcp:127.0.0.1:${here}-:${inside}`);
  // After a panic the kernel reboots at once, and `-no-reboot` makes QEMU end instead. Otherwise the script would wait for a dead machine.
  const kernel = 'root=/dev/vda rw console=ttyS0 net.ifnames=0 mitigations=off panic=-1 systemd.show_status=0';
  return [
    ...['-accel', emulated ? 'tcg,thread=multi' : 'kvm', '-cpu', 'max', '-smp', '2', '-m', String(MEMORY_MB)],
    ...['-display', 'none', '-monitor', 'none', '-no-reboot', '-serial', `file:${join(folder, 'serial.log')}`],
    ...['-kernel', join(folder, 'vmlinuz'), '-initrd', join(folder, 'initrd'), '-append', kernel],
    ...['-drive', `file=${join(folder, 'disk.img')},format=raw,if=virtio,cache=unsafe,snapshot=on`],
    ...['-netdev', `user,id=net0,restrict=on${forwards.join('')}`, '-device', 'virtio-net-pci,netdev=net0'],
  ];
}

function hasKvm() {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<Record<number, number>>} */
async function freePorts() {
  const servers = await Promise.all(PORTS.map(listening));
  const pairs = servers.map(({ address }, at) => [
    PORTS[at],
    /** @type {import('node:net').AddressInfo} */ (address()).port,
  ]);
  await Promise.all(servers.map(({ close }) => new Promise((resolve) => close(resolve))));
  return Object.fromEntries(pairs);
}

/** A server on a port that nobody has. */
function listening() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () =>
      resolve({ address: () => server.address(), close: (/** @type {() => void} */ done) => server.close(done) }),
    );
  });
}

function sshArguments({ folder, ports }, user) {
  return ['-F', join(folder, 'ssh_config'), '-p', String(ports[SSH_PORT]), `${user}@127.0.0.1`];
}

/**
 * Runs a command inside.
 * @param {Machine} machine
 * @param {'root' | 'learner'} user
 * @param {string} command for that user's shell
 */
export function inMachine(machine, user, command) {
  return run('ssh', [...sshArguments(machine, user), command], { seconds: SSH_SECONDS });
}

/**
 * Forwards a socket of the machine to a new one of this machine.
 * @param {Machine} machine
 * @param {string} socket
 * @returns {Promise<{ socket: string, close: () => void }>}
 */
export async function forwarded(machine, socket) {
  // Not in the machine's own folder: the path of a socket has room for about a hundred characters.
  const folder = mkdtempSync(join(tmpdir(), 'ca-engine-'));
  const here = join(folder, 'docker.sock');
  const args = [
    '-nNT',
    '-o',
    'ExitOnForwardFailure=yes',
    '-L',
    `${here}:${socket}`,
    ...sshArguments(machine, 'learner'),
  ];
  const ssh = startInBackground('ssh', args, join(machine.folder, 'forward.log'));
  const close = () => {
    ssh.end();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', close);
  return { socket: here, close };
}

/** Ends it at once: its disk is not kept. */
export async function endMachine(/** @type {Machine} */ machine) {
  const gone = () => !isItself(machine);
  if (!gone()) endProcess(machine.pid, 'SIGTERM');
  await until('end of the machine in a box', END_SECONDS, gone).catch(() => gone() || endProcess(machine.pid));
  rmSync(join(machine.folder, 'machine.json'), { force: true });
}
