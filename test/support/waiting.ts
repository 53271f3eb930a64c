/** Lets everything run that does not wait for a timer or for I/O. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits up to five seconds for something that files or timers cause. */
export async function until(what: () => boolean): Promise<void> {
  for (const limit = Date.now() + 5_000; !what(); await new Promise((resolve) => setTimeout(resolve, 2))) {
    if (Date.now() > limit) throw new Error('it never happened');
  }
}
