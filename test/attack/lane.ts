import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_LIMITS } from '../../src/contract/limits';
import { resolveLimits } from '../../src/course/format/step-limits';
import type { Engine } from '../../src/engine/client/engine';
import { connect } from '../../src/engine/endpoint/connect';
import { hostFiles } from '../../src/engine/endpoint/endpoints';
import { coverageOf } from '../../src/results/coverage/coverage';
import type { RunSettings, StepRequest } from '../../src/run/request';
import { Runner } from '../../src/run/runner';
import { orphanRemoverOf } from '../support/orphan-remover';
import { PLATFORM, ROOT, SETTINGS } from '../support/run';
import type { AttackCase, Seen, World } from './case';
import { type KnownEngine, knownEngine } from './known-engine';
import { watchPeak } from './memory';
import { PROMPT } from './patience';
import { inFolderOf, suiteOf } from './place';
import { Watched } from './watched';

const FILLED_MS = 20_000;

type LaneSettings = RunSettings & { warmSandboxes?: number };

/** Runs one case at a time, as the command line would. Its containers have a session of their own. */
export class Lane {
  readonly #session: string;

  private constructor(
    private readonly engine: Engine,
    name: string,
    /** Changes that apply to every case of this lane: a saboteur. */
    private readonly world: World,
    /** Whether runs take a sandbox from the pool. */
    private readonly warm: boolean,
    /** Milliseconds after a verdict in which its container must be gone. */
    private readonly goneMs: number,
  ) {
    this.#session = `attack-${process.pid}-${name}`;
  }

  static async open(name: string, world: World = {}, warm = false, { goneMs } = PROMPT): Promise<Lane> {
    const { engine } = await connect({ platform: PLATFORM, files: hostFiles });
    return new Lane(engine, name, world, warm, goneMs);
  }

  get known(): KnownEngine {
    return knownEngine(this.engine.server);
  }

  run(one: AttackCase): Promise<Seen> {
    return inFolderOf(one, async (folder) => {
      const watched = new Watched(one.world ?? {});
      const settings = { ...SETTINGS, ...this.world.settings, ...one.world?.settings };
      const runner = this.#runner(one.world ?? {}, watched, settings);
      try {
        const request = await requestOf(one, folder);
        const used = this.#isWarm(one) ? await fillPool(runner, settings, request) : () => true;
        const seen = await this.#seen(one, watched, runner, request);
        // A run without metrics did not get its sandbox, or lost it.
        if (seen.report.metrics !== null && !used()) throw new Error('the sandbox that waited was not used');
        return seen;
      } finally {
        await runner.dispose();
      }
    });
  }

  /** If the case's own engine decides about containers, there may never be a warm one. */
  #isWarm({ world }: AttackCase): boolean {
    return this.warm && world?.engine === undefined && world?.settings === undefined;
  }

  /** Ids of this lane's containers that are still there when they should be gone. */
  async #left(): Promise<readonly string[]> {
    const until = performance.now() + this.goneMs;
    for (;;) {
      const ids = (await this.engine.list(this.#labels)).map(({ id }) => id);
      if (ids.length === 0 || performance.now() > until) return ids;
      await sleep(30);
    }
  }

  /** Removes what a case left behind, so that it counts against that case only. */
  async clear(): Promise<void> {
    for (const { id } of await this.engine.list(this.#labels)) await this.engine.remove(id);
  }

  close(): void {
    this.engine.close();
  }

  get #labels(): readonly string[] {
    return ['codealong=1', `codealong.session=${this.#session}`];
  }

  async #seen({ world = {} }: AttackCase, watched: Watched, runner: Runner, request: StepRequest): Promise<Seen> {
    const peak = watchPeak();
    const asked: StepRequest = { ...request, signal: watched.signal, watch: watched.watch };
    const finding =
      world.meanwhile === undefined ? Promise.resolve('') : this.#meanwhile(world, watched, runner, asked);
    const run = runner.run(asked).then((result) => ({ ...result, ms: performance.now() - watched.began }));
    // Together, so that what fails beside the run is this case's failure at once.
    const [{ verdict, report, ms, traced: tracing, covered: covering }, found] = await Promise.all([run, finding]);
    const traced = (await tracing) ?? null;
    const covered = covering === undefined ? null : coverageOf(await covering);
    runner.pool.empty(); // a run that ended before it needed a sandbox has left one there
    const { output } = watched;
    return {
      engine: this.known,
      verdict,
      report,
      traced,
      covered,
      output,
      ms,
      peakMb: peak(),
      found,
      left: await this.#left(),
    };
  }

  async #meanwhile(world: World, watched: Watched, runner: Runner, request: StepRequest): Promise<string> {
    const container = await watched.container;
    const now = { engine: this.engine, session: this.#session, container, runner, request, event: watched.event };
    return (await world.meanwhile?.(now)) ?? '';
  }

  /** A new runner for each case costs a few milliseconds and gives each case its own engine and settings. */
  #runner(own: World, watched: Watched, settings: RunSettings): Runner {
    const env = { ...process.env, CODEALONG_SESSION: this.#session };
    const parts = { orphanRemoverOf, ...this.world.parts, ...own.parts };
    const runner = new Runner({ ...PLATFORM, env }, `${ROOT}/docker`, () => settings, parts);
    const found = runner.engine.bind(runner);
    const made = new WeakMap<Engine, Engine>();
    runner.engine = async (...args) => {
      const real = await found(...args);
      const listening = watched.listening(real);
      const sabotaged = this.world.engine?.(listening) ?? listening;
      const engine = made.get(real) ?? own.engine?.(sabotaged) ?? sabotaged;
      made.set(real, engine);
      return engine;
    };
    return runner;
  }
}

/** Keeps one sandbox ready for exactly this run; no other follows. @returns whether a run has used it */
async function fillPool(runner: Runner, settings: LaneSettings, request: StepRequest): Promise<() => boolean> {
  const { course, step } = request;
  const ready = await runner.image(null, () => {});
  settings.warmSandboxes = 1;
  runner.pool.fill({ ...ready, limits: resolveLimits(step, course, DEFAULT_LIMITS, settings.maxima).limits });
  settings.warmSandboxes = 0;
  for (const until = performance.now() + FILLED_MS; runner.pool.ready === 0; await sleep(20)) {
    if (performance.now() > until) throw new Error('no sandbox has become warm');
  }
  let used = false;
  const claim = runner.pool.claim.bind(runner.pool);
  runner.pool.claim = async (...args) => {
    const claimed = await claim(...args);
    used ||= claimed?.warm === true;
    return claimed;
  };
  return () => used;
}

async function requestOf(one: AttackCase, folder: string): Promise<StepRequest> {
  const { course, step } = await suiteOf(one.suite ?? 'sum');
  const limited = { ...step, limits: { ...step.limits, ...one.limits } };
  const where = { file: `${folder}/main.py`, source: null, root: folder, entry: null };
  return { course, step: limited, ...where, withEarlier: false, seed: null, ...one.request?.(folder) };
}
