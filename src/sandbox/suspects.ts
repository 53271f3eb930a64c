import type { OwnerState } from './owner';

/** What is known of a container that may have been left behind. Times in milliseconds since 1970, by the engine's clock. */
export interface Found {
  /** In the engine's words: Docker says `exited`, Podman also `stopped`. */
  readonly state: string;
  readonly owner: OwnerState;
  readonly createdAt: number;
  /** Null when it has not ended, or nobody knows when. */
  readonly finishedAt: number | null;
  /** By its owner's clock; null when its label says nothing. */
  readonly expires: number | null;
}

/** The engine's clock is another one than ours: of a virtual machine that slept, of another machine. Null when it was not told. */
export interface Clocks {
  readonly engine: number | null;
  readonly host: number;
}

/** `soon`: not yet; look again shortly. `suspect`: to be taken when it is so again, ten seconds later. */
export type Judgement = 'take' | 'suspect' | 'soon' | 'leave';

/** Milliseconds for which an ended container is left to its owner, who may still ask how it ended. */
export const WANTED_MS = 10_000;
/** Milliseconds after which every deadline between create and start is over. */
const BEGINNING_MS = 60_000;

const OVER = new Set(['exited', 'dead', 'stopped']);

/** True where the engine's clock decides. */
export function needsClock({ state, owner }: Pick<Found, 'state' | 'owner'>): boolean {
  return owner !== 'dead' && (OVER.has(state) || state === 'created');
}

export function isOver(state: string): boolean {
  return OVER.has(state);
}

/**
 * What lives is taken only when its owner is surely dead, or when nobody can tell and its time is over. The expiry says nothing about
 * a living owner: its clock may have jumped, or the machine slept.
 */
export function judge(found: Found, clocks: Clocks): Judgement {
  if (found.owner === 'dead') return 'take';
  if (isOver(found.state)) return judgeEnded(found, clocks);
  if (isExpired(found, clocks)) return 'take';
  const forgotten = found.state === 'created' && found.owner !== 'alive';
  return forgotten && isOlder(found.createdAt, BEGINNING_MS, clocks) ? 'suspect' : 'leave';
}

function judgeEnded({ finishedAt }: Found, clocks: Clocks): Judgement {
  if (finishedAt === null || clocks.engine === null) return 'suspect';
  return isOlder(finishedAt, WANTED_MS, clocks) ? 'take' : 'soon';
}

function isExpired({ owner, expires }: Found, { engine, host }: Clocks): boolean {
  return owner === 'unknown' && expires !== null && Math.min(host, engine ?? host) > expires;
}

function isOlder(moment: number, ms: number, { engine }: Clocks): boolean {
  return engine !== null && engine - moment > ms;
}
