import os from 'node:os';
import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';

/**
 * Does the pieces of work, `atOnce` at a time, and shows the results in their order. After a failure no further piece begins; those in
 * progress are awaited. @throws the first failure
 */
export async function inOrder<T>(
  works: readonly (() => Promise<T>)[],
  atOnce: number,
  show: (result: T) => void,
): Promise<void> {
  const limit = pLimit(atOnce);
  const results = new Map<number, T>();
  const failures: unknown[] = [];
  let shown = 0;
  const doOne = async (work: () => Promise<T>, index: number) => {
    if (failures.length > 0) return;
    results.set(index, await work());
    for (; results.has(shown); shown++) show(results.get(shown) as T);
  };
  const watched = (work: () => Promise<T>, index: number) =>
    doOne(work, index).catch((error: unknown) => failures.push(error));
  await Promise.all(works.map((work, index) => limit(watched, work, index)));
  if (failures.length > 0) throw failures[0];
}

const BUSY_LOOP = 'for (;;);';

/** Does the work while every core of this machine is busy. The load ends with the work, also when it fails. */
export async function underLoad<T>(work: () => Promise<T>, cores = os.availableParallelism()): Promise<T> {
  const workers = Array.from({ length: cores }, () => new Worker(BUSY_LOOP, { eval: true }));
  try {
    // The workers alone must not keep a process from ending.
    for (const worker of workers) worker.unref();
    return await work();
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
