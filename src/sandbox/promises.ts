import { withinTime } from '../engine/client/deadline';

/** A promise and what settles it. (`Promise.withResolvers` needs Node 22.) */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

export function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Resolves when the promise has settled or the signal aborts, whichever is first. */
export async function settledOrAborted(promise: Promise<unknown>, signal?: AbortSignal): Promise<void> {
  const over = deferred<void>();
  const resolve = () => over.resolve();
  if (signal?.aborted) resolve();
  signal?.addEventListener('abort', resolve, { once: true });
  promise.then(resolve, resolve);
  await over.promise;
  signal?.removeEventListener('abort', resolve);
}

/** Takes over a removal that outlasts its caller. The removal may reject. */
export type Leave = (removal: Promise<void>) => void;

/** Milliseconds to wait for a removal. As a rule the container is then gone before the failure is reported. */
const REMOVAL_MS = 1_000;

/** Waits for a removal, at most `REMOVAL_MS`, and hands it over to `leave`. */
export async function removedSoon(removal: Promise<void>, leave?: Leave): Promise<void> {
  const quiet = removal.catch(() => {});
  leave?.(removal);
  await withinTime(quiet, REMOVAL_MS);
}
