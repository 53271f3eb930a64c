import { setTimeout as sleep } from 'node:timers/promises';
import type { Check, Part } from '../../scripts/engines/table.mjs';
import { EMULATED, type Patience, PROMPT } from '../attack/patience';
import { codealong, type Ended } from '../support/cli';
import type { Place } from './place';

/** What is seen of one check. */
export type Seen = Pick<Check, 'ok' | 'seen'> & { readonly notes?: readonly string[] };

/** An engine that is tried, and what is asked of it. */
export interface Tried {
  readonly emulated: boolean;
  readonly patience: Patience;
  /** Seconds for one command. */
  readonly longest: number;
  readonly place: Place;
  /** Does a check and tells its result. One that throws has failed. */
  readonly check: (part: Part, name: string, look: () => Promise<Seen>) => Promise<void>;
}

/** A command takes some seconds here, and up to a minute in an emulated machine. */
const LONGEST = { here: 120, emulated: 600 };

export function triedOn(emulated: boolean): Pick<Tried, 'emulated' | 'patience' | 'longest'> {
  const patience = emulated ? EMULATED : PROMPT;
  return { emulated, patience, longest: emulated ? LONGEST.emulated : LONGEST.here };
}

/** Does a check and measures it. */
export async function checked(part: Part, name: string, look: () => Promise<Seen>): Promise<Check> {
  const began = performance.now();
  const seen = await look().catch((error: unknown) => ({ ok: false, seen: String(error) }));
  return { part, name, notes: [], ...seen, seconds: (performance.now() - began) / 1000 };
}

/**
 * Runs the command line, for at most `longest` seconds.
 * @param meanwhile what happens beside it; when that fails, the command is ended
 * @throws Error if it is not over by then, and what `meanwhile` throws
 */
export async function commandLine(
  args: readonly string[],
  longest: number,
  meanwhile: (end: (signal: NodeJS.Signals) => void) => Promise<void> = async () => {},
): Promise<Ended> {
  const troubles: unknown[] = [];
  let timer: NodeJS.Timeout | undefined;
  let beside = Promise.resolve();
  const ended = await codealong(args, {
    meanwhile: (child) => {
      const giveUp = (why: unknown) => {
        troubles.push(why);
        child.kill('SIGKILL');
      };
      timer = setTimeout(
        () => giveUp(new Error(`codealong ${args[0]} was not over after ${longest} s`)),
        longest * 1000,
      );
      beside = meanwhile((signal) => child.kill(signal)).catch(giveUp);
    },
  });
  clearTimeout(timer);
  await beside;
  if (troubles.length > 0) throw troubles[0];
  return ended;
}

/** Asks again and again. @param seconds the longest wait @returns whether it became so */
export async function becomes(seconds: number, isSo: () => Promise<boolean>): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; !(await isSo()); await sleep(200)) {
    if (Date.now() > end) return false;
  }
  return true;
}

/** In one line, and not too long for a table. */
export function inShort(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
