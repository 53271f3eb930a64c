import { thisProcess } from '../../src/sandbox/owner';
import { Bench } from './bench';
import { orphanRemoverOf } from './orphan-remover';
import { Window } from './window';

/** A second window: on request it looks for orphans, reports the ones that it removed, and continues its own work. */
async function main(): Promise<void> {
  const bench = await Bench.open(thisProcess(process.env));
  const remover = orphanRemoverOf(bench.engine, bench.owner);
  const window = await Window.open(bench);
  process.on('message', async (told) => {
    if (told === 'remove orphans') process.send?.((await remover.removeOrphans()).removed);
    if (told !== 'go on') return;
    process.send?.(await window.goOn());
    await window.close();
    bench.engine.close();
    process.disconnect();
  });
  process.send?.('open');
}

void main();
