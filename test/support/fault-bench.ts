import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Limits, MAXIMUM_LIMITS } from '../../src/contract/limits';
import type { Verdict } from '../../src/contract/verdict';
import { Runner } from '../../src/run/runner';
import { Bench } from './bench';
import { type Fault, FaultyEngine } from './faulty-engine';
import { hurriedly } from './hurried';
import { PLATFORM, ROOT } from './run';

/** Milliseconds per call: more than a busy machine needs, less than a test may take. */
export const CALL_MS = 6_000;

/** The faults of an answer that apply always and everywhere: see `Fault`. Faults of the attached stream are not included. */
export const ANSWERS = [
  'slow',
  'hang',
  'mute',
  404,
  409,
  500,
  'cut',
  'huge',
  'reset',
] as const satisfies readonly Fault[];

/** A runner, and its only route to the engine. */
export interface Way {
  readonly engine: FaultyEngine;
  readonly runner: Runner;
  /** The proxy's address: `unix:///…`. */
  readonly host: string;
}

/** Runners on faulty routes to the engine, and a bench on the right one, all in one session. Close it. */
export class FaultBench {
  #ways = 0;

  private constructor(
    readonly bench: Bench,
    private readonly folder: string,
  ) {}

  static async open(): Promise<FaultBench> {
    return new FaultBench(await Bench.open(), await mkdtemp(path.join(tmpdir(), 'codealong-faults-')));
  }

  /** Route and runner are closed when this resolves. @param maxima the highest limits that a step may have */
  async on<T>(use: (way: Way) => Promise<T>, maxima: Partial<Limits> = {}): Promise<T> {
    const socket = path.join(this.folder, String(++this.#ways));
    const engine = await FaultyEngine.listen(socket);
    const host = `unix://${socket}`;
    const settings = { engineHost: host, image: this.bench.image, maxima: { ...MAXIMUM_LIMITS, ...maxima } };
    const platform = { ...PLATFORM, env: { ...PLATFORM.env, CODEALONG_SESSION: this.bench.owner.session } };
    const runner = new Runner(platform, path.join(ROOT, 'docker'), () => settings, { connect: hurriedly(CALL_MS) });
    try {
      return await use({ engine, runner, host });
    } finally {
      await runner.dispose();
      await engine.close();
    }
  }

  /** Fails when something is left, and removes it in any case. */
  async close(): Promise<void> {
    await rm(this.folder, { recursive: true });
    try {
      await this.bench.nothingIsLeft();
    } finally {
      for (const id of await this.bench.left()) await this.bench.engine.remove(id);
      await this.bench.close();
    }
  }
}

/** The ending of a run: its outcome and reason. */
export function endOf({ outcome, reason }: Verdict): string {
  return reason === null ? outcome : `${outcome} ${reason}`;
}

/** Does everything, a fixed number at a time. Resolves to the results in order. */
export async function allOf<A, B>(
  things: readonly A[],
  atOnce: number,
  act: (thing: A) => Promise<B>,
): Promise<readonly B[]> {
  const waiting = [...things.entries()];
  const done: B[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) done[next[0]] = await act(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}
