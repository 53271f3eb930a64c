import { setTimeout as sleep } from 'node:timers/promises';
import { refusedWith } from './failures';
import { ask, type Modem } from './transport';

const PAUSE_MS = 20;
const MAX_PAUSE_MS = 1000;
/** Times that the engine may answer a removal with an error of its own, such as a busy file system. */
const MAX_ERRORS = 5;

/**
 * Removes a container and sees to it that it is gone: an engine answers 409 while another removal runs, and 404 is what we want.
 * Goes on until the signal aborts.
 */
export async function removeForSure(modem: Modem, id: string, signal: AbortSignal): Promise<void> {
  let errors = 0;
  for (let pause = PAUSE_MS; ; pause = Math.min(MAX_PAUSE_MS, pause * 2)) {
    if (!(await requestRemoval(modem, id, signal)) && ++errors > MAX_ERRORS)
      await requestRemoval(modem, id, signal, true);
    if (await isGone(modem, id, signal)) return;
    await sleep(pause, undefined, { signal });
  }
}

/** @returns false when the engine failed; with `strict` that is thrown. */
async function requestRemoval(modem: Modem, id: string, signal: AbortSignal, strict = false): Promise<boolean> {
  const request = { call: 'remove', method: 'DELETE', path: `/containers/${id}`, query: { force: 1, v: 1 } } as const;
  try {
    await ask(modem, request, signal);
  } catch (error) {
    const status = refusedWith(error);
    if (status === null || (strict && status >= 500)) throw error;
    return status < 500;
  }
  return true;
}

async function isGone(modem: Modem, id: string, signal: AbortSignal): Promise<boolean> {
  try {
    await ask(modem, { call: 'remove', method: 'GET', path: `/containers/${id}/json` }, signal);
    return false;
  } catch (error) {
    if (refusedWith(error) === 404) return true;
    throw error;
  }
}
