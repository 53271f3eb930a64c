import { newRunner, REDIS, read, runOn, solution } from './run';

/** Runs a step again and again, as a window does, without looking for orphans: the driving process that a test kills. */
async function main(): Promise<void> {
  const runner = newRunner({ orphanRemoverOf: () => ({ removeOrphans: async () => ({ removed: [], again: false }) }) });
  const source = process.argv[2] === 'spinning' ? 'while True: pass\n' : read(solution('01-bind'));
  process.stdout.write('begin\n');
  for (;;) {
    const phase = (name: string) => process.stdout.write(`${name}\n`);
    await runOn(runner, REDIS, 1, { source }, { watch: { phase, verdict: () => phase('verdict') } });
  }
}

void main();
