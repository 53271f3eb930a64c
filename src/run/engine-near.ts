import { existsSync } from 'node:fs';
import { CodedError } from '../contract/codes';
import type { Platform } from '../contract/platform';
import type { Address } from '../engine/client/engine';
import { engineEndpoints, hostFiles } from '../engine/endpoint/endpoints';

/**
 * Whether an engine may be there, judged by the disk alone. For background work that is not worth a real search. Does not load the
 * Docker library. A pipe or an address cannot be judged from the disk, and counts as there.
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
