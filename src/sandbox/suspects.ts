import type { OwnerState } from './owner';

/** A container that may be an orphan. Times in milliseconds since 1970, by the engine's clock. */
export interface Found {
  /** In the engine's words: Docker says `exited`, Podman also `stopped`. */
  readonly state: string;
  readonly owner: OwnerState;
  readonly createdAt: number;
  /** Null when it has not ended, or when its end is unknown. */
  readonly finishedAt: number | null;
  /** By its owner's clock; null without a valid label. */
  readonly expires: number | null;
}

/** The engine's clock may differ from ours: that of a virtual machine that slept, or of another machine. Null when it is unknown. */
export interface Clocks {
  readonly engine: number | null;
  readonly host: number;
}

/** `take`: remove it. `suspect`: remove it if the judgement is the same ten seconds later. `soon`: look again shortly. */
export type Judgement = 'take' | 'suspect' | 'soon' | 'leave';

/** Milliseconds for which an ended container stays, because its owner may still ask how it ended. */
export const WANTED_MS = 10_000;
/** Milliseconds after which every deadline between create and start has passed. */
const BEGINNING_MS = 60_000;

const OVER = new Set(['exited', 'dead', 'stopped']);

/** True when the judgement depends on the engine's clock. */
export function needsClock({ state, owner }: Pick<Found, 'state' | 'owner'>): boolean {
  return owner !== 'dead' && (OVER.has(state) || state === 'created');
}

export function isOver(state: string): boolean {
  return OVER.has(state);
}

/**
 * A running container is removed only if its owner is certainly dead, or if the owner is unknown and the container has expired. The
 * expiry does not count against a living owner: a clock may have jumped, or the machine slept.
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
