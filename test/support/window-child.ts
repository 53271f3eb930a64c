import { thisProcess } from '../../src/sandbox/owner';
import { Bench } from './bench';
import { sweeperOf } from './sweeper';
import { Window } from './window';

/** A second window: looks for what was left behind when it is told to, says what it has removed, and then goes on with its own. */
async function main(): Promise<void> {
  const bench = await Bench.open(thisProcess(process.env));
  const sweeper = sweeperOf(bench.engine, bench.owner);
  const window = await Window.open(bench);
  process.on('message', async (told) => {
    if (told === 'sweep') process.send?.((await sweeper.sweep()).removed);
    if (told !== 'go on') return;
    process.send?.(await window.goOn());
    await window.close();
    bench.engine.close();
    process.disconnect();
  });
  process.send?.('open');
}

void main();
