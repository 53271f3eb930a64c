import { setTimeout as sleep } from 'node:timers/promises';
import type { AttackCase } from './case';
import { faults } from './judge';
import { caseOn } from './known-engine';
import type { Lane } from './lane';
import { liveMb } from './memory';

/** MB by which this process may grow while a case runs. */
const GROWTH_MB = 20;
const GROWTH_MS = 5_000;

/** The result of one case. */
export interface Trial {
  readonly one: AttackCase;
  readonly got: string;
  readonly ms: number;
  /** What is wrong; empty when all is well. */
  readonly faults: readonly string[];
}

/** An honest program: the run that must pass after each case. */
export const CLEAN: AttackCase = {
  name: 'honest',
  mechanism: 'none',
  covers: [],
  how: 'does what it should',
  outcome: 'passed',
  expect: { silent: true },
};

/** Runs the case and checks what it left behind: a container, memory, an engine that no longer works as before. */
export async function tryOut(wanted: AttackCase, lane: Lane, clean: boolean): Promise<Trial> {
  const one = caseOn(lane.known, wanted);
  const before = liveMb();
  const began = performance.now();
  try {
    const seen = await lane.run(one);
    const ms = performance.now() - began;
    const wrong = [...faults(one, seen), ...(clean ? await afterwards(lane) : [])];
    return { one, got: seen.verdict.outcome, ms, faults: [...wrong, ...(await growth(before))] };
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { one, got: 'thrown', ms: performance.now() - began, faults: [said] };
  } finally {
    await lane.clear();
  }
}

async function afterwards(lane: Lane): Promise<readonly string[]> {
  const wrong = faults(CLEAN, await lane.run(CLEAN));
  return wrong.map((fault) => `the next clean run: ${fault}`);
}

/** Memory of the other lane counts too, so only memory that stays for seconds is growth. */
async function growth(before: number): Promise<readonly string[]> {
  for (const until = performance.now() + GROWTH_MS; performance.now() < until; await sleep(100)) {
    if (liveMb() - before <= GROWTH_MB) return [];
  }
  return [`this process has grown by ${(liveMb() - before).toFixed(1)} MB`];
}
