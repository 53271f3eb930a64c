import os from 'node:os';
import { Worker } from 'node:worker_threads';

const BUSY = 'for (;;);';

/** Does the work while every core of this machine is kept busy; they are left alone again whatever comes of it. */
export async function underLoad<T>(work: () => Promise<T>, cores = os.availableParallelism()): Promise<T> {
  const workers = Array.from({ length: cores }, () => new Worker(BUSY, { eval: true }));
  try {
    // A process that ends is not kept by them.
    for (const worker of workers) worker.unref();
    return await work();
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
