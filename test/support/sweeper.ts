import type { Engine } from '../../src/engine/client/engine';
import { reaperOf, type SweeperOf } from '../../src/run/orphan-removal';
import type { Owner } from '../../src/sandbox/owner';
import { processesHere } from '../../src/sandbox/processes';
import { Reaper, type Sweeper } from '../../src/sandbox/reaper';
import { withCalls } from './engines';

/** Replaces the real reaper when a test of the tests switches removal off. */
const nobody: Sweeper = { sweep: async () => ({ removed: [], again: false }) };
const chosen: SweeperOf = process.env.CODEALONG_SABOTEUR === 'reaper' ? () => nobody : reaperOf;

/** Sees only the containers of its own session: others use the engine too, and a test may set the clock. */
export const sweeperOf: SweeperOf = (engine, owner) => chosen(ofSession(engine, owner.session), owner);

/** The engine, restricted to the containers of this session. */
export function ofSession(engine: Engine, session: string): Engine {
  return withCalls(engine, {
    list: (labels, options) => engine.list([...labels, `codealong.session=${session}`], options),
  });
}

/** The reaper of a window opened after every owner of this session was killed. */
export function nextActivation(engine: Engine, { session }: Owner): Sweeper {
  const owner = { session, process: 'the next one' };
  const processes = { host: processesHere.host, began: () => 'gone' as const };
  const reaper = new Reaper(ofSession(engine, session), owner, { processes });
  return chosen === reaperOf ? reaper : nobody;
}
