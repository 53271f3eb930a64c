import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import Docker from 'dockerode';
import type { Engine } from '../../src/engine/client/engine';
import { withCalls } from './engines';

/** Seconds after which a busy loop ends by itself, whatever became of the test. */
const AT_MOST = 120;
const LOOP = `import os, time\nos.sched_setaffinity(0, {0})\nuntil = time.monotonic() + ${AT_MOST}\nwhile time.monotonic() < until: pass`;

/** Does something while so many busy loops run on the first CPU. Each has a session of its own: the kernel counts a session as one program. */
export async function underLoad<T>(loops: number, work: () => Promise<T>): Promise<T> {
  const running: ChildProcess[] = [];
  try {
    for (let at = 0; at < loops; at += 1) {
      const loop = spawn('python3', ['-c', LOOP], { detached: true, stdio: 'ignore' });
      running.push(loop);
      await once(loop, 'spawn');
    }
    return await work();
  } finally {
    await Promise.all(running.map(ended));
  }
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
  const exit = once(loop, 'exit');
  loop.kill('SIGKILL');
  await exit;
}
