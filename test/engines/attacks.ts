import type { AttackCase } from '../attack/case';
import { CASES } from '../attack/cases';
import type { KnownEngine } from '../attack/known-engine';
import { Lane } from '../attack/lane';
import { patiently } from '../attack/patience';
import { casesNamed } from '../attack/run';
import { CLEAN, type Trial, tryOut } from '../attack/trial';
import { inShort, type Seen, type Tried } from './battery';

/** Thirty of the attacks: at least one for each way in which an engine can differ, and none that needs its time to be exact. */
export const NAMES: readonly string[] = [
  'bytearray',
  'hungry-child-fails',
  'full-disk',
  'million-files',
  'full-shm',
  'sparse-file',
  'fork-bomb',
  'thread-bomb-fails',
  'daemon',
  'open-files',
  'raise-limits',
  'limits-held',
  'kill-all',
  'kill-init',
  'ignores-signals',
  'write-outside',
  'write-suite',
  'read-secrets',
  'read-grader',
  'special-files',
  'run-binary',
  'write-tools',
  'privileges',
  'namespaces',
  'kernel-calls',
  'io-uring',
  'kernel-files',
  'look-around',
  'reach-out',
  'other-families',
];

/** After so many attacks an honest program must pass, and after the last. */
const CLEAN_EACH = 10;

/** The thirty, with an honest program after each tenth. */
export function attacks(): readonly AttackCase[] {
  return casesNamed(NAMES, CASES).flatMap((one, at) => ((at + 1) % CLEAN_EACH === 0 ? [one, CLEAN] : [one]));
}

/** Tries them one after the other. */
export async function tryAttacks({ check, patience }: Tried): Promise<void> {
  const lane = await Lane.open('engines', {}, false, patience);
  for (const one of attacks().map((one) => patiently(one, patience)))
    await check('attacks', one.name, async () => seenOf(await tryOut(one, lane, false), lane.known));
  lane.close();
}

/** What the engine is known to do otherwise is told with its reason, wherever the case has met it. */
export function seenOf({ one, got, faults }: Pick<Trial, 'one' | 'got' | 'faults'>, known: KnownEngine): Seen {
  const { name, endings, notKept } = known;
  const ending = endings[one.name];
  const other = ending?.outcome === got ? [`${one.name} ends with ${got} on ${name}: ${ending.because}`] : [];
  const open = Object.entries(notKept).map(([guard, because]) => `${name} does not keep ${guard}: ${because}`);
  const ok = faults.length === 0;
  return { ok, seen: ok ? got : inShort(faults.join('; ')), notes: [...other, ...open] };
}
