import { closeSync, openSync } from 'node:fs';
import type { CodedError } from '../../src/contract/codes';
import { openEngine } from '../../src/engine/client/open-engine';

/**
 * A process that is in the middle of a call to the engine of `box`, and has a free connection, until it is killed. With `idle` it has
 * nothing but the free connection. With `crowded` it has no file descriptor left for an ssh, and prints why the call failed.
 */
async function own(): Promise<void> {
  const engine = await openEngine({ kind: 'ssh', host: 'box', user: null, port: null, path: null });
  if (process.argv[2] === 'crowded') return crowded(() => engine.ping());
  const { version } = await engine.version();
  if (process.argv[2] === 'idle') return;
  const onRegistered = () => {
    void engine.version().then(() => process.stdout.write(`${version}\n`));
  };
  await engine.wait('c1', { onRegistered });
}

async function crowded(call: () => Promise<void>): Promise<void> {
  const taken: number[] = [];
  try {
    for (;;) taken.push(openSync('/dev/null', 'r'));
  } catch {
    // None is left.
  }
  const failed = call().then(
    () => 'no error',
    ({ code, args }: CodedError<'engine-ssh'>) => `${code} ${args.why} ${args.said}`,
  );
  // Our own output has its descriptor already.
  const said = await failed;
  for (const file of taken) closeSync(file);
  process.stdout.write(`${said}\n`);
}

void own();
