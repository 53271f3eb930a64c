import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import Docker from 'dockerode';
import type { Engine } from '../../src/engine/client/engine';
import { withCalls } from './engines';

/** Seconds after which a busy loop ends by itself, whatever became of the test. */
const AT_MOST = 120;
const LOOP = `import os, time\nos.sched_setaffinity(0, {0})\nuntil = time.monotonic() + ${AT_MOST}\nwhile time.monotonic() < until: pass`;
/** Says which part of the first CPU a new program gets there. */
const PROBE = `import os, time
os.sched_setaffinity(0, {0})
begin, used = time.monotonic(), time.process_time()
while time.monotonic() < begin + 0.4: pass
print((time.process_time() - used) / (time.monotonic() - begin))`;

/** Busy loops on the first CPU. Each has a session of its own: the kernel counts a session as one program. */
export class Load {
  readonly #running: ChildProcess[] = [];

  start(loops: number): void {
    for (let at = 0; at < loops; at += 1)
      this.#running.push(spawn('python3', ['-c', LOOP], { detached: true, stdio: 'ignore' }));
  }

  async end(): Promise<void> {
    await Promise.all(this.#running.splice(0).map(ended));
  }
}

/** Does something while so many programs want the first CPU. Those of others that want it already are counted. */
export async function underLoad<T>(loops: number, work: () => Promise<T>): Promise<T> {
  const load = new Load();
  try {
    load.start(Math.max(0, loops - (await othersThere())));
    return await work();
  } finally {
    await load.end();
  }
}

async function othersThere(): Promise<number> {
  const { stdout } = await promisify(execFile)('python3', ['-c', PROBE]);
  return Math.round(1 / Number(stdout)) - 1;
}

/** An engine whose sandboxes, once they are ready, may use the first CPU alone: the rest of the machine is not disturbed. */
export function onFirstCpu(engine: Engine): Engine {
  return withCalls(engine, {
    updateContainer: async (id, limits, options) => {
      await new Docker().getContainer(id).update({ CpusetCpus: '0' });
      return engine.updateContainer(id, limits, options);
    },
  });
}

async function ended(loop: ChildProcess): Promise<void> {
  if (loop.exitCode !== null || loop.signalCode !== null) return;
  const exit = once(loop, 'exit');
  loop.kill('SIGKILL');
  await exit;
}
