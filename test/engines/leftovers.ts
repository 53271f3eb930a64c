import { watchEngine } from '../../scripts/left-behind.mjs';
import { gone, ours, running } from '../support/containers';
import { processesOfSession } from '../support/processes';
import { becomes, commandLine, type Seen, type Tried } from './battery';
import { ENDLESS, solutions } from './known-runs';
import { argumentsOf, endsAsKnown } from './runs';

/** Seconds in which a sandbox ends by itself, and in which the next run has removed it. */
const PATIENCE = { here: 20, emulated: 180 };

/** What stands in the command lines of processes that the battery starts, or that the product does. */
const STARTED = ['dist/cli.js', 'dial-stdio'];

/** The owner of a running sandbox is killed: the sandbox ends by itself, and the next run takes it away. */
export async function endsWithItsOwner(tried: Tried): Promise<Seen> {
  const seconds = tried.emulated ? PATIENCE.emulated : PATIENCE.here;
  let began = false;
  await commandLine(await argumentsOf(ENDLESS, tried), tried.longest, async (end) => {
    began = await becomes(seconds, async () => (await running()).length > 0);
    end('SIGKILL');
  });
  if (!began) return { ok: false, seen: 'there was no sandbox to leave alone' };
  const killed = performance.now();
  if (!(await becomes(seconds, async () => (await running()).length === 0)))
    return { ok: false, seen: `the sandbox still runs ${seconds} s after its owner was killed` };
  const ended = ((performance.now() - killed) / 1000).toFixed(1);
  const next = await firstSolution(tried);
  const left = await gone(seconds * 1000);
  const ok = next.ok && left.length === 0;
  return { ok, seen: `ended after ${ended} s; the next run: ${next.seen}; left: ${left.join(' ') || 'nothing'}` };
}

async function firstSolution(tried: Tried): Promise<Seen> {
  const [first] = solutions();
  return first === undefined ? { ok: false, seen: 'there is no solution' } : endsAsKnown(first, tried);
}

/** Looks at the engine now. The result says, at the end, what has come since and stays. */
export async function watchLeftovers(): Promise<(tried: Tried) => Promise<Seen>> {
  const engine = await watchEngine();
  return async ({ emulated }) => {
    await gone((emulated ? PATIENCE.emulated : PATIENCE.here) * 1000);
    const containers = (await ours()).map((id) => `container ${id}`);
    const started = await Promise.all(STARTED.map(processesOfSession));
    const processes = started.flat().map((id) => `process ${id}`);
    const left = [...new Set([...containers, ...(await engine.found()), ...processes])];
    return { ok: left.length === 0, seen: left.join(', ') || 'nothing is left' };
  };
}
