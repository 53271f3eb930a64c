import os from 'node:os';
import type { Context } from 'mocha';
import { CodedError } from '../../../src/contract/codes';
import { MAXIMUM_LIMITS } from '../../../src/contract/limits';
import { connect } from '../../../src/engine/endpoint/connect';
import { hostFiles } from '../../../src/engine/endpoint/endpoints';
import { readRuntimes } from '../../../src/engine/image/read-runtimes';
import { textOf } from '../../../src/results/texts';
import { EngineHost } from '../../../src/run/engine-host';
import { say } from '../say';
import { ours } from './learner';

const PLATFORM = { platform: process.platform, env: process.env, home: os.homedir() };
const SETTINGS = { engineHost: null, image: null, maxima: MAXIMUM_LIMITS };
const IMAGE_MS = 8 * 60_000;

/** Call this in a `before`. It skips the suite if no engine answers, and otherwise makes sure that the image is there. */
export async function needEngine(context: Context): Promise<void> {
  // On a fresh machine the image is built here.
  context.timeout(IMAGE_MS);
  const missing = await missingEngine();
  if (missing === null) return buildImage();
  // On a machine that was set up with an engine, skipped tests must not look like a success.
  if (process.env.CODEALONG_ENGINE_READY === '1') throw new Error(missing);
  say(`    left out, as they need Docker: ${missing}`);
  context.skip();
}

/** Why nothing can run on this machine; null when it can. It asks the same places as the extension. */
export async function missingEngine(): Promise<string | null> {
  try {
    const { engine } = await connect({ platform: PLATFORM, files: hostFiles });
    const { os } = await engine.version().finally(() => engine.close());
    return os === 'linux' ? null : `the engine runs programs for ${os}`;
  } catch (error) {
    if (error instanceof CodedError) return textOf(error).title;
    throw error;
  }
}

async function buildImage(): Promise<void> {
  const host = new EngineHost(PLATFORM, ours('docker'));
  try {
    const runtimes = await readRuntimes(ours('docker'));
    const recommended = runtimes.find((runtime) => runtime.recommended === true);
    if (recommended === undefined) throw new Error('none of the runtimes is recommended');
    const engine = await host.engine(SETTINGS);
    await host.image(engine, SETTINGS, recommended, null, () => {}, AbortSignal.timeout(IMAGE_MS));
  } finally {
    host.dispose();
  }
}
