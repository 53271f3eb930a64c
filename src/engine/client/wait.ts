import type { IncomingMessage } from 'node:http';
import { exitAnswer, understand } from './answers';
import { type Modem, readJson, send } from './transport';

/** The engine answers at once when it has taken the request, and completes its answer when the container exits. */
export async function nextExit(modem: Modem, id: string, registered: () => void, signal: AbortSignal): Promise<number> {
  // The default condition, not-running, is met by a container that was never started.
  const query = { condition: 'next-exit' };
  const request = { call: 'wait', method: 'POST', path: `/containers/${id}/wait`, query } as const;
  const answer = (await send(modem, request, signal)) as IncomingMessage;
  registered();
  return understand('wait', exitAnswer, await readJson(answer, 'wait', signal));
}
