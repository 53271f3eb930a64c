import { existsSync } from 'node:fs';
import { CodedError } from '../contract/codes';
import type { Platform } from '../contract/platform';
import type { Address } from '../engine/endpoint/address';
import { engineEndpoints, hostFiles } from '../engine/endpoint/endpoints';

/**
 * Whether an engine may be there, as far as a look at the disk tells: for what is worth doing with one and not worth looking for one.
 * Does not load the engine room's library. A pipe or an address cannot be looked at without asking it, and counts.
 */
export function engineSeemsThere(platform: Platform, host: string | null): boolean {
  try {
    return engineEndpoints(platform, host ?? undefined, hostFiles).some(({ address }) => mayAnswer(address));
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}

function mayAnswer(address: Address): boolean {
  return address.kind === 'unix' ? existsSync(address.path) : address.kind !== 'ssh';
}
