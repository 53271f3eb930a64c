import { openEngine } from '../../src/engine/client/open-engine';

/**
 * A process that is in the middle of a call to the engine of `box`, and has a free connection, until it is killed. With `idle` it has
 * nothing but the free connection.
 */
async function own(): Promise<void> {
  const engine = await openEngine({ kind: 'ssh', host: 'box', user: null, port: null, path: null });
  const { version } = await engine.version();
  if (process.argv[2] === 'idle') return;
  const onRegistered = () => {
    void engine.version().then(() => process.stdout.write(`${version}\n`));
  };
  await engine.wait('c1', { onRegistered });
}

void own();
