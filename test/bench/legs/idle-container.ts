import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { withinTime } from '../../../src/engine/client/deadline';

const START_MS = 30_000;
const END_MS = 10_000;

type Client = ChildProcessByStdio<Writable, Readable, null>;

/** A container that waits until its stdin ends. It therefore ends with this process, even a killed one. The opener disposes it. */
export class IdleContainer {
  private constructor(
    readonly name: string,
    private readonly client: Client,
  ) {}

  /** @param options of `docker run`, which sets no limits by itself. */
  static async open(name: string, image: string, options: readonly string[]): Promise<IdleContainer> {
    const command = ['sh', '-c', 'echo up; exec cat'];
    const args = ['run', '--rm', '--interactive', `--name=${name}`, ...options, image, ...command];
    const client = spawn('docker', args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const container = new IdleContainer(name, client);
    const up = new Promise<boolean>((resolve) => {
      client.stdout.once('data', () => resolve(true));
      client.once('error', () => resolve(false));
      client.once('close', () => resolve(false));
    });
    if (await withinTime(up, START_MS)) return container;
    client.kill('SIGKILL');
    throw new Error(`the container ${name} did not start`);
  }

  async dispose(): Promise<void> {
    const ended = new Promise<boolean>((resolve) => this.client.once('close', () => resolve(true)));
    if (this.client.exitCode !== null) return;
    this.client.stdin.end();
    if (!(await withinTime(ended, END_MS))) throw new Error(`the container ${this.name} did not end`);
  }
}
