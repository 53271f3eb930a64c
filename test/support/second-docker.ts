import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';
import type { SmallDisk } from './small-disk';

const START_MS = 30_000;
/** In a network of its own: a second Docker that has no bridge takes away the one of the first. */
const ALONE = ['unshare', '--net'];
const OPTIONS = ['--iptables=false', '--ip6tables=false', '--bridge=none', '--log-level=error'];

/** Why there can be no second Docker; null where there can. */
export function whyNoDocker(): string | null {
  try {
    execFileSync('dockerd', ['--version'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'dockerd is not installed';
  }
}

/** A Docker of its own on a small disk, beside that of this machine. Stop it before the disk is removed. */
export class SecondDocker {
  private constructor(
    private readonly daemon: ChildProcess,
    /** Its sockets and what it runs. */
    private readonly folder: string,
  ) {}

  get host(): string {
    return `unix://${this.#socket}`;
  }

  get #socket(): string {
    return path.join(this.folder, 'docker.sock');
  }

  /** @param before a command that runs it */
  static async start(disk: SmallDisk, before: readonly string[] = []): Promise<SecondDocker> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'codealong-docker-'));
    const folders = ['--data-root', await disk.folder('data'), '--exec-root', path.join(folder, 'run')];
    const own = ['--pidfile', path.join(folder, 'pid'), '--host', `unix://${folder}/docker.sock`];
    const [program = '', ...args] = [...ALONE, ...before, 'dockerd', ...folders, ...own, ...OPTIONS];
    const docker = new SecondDocker(spawn(program, args, { stdio: 'ignore' }), folder);
    await docker.#answers();
    return docker;
  }

  /** Copies an image of this machine's Docker. */
  async load(...refs: readonly string[]): Promise<void> {
    const saved = spawn('docker', ['save', ...refs], { stdio: ['ignore', 'pipe', 'ignore'] });
    const answer = await this.#client().loadImage(saved.stdout);
    for await (const _ of answer);
  }

  /** How many containers it has. */
  async containers(): Promise<number> {
    return (await this.#client().listContainers({ all: true })).length;
  }

  async stop(): Promise<void> {
    if (this.daemon.exitCode === null) {
      const ended = once(this.daemon, 'exit');
      this.daemon.kill('SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  #client(): Docker {
    return new Docker({ socketPath: this.#socket });
  }

  async #answers(): Promise<void> {
    for (const until = Date.now() + START_MS; Date.now() < until && this.daemon.exitCode === null; await sleep(200)) {
      const answers = await this.#client()
        .ping()
        .catch(() => null);
      if (answers !== null) return;
    }
    await this.stop();
    throw new Error('the second Docker did not start');
  }
}
