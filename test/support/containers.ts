import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../src/engine/client/engine';
import { connect } from '../../src/engine/endpoint/connect';
import { hostFiles } from '../../src/engine/endpoint/endpoints';
import { PLATFORM } from './run';

/** Every run of this process, and of the command lines that it starts, carries this name: others may use the engine, too. */
process.env.CODEALONG_SESSION ??= randomUUID();
const LABELS = ['codealong=1', `codealong.session=${process.env.CODEALONG_SESSION}`];

/** Ids of the containers that these tests have made, also of those that have ended. */
export async function ours(): Promise<readonly string[]> {
  return (await containers()).map(({ id }) => id);
}

/** Those of them that run. */
export async function running(): Promise<readonly string[]> {
  return (await containers()).filter(({ state }) => state === 'running').map(({ id }) => id);
}

/** Removes all of them, where nobody else is left to do it. */
export async function removeOurs(): Promise<void> {
  await withEngine(async (engine) => {
    for (const { id } of await engine.list(LABELS)) await engine.remove(id);
  });
}

function containers() {
  return withEngine((engine) => engine.list(LABELS));
}

async function withEngine<T>(use: (engine: Engine) => Promise<T>): Promise<T> {
  const { engine } = await connect({ platform: PLATFORM, files: hostFiles });
  try {
    return await use(engine);
  } finally {
    engine.close();
  }
}

/** Fails when a container of ours is still there after a second. */
export async function nothingIsLeft(): Promise<void> {
  assert.deepEqual(await gone(1000), []);
}

/** Waits until no container of ours is there; resolves to those that still are after so many milliseconds. */
export async function gone(milliseconds: number): Promise<readonly string[]> {
  const until = Date.now() + milliseconds;
  let left = await ours();
  while (left.length > 0 && Date.now() < until) {
    await sleep(50);
    left = await ours();
  }
  return left;
}
