import type { Engine } from '../../src/engine/client/engine';
import { newOrphanRemover, type OrphanRemoverOf } from '../../src/run/orphan-removal-schedule';
import { OrphanRemover } from '../../src/sandbox/orphan-remover';
import type { Owner } from '../../src/sandbox/owner';
import { processesHere } from '../../src/sandbox/processes';
import { withCalls } from './engines';

/** Replaces the real remover when a test of the tests switches removal off. */
const nobody: ReturnType<OrphanRemoverOf> = { removeOrphans: async () => ({ removed: [], again: false }) };
const chosen: OrphanRemoverOf = process.env.CODEALONG_SABOTEUR === 'reaper' ? () => nobody : newOrphanRemover;

/** Sees only the containers of its own session: others use the engine too, and a test may set the clock. */
export const orphanRemoverOf: OrphanRemoverOf = (engine, owner) => chosen(ofSession(engine, owner.session), owner);

/** The engine, restricted to the containers of this session. */
export function ofSession(engine: Engine, session: string): Engine {
  return withCalls(engine, {
    list: (labels, options) => engine.list([...labels, `codealong.session=${session}`], options),
  });
}

/** The orphan remover of a window opened after every owner of this session was killed. */
export function nextActivation(engine: Engine, { session }: Owner): ReturnType<OrphanRemoverOf> {
  const owner = { session, process: 'the next one' };
  const processes = { host: processesHere.host, began: () => 'gone' as const };
  const remover = new OrphanRemover(ofSession(engine, session), owner, { processes });
  return chosen === newOrphanRemover ? remover : nobody;
}
