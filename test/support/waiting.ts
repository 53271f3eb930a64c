/** Lets everything happen that waits for nothing. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits for something that files or timers bring about, five seconds at most. */
export async function until(what: () => boolean): Promise<void> {
  for (const limit = Date.now() + 5_000; !what(); await new Promise((resolve) => setTimeout(resolve, 2))) {
    if (Date.now() > limit) throw new Error('it never happened');
  }
}
