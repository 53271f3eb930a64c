import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../src/engine/connect';
import { hostFiles } from '../../src/engine/files';
import { PLATFORM } from './run';

/** Ids of the containers that carry our label, also of those that have ended. */
export async function ours(): Promise<readonly string[]> {
  const { engine } = await connect({ platform: PLATFORM, files: hostFiles });
  try {
    return (await engine.list(['codealong=1'])).map(({ id }) => id);
  } finally {
    engine.close();
  }
}

/** Fails when a container of ours is still there after a second. */
export async function nothingIsLeft(): Promise<void> {
  const until = Date.now() + 1000;
  let left = await ours();
  while (left.length > 0 && Date.now() < until) {
    await sleep(50);
    left = await ours();
  }
  assert.deepEqual(left, []);
}
