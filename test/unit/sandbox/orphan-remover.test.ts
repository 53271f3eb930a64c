import { equal, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine, ListedContainer } from '../../../src/engine/client/engine';
import { OrphanRemover } from '../../../src/sandbox/orphan-remover';
import { OURS, OWNER } from '../../../src/sandbox/owner';

const SELF = { session: 's', process: 'here:1:1' };
/** Of a process that nobody can know anything about, as on another machine. */
const STRANGER = 'elsewhere:7:1';

describe('Orphans', () => {
  it('are asked how they ended a few at a time: behind ssh, each call may be a connection of its own', async () => {
    let now = 0;
    let most = 0;
    let asked = 0;
    const [key = ''] = OURS.split('=');
    const stopped: readonly ListedContainer[] = Array.from({ length: 30 }, (_, at) => ({
      id: `c${at}`,
      state: 'exited',
      labels: { [key]: '1', [OWNER]: STRANGER },
      createdAt: 0,
    }));
    const engine = {
      list: async () => stopped,
      info: async () => ({ time: Date.now() }),
      remove: async () => undefined,
      inspect: async (id: string) => {
        now += 1;
        asked += 1;
        most = Math.max(most, now);
        await sleep(2);
        now -= 1;
        return { id, status: 'exited', running: false, exitCode: 0, oomKilled: false, finishedAt: 0 };
      },
    } as unknown as Engine;
    await new OrphanRemover(engine, SELF).removeOrphans();
    equal(asked, stopped.length);
    ok(most > 1 && most <= 4, `${most} at once`);
  });
});
