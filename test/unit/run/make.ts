import { MAXIMUM_LIMITS } from '../../../src/contract/limits';
import type { RunSettings } from '../../../src/run/request';

/** Settings that name the engine at this socket, and no other. */
export function settingsAt(socket: string): RunSettings {
  return { engineHost: `unix://${socket}`, image: null, maxima: MAXIMUM_LIMITS };
}
