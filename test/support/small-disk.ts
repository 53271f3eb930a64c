import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const BLOCK = Buffer.alloc(64 * 1024);

/** Why nothing can be mounted here; null where it can. */
export function whyNoMount(): string | null {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/bin/mount')
    ? null
    : 'only root mounts';
}

/** A disk of its own, in memory, that a test can fill. Remove it. */
export class SmallDisk {
  private constructor(readonly root: string) {}

  /** @param megabytes its size */
  static async make(megabytes: number): Promise<SmallDisk> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'codealong-disk-'));
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
    return new SmallDisk(folder);
  }

  async folder(name: string): Promise<string> {
    const made = path.join(this.root, name);
    await mkdir(made, { recursive: true });
    return made;
  }

  /** Writes until nothing more fits. */
  async fill(): Promise<void> {
    const file = await open(path.join(this.root, 'all'), 'w');
    try {
      for (let size = BLOCK.length; size >= 1; size = Math.floor(size / 2)) await untilFull(file, size);
    } finally {
      await file.close();
    }
  }

  async free(): Promise<void> {
    await rm(path.join(this.root, 'all'), { force: true });
  }

  async remove(): Promise<void> {
    await run('umount', ['-l', this.root]);
    await rm(this.root, { recursive: true });
  }
}

async function untilFull(file: Awaited<ReturnType<typeof open>>, size: number): Promise<void> {
  try {
    for (;;) await file.write(BLOCK, 0, size);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
