import { CodedError } from '../../contract/codes';

/** How long one call may take, and who may end it earlier. */
export interface Deadline {
  /** Names the call in the error. */
  readonly call: string;
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `work` until it ends, its time is over, or the outer signal aborts, whichever is first. `work` gets a signal of its own. That
 * signal aborts on the last two, and never after `work` has ended, so a stream that `work` returned stays open. Timer and listener
 * are removed when the promise settles, even if `work` ignores its signal.
 * @throws CodedError `engine-call-timeout` {call, seconds} or `cancelled` {call}.
 */
export async function withDeadline<T>(deadline: Deadline, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { call, ms, signal } = deadline;
  const own = new AbortController();
  const cancel = () => own.abort(new CodedError('cancelled', { call }, { cause: signal?.reason }));
  const expire = () => own.abort(new CodedError('engine-call-timeout', { call, seconds: ms / 1000 }));
  if (signal?.aborted) cancel();
  own.signal.throwIfAborted();
  const stopped = stop(own.signal);
  const timer = setTimeout(expire, ms);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await Promise.race([work(own.signal), stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

/** Rejects with the signal's reason when it aborts. Otherwise it stays pending, and is garbage together with the signal. */
function stop(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Resolves as the promise does, or to undefined after so many milliseconds. Ends nothing: `withDeadline` does. */
export async function withinTime<T>(promise: PromiseLike<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
