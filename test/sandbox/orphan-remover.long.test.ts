import { deepEqual, equal, ok } from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { IMAGE_USERS } from '../../src/contract/image';
import { DEFAULT_LIMITS } from '../../src/contract/limits';
import * as coreBundle from '../../src/core-bundle';
import { Settings } from '../../src/editor/base/settings';
import { CoreLoader } from '../../src/editor/run/core-loader';
import type { Engine } from '../../src/engine/client/engine';
import { Runner } from '../../src/run/runner';
import { takenBy } from '../../src/sandbox/create';
import { OrphanRemover } from '../../src/sandbox/orphan-remover';
import { labelsOf, type Owner } from '../../src/sandbox/owner';
import { processesHere } from '../../src/sandbox/processes';
import { Sandbox } from '../../src/sandbox/sandbox';
import { containerSpec } from '../../src/sandbox/spec';
import { Bench } from '../support/bench';
import { ChildScript } from '../support/child';
import { codealong } from '../support/cli';
import { askEngine, killContainer } from '../support/engine-call';
import { withCalls } from '../support/engines';
import { FakeWindow } from '../support/fake-window';
import { FaultyEngine } from '../support/faulty-engine';
import { ofSession, orphanRemoverOf } from '../support/orphan-remover';
import { inTemporaryFolder, PLATFORM, programFile, ROOT } from '../support/run';
import { Window } from '../support/window';

const HOUR = 3_600_000;

describe('A container that was left behind', function () {
  this.timeout(60_000);
  let bench: Bench;

  before(async () => {
    bench = await Bench.open();
  });

  afterEach(async () => {
    for (const id of await bench.left()) await bench.engine.remove(id);
  });

  after(() => bench.close());

  const removeOrphans = async (engine: Engine = bench.engine) =>
    (await orphanRemoverOf(engine, bench.owner).removeOrphans()).removed;
  const own = (process: string): Owner => ({ session: bench.owner.session, process });
  /** Certainly dead: no process of Linux has this id. */
  const dead = (host = processesHere.host) => own(`${host}:${2 ** 22 + 1}:7`);

  /** A container that was never started. */
  async function created(owner: Owner, expires = Date.now() + HOUR): Promise<string> {
    const labels = labelsOf(owner, 'run', expires);
    const rest = { users: IMAGE_USERS, unclaimedSeconds: 900, ...takenBy(bench.engine) };
    const spec = containerSpec({ image: bench.image, limits: DEFAULT_LIMITS, labels, ...rest });
    return (await bench.engine.createContainer(spec)).id;
  }

  async function open(owner: Owner): Promise<Sandbox> {
    return Sandbox.open(bench.engine, { image: bench.image, limits: DEFAULT_LIMITS, owner, role: 'run' });
  }

  /** An engine whose clock is ahead of the events there. */
  function later(ms: number): Engine {
    return withCalls(bench.engine, {
      info: async (options) => {
        const info = await bench.engine.info(options);
        return { ...info, time: (info.time ?? 0) + ms };
      },
    });
  }

  async function stay(ids: readonly string[]): Promise<void> {
    const left = await bench.left();
    deepEqual(
      ids.filter((id) => !left.includes(id)),
      [],
    );
  }

  it('is removed at first sight when its owner is dead: never started, running, frozen, just ended', async function () {
    if (processesHere.host === null) this.skip();
    // A host of its own: any other remover on this machine would take such a container while it is being started.
    const processes = { host: randomUUID(), began: (pid: number) => processesHere.began(pid) };
    const ids = [await created(dead(processes.host))];
    for (let made = 0; made < 3; made++) ids.push((await open(dead(processes.host))).id);
    await killContainer(ids[2] ?? '');
    equal(await askEngine('POST', `/containers/${ids[3]}/pause`), 204);
    const remover = new OrphanRemover(ofSession(bench.engine, bench.owner.session), bench.owner, { processes });
    const { removed } = await remover.removeOrphans();
    for (const id of ids) ok(removed.includes(id), `${ids.indexOf(id)} of ${ids.length} is still there`);
    deepEqual(await bench.left(), []);
  });

  it('stays until it has expired if it belongs to another machine or to an unknown owner', async () => {
    const ids = await Promise.all([
      created(own('0a0a0a0a-0000-0000-0000-000000000000.4026531836:99999999:7')),
      created(own('-:99999999:1700000000000')),
      created(own('nonsense')),
    ]);
    const sandbox = await open(own('-:99999999:1700000000000'));
    await removeOrphans();
    await stay([...ids, sandbox.id]);
    const expired = await created(own('-:99999999:1700000000000'), Date.now() - 1);
    deepEqual(await removeOrphans(), [expired]);
    await stay([...ids, sandbox.id]);
    await sandbox.dispose();
  });

  it('is removed if it ended more than ten seconds ago by the engine’s clock, even our own; not if it has just ended', async () => {
    const sandboxes = [await open(bench.owner), await open(own('-:99999999:1700000000000'))];
    const ids = sandboxes.map(({ id }) => id);
    const living = await open(bench.owner);
    for (const id of ids) await killContainer(id);
    await removeOrphans();
    await removeOrphans(later(-HOUR));
    await stay(ids);
    const removed = await removeOrphans(later(10_000));
    for (const id of ids) ok(removed.includes(id));
    await stay([living.id]);
    await living.dispose();
  });

  it('is removed at the second look if we created it and never heard of it again', async () => {
    const id = await created(bench.owner);
    let now = 0;
    const remover = new OrphanRemover(ofSession(later(70_000), bench.owner.session), bench.owner, { ticks: () => now });
    deepEqual(await remover.removeOrphans(), { removed: [], again: true });
    now = 9_000;
    deepEqual(await remover.removeOrphans(), { removed: [], again: true });
    now = 10_000;
    deepEqual(await remover.removeOrphans(), { removed: [id], again: false });
  });

  it('is removed by the command line after its output', async function () {
    if (processesHere.host === null) this.skip();
    await created(dead());
    const before = performance.now();
    const args = ['test', programFile('early-exit.py'), '--course', 'redis', '--step', 'bind'];
    const { code } = await codealong(args, { env: { CODEALONG_SESSION: bench.owner.session } });
    equal(code, 1);
    deepEqual(await bench.left(), []);
    ok(performance.now() - before < 20_000);
  });

  for (const call of ['list', 'remove'] as const)
    it(`is removed by the command line where an engine takes seconds to ${call}`, async function () {
      if (processesHere.host === null) this.skip();
      await created(dead());
      await inTemporaryFolder(async (folder) => {
        const slow = await FaultyEngine.listen(`${folder}/engine.sock`);
        slow.slowMs = 6_000;
        slow.fault = (one) => (one === call ? 'late' : null);
        const env = { CODEALONG_SESSION: bench.owner.session, DOCKER_HOST: `unix://${folder}/engine.sock` };
        const args = ['test', programFile('early-exit.py'), '--course', 'redis', '--step', 'bind'];
        const { code } = await codealong(args, { env });
        await slow.close();
        equal(code, 1);
      });
      deepEqual(await bench.left(), []);
    });

  it("is removed by a window with a learner's folder, which has run nothing yet", async function () {
    if (processesHere.host === null) this.skip();
    await created(dead());
    class OwnSession extends Runner {
      constructor(...[platform, dockerDir, settings]: ConstructorParameters<typeof Runner>) {
        super(platform, dockerDir, settings, { orphanRemoverOf });
      }
    }
    const platform = { ...PLATFORM, env: { ...PLATFORM.env, CODEALONG_SESSION: bench.owner.session } };
    const core = new CoreLoader(platform, ROOT, new Settings(new FakeWindow().api), async () => ({
      ...coreBundle,
      Runner: OwnSession,
    }));
    await core.removeOrphans();
    for (const until = Date.now() + 5_000; Date.now() < until && (await bench.left()).length > 0; ) await sleep(50);
    deepEqual(await bench.left(), []);
    await core.close();
  });

  describe('by one window', () => {
    let script: ChildScript;

    before(async () => {
      script = await ChildScript.make('window-child');
    });

    after(() => script.dispose());

    /** The output of the other window. */
    async function told(child: ChildProcess): Promise<unknown> {
      const [message] = await once(child, 'message', { signal: AbortSignal.timeout(20_000) });
      return message;
    }

    async function ask(child: ChildProcess, what: string): Promise<unknown> {
      const answer = told(child);
      child.send(what);
      return answer;
    }

    it('is not removed if another one owns it: waiting, running, just ended', async () => {
      const child = script.start([], { CODEALONG_SESSION: bench.owner.session });
      try {
        await told(child);
        const window = await Window.open(bench);
        deepEqual(await removeOrphans(), []);
        deepEqual(await ask(child, 'remove orphans'), []);
        const all = { running: 'exited', warm: 'exited', ended: 137 };
        deepEqual(await Promise.all([window.goOn(), ask(child, 'go on')]), [all, all]);
        await window.close();
      } finally {
        child.kill('SIGKILL');
      }
    });
  });
});
