import { Bench, jobOf } from './bench';

/** Opens a sandbox, runs in it for ever if told so, and prints its id. A test then kills this owner. */
async function main(): Promise<void> {
  const bench = await Bench.open();
  const sandbox = await bench.sandbox();
  const say = () => process.stdout.write(`${sandbox.id}\n`);
  if (process.argv[2] === 'idle') say();
  const suite = 'from codealong import program\n\n\ndef test_it():\n    program.run()\n';
  const program = { idle: '', spinning: 'while True: pass', flooding: 'while True: print("x" * 100, end="")' };
  const chosen = program[process.argv[2] as keyof typeof program];
  if (process.argv[2] === 'idle') await new Promise((resolve) => setTimeout(resolve, 60_000));
  await sandbox.run(jobOf({ program: chosen, suite }), (event) => {
    if (event.event === 'started') say();
  });
}

void main();
