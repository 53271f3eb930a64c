import { deepEqual, ok } from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesHere } from '../../src/sandbox/processes';
import { Bench } from '../support/bench';
import { ChildScript, nextLine } from '../support/child';
import { orphanRemoverOf } from '../support/orphan-remover';
import { processesIn } from '../support/processes';

/** Number of processes that are killed, and how many at a time: two processors cannot carry more runs. */
const KILLS = 30;
const AT_ONCE = 6;
/** Milliseconds in which the kill happens: with six at once, a run takes that long. */
const SPAN = 3_000;
/** Milliseconds in which every container ends by itself: a second for the grader, the rest for a busy engine. */
const ENDS_MS = 5_000;

/** A process that drives runs and is killed in the middle of one. */
class Victim {
  /** Its last output. */
  phase = '';

  private constructor(
    child: ChildProcess,
    readonly after: number,
  ) {
    child.stdout?.on('data', (told: Buffer) => {
      this.phase = String(told).trim().split('\n').at(-1) ?? '';
    });
  }

  /** Lets it begin, and kills it at a random moment. */
  static async kill(script: ChildScript, what: string, session: string): Promise<Victim> {
    const child = script.start([what], { CODEALONG_SESSION: session });
    const exited = once(child, 'exit');
    try {
      await nextLine(child);
      const victim = new Victim(child, randomInt(SPAN));
      await sleep(victim.after);
      return victim;
    } finally {
      child.kill('SIGKILL');
      await exited;
    }
  }
}

describe('A driving process that is killed at any instant', function () {
  this.timeout(120_000);
  let bench: Bench;
  let script: ChildScript;
  const victims: Victim[] = [];
  const said = () => victims.map(({ phase, after }) => `${phase}+${after}`).join(' ');

  before(async function () {
    if (processesHere.host === null) this.skip();
    [bench, script] = [await Bench.open(), await ChildScript.make('looping-child')];
  });

  after(async () => {
    script.dispose();
    for (const id of await bench.left()) await bench.engine.remove(id);
    await bench.close();
  });

  it('would be seen by the processes that it left', async () => {
    const sandbox = await bench.sandbox();
    ok((await runningOf(bench)).some((one) => /grader\.py.*launcher\.py/.test(one)));
    await sandbox.dispose();
    deepEqual(await runningOf(bench), []);
  });

  it('leaves nothing that keeps running, even without any cleanup', async () => {
    for (let killed = 0; killed < KILLS; killed += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, (_, at) => (at % 2 === 0 ? 'spinning' : 'passing'));
      victims.push(...(await Promise.all(batch.map((what) => Victim.kill(script, what, bench.owner.session)))));
    }
    // The engine may still carry out the last requests.
    await sleep(1_000);
    const until = Date.now() + ENDS_MS;
    while ((await runningOf(bench)).length > 0 && Date.now() < until) await sleep(100);
    deepEqual(await runningOf(bench), [], said());
  });

  it('leaves nothing once the next process has looked', async () => {
    const left = await bench.left();
    ok(left.length > 0, 'nothing was left to look for');
    const before = performance.now();
    const { removed } = await orphanRemoverOf(bench.engine, bench.owner).removeOrphans();
    deepEqual([removed.length, await bench.left()], [left.length, []], said());
    ok(performance.now() - before < 15_000);
  });
});

/**
 * Containers that may use a processor, with what runs in them. The engine may miss the end of a container that came in the middle of an
 * exec, and go on calling it running: what counts is whether a process is left.
 */
async function runningOf({ engine, owner }: Bench): Promise<readonly string[]> {
  const all = await engine.list(['codealong=1', `codealong.session=${owner.session}`]);
  const running = all.filter(({ state }) => !['exited', 'created', 'dead'].includes(state));
  const found = await Promise.all(running.map(async (one) => ({ ...one, processes: await processesIn(one.id) })));
  return found
    .filter(({ processes }) => processes.length > 0)
    .map(({ id, state, processes }) => `${id} ${state}: ${processes.join(', ')}`);
}
