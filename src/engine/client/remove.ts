import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../contract/codes';
import type { SshTrouble } from '../../contract/codes/connection-codes';
import { refusedWith } from './failures';
import { ask, type Modem } from './transport';

const PAUSE_MS = 20;
const MAX_PAUSE_MS = 1000;
/** How many failures of the engine are tolerated: a busy file system, an engine that is restarting. */
const MAX_ERRORS = 5;
/** Troubles of ssh that may be those of a moment. Who is refused does not ask again. */
const PASSING: ReadonlySet<SshTrouble> = new Set<SshTrouble>(['unreachable', 'late', 'other']);

/**
 * Removes a container and checks that it is gone. An engine answers 409 while another removal runs, and 404 once the container is
 * gone. Repeats until then, or until the signal aborts.
 */
export async function removeForSure(modem: Modem, id: string, signal: AbortSignal): Promise<void> {
  let errors = 0;
  for (let pause = PAUSE_MS; ; pause = Math.min(MAX_PAUSE_MS, pause * 2)) {
    try {
      await requestRemoval(modem, id, signal);
      if (await isGone(modem, id, signal)) return;
    } catch (error) {
      if (!mayPass(error) || ++errors > MAX_ERRORS) throw error;
    }
    await sleep(pause, undefined, { signal });
  }
}

async function requestRemoval(modem: Modem, id: string, signal: AbortSignal): Promise<void> {
  const request = { call: 'remove', method: 'DELETE', path: `/containers/${id}`, query: { force: 1, v: 1 } } as const;
  try {
    await ask(modem, request, signal);
  } catch (error) {
    // A refusal does not matter here: the caller checks whether the container is gone.
    if ((refusedWith(error) ?? 500) >= 500) throw error;
  }
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

function mayPass(error: unknown): boolean {
  if (!(error instanceof CodedError)) return false;
  if (error.code === 'engine-ssh') return PASSING.has((error as CodedError<'engine-ssh'>).args.why);
  return error.code === 'engine-lost' || (refusedWith(error) ?? 0) >= 500;
}
