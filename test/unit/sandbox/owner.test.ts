import { equal, match, notEqual } from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ownerState, thisProcess } from '../../../src/sandbox/owner';
import { LinuxProcesses, type Processes } from '../../../src/sandbox/processes';

const BOOT = 'de646181-f97e-477a-b555-21fda8510733';

/** `/proc/<pid>/stat` of a process that calls itself `) R 1 (`. */
function statOf(pid: number, state: string, began: number): string {
  return `${pid} () R 1 () ${state} ${Array(18).fill(7).join(' ')} ${began} 9 9\n`;
}

describe('The owner of a container', () => {
  let proc: string;

  beforeEach(() => {
    proc = mkdtempSync(path.join(tmpdir(), 'codealong-proc-'));
    mkdirSync(path.join(proc, 'sys', 'kernel', 'random'), { recursive: true });
    mkdirSync(path.join(proc, String(process.pid), 'ns'), { recursive: true });
    writeFileSync(path.join(proc, 'sys', 'kernel', 'random', 'boot_id'), `${BOOT}\n`);
    symlinkSync(String(process.pid), path.join(proc, 'self'));
    symlinkSync('pid:[4026531836]', path.join(proc, String(process.pid), 'ns', 'pid'));
    has(process.pid, 'S', 500);
  });

  afterEach(() => rmSync(proc, { recursive: true }));

  function has(pid: number, state: string, began: number): void {
    mkdirSync(path.join(proc, String(pid)), { recursive: true });
    writeFileSync(path.join(proc, String(pid), 'stat'), statOf(pid, state, began));
  }

  const stateIn = (name: string, processes: Processes) => ownerState(name, thisProcess({}, processes), processes);
  const here = (pid: number, began: number | string) => `${BOOT}.4026531836:${pid}:${began}`;

  it('is named by boot, namespace, id and start', () => {
    equal(thisProcess({}, new LinuxProcesses(proc)).process, here(process.pid, 500));
  });

  it('has a session of its own, unless a script names one', () => {
    notEqual(thisProcess().session, thisProcess().session);
    equal(thisProcess({ CODEALONG_SESSION: 'mine' }).session, 'mine');
    equal(thisProcess().process, thisProcess().process);
  });

  it('is this process, alive, or dead when its id is free or belongs to another process', () => {
    const processes = new LinuxProcesses(proc);
    has(process.ppid, 'S', 400);
    equal(stateIn(here(process.pid, 500), processes), 'own');
    equal(stateIn(here(process.ppid, 400), processes), 'alive');
    equal(stateIn(here(process.ppid, 399), processes), 'dead');
    equal(stateIn(here(2 ** 22 + 1, 400), processes), 'dead');
    has(process.ppid, 'Z', 400);
    equal(stateIn(here(process.ppid, 400), processes), 'dead', 'it only waits for its parent');
  });

  it('is not known where the process is hidden, of another boot or namespace, or not named as we name it', () => {
    const processes = new LinuxProcesses(proc);
    for (const name of [
      here(process.ppid, 400),
      `${BOOT}.4026531999:99999999:1`,
      '0a0a0a0a-f97e-477a-b555-21fda8510733.4026531836:99999999:1',
      'macbook.local:99999999:1700000000000',
      '-:99999999:1700000000000',
      here(99999999, '-'),
      here(99999999, ''),
      here(-1, 1),
      here(0, 1),
      `${here(99999999, 1)}:x`,
      '',
      ':::',
    ])
      equal(stateIn(name, processes), 'unknown', name);
  });

  it('is never judged when the machine says nothing of its processes, or of those of another namespace', () => {
    const nowhere = new LinuxProcesses(path.join(proc, 'none'));
    equal(nowhere.host, null);
    match(thisProcess({}, nowhere).process, new RegExp(`^-:${process.pid}:\\d{13}$`));
    equal(stateIn(thisProcess({}, nowhere).process, nowhere), 'own');
    equal(stateIn('-:99999999:1700000000000', nowhere), 'unknown');
    rmSync(path.join(proc, 'self'));
    symlinkSync('1', path.join(proc, 'self'));
    equal(new LinuxProcesses(proc).host, null);
  });

  describe('on this machine', () => {
    before(function () {
      if (process.platform !== 'linux') this.skip();
    });

    const processes = new LinuxProcesses();

    async function child(): Promise<ChildProcess & { readonly pid: number }> {
      const made = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
      await once(made, 'spawn');
      return made as ChildProcess & { readonly pid: number };
    }

    it('is alive until it is killed', async () => {
      const made = await child();
      const name = [processes.host, made.pid, processes.began(made.pid)].join(':');
      equal(stateIn(name, processes), 'alive');
      made.kill('SIGKILL');
      await once(made, 'exit');
      equal(stateIn(name, processes), 'dead');
    });
  });
});
