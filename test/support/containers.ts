import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../src/engine/client/engine';
import { connect } from '../../src/engine/endpoint/connect';
import { hostFiles } from '../../src/engine/endpoint/endpoints';
import { PLATFORM } from './run';

/** Labels every run of this process and of the command lines that it starts: others may use the engine too. */
process.env.CODEALONG_SESSION ??= randomUUID();
const LABELS = ['codealong=1', `codealong.session=${process.env.CODEALONG_SESSION}`];

/** Ids of the containers that these tests created, including stopped ones. */
export async function ours(): Promise<readonly string[]> {
  return (await containers()).map(({ id }) => id);
}

/** Those of them that are running. */
export async function running(): Promise<readonly string[]> {
  return (await containers()).filter(({ state }) => state === 'running').map(({ id }) => id);
}

/** Removes all of them, for tests after which nothing else would. */
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

/** Waits up to this many milliseconds until no container of ours is left. Resolves to those that are. */
export async function gone(milliseconds: number): Promise<readonly string[]> {
  const until = Date.now() + milliseconds;
  let left = await ours();
  while (left.length > 0 && Date.now() < until) {
    await sleep(50);
    left = await ours();
  }
  return left;
}
