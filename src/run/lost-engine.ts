import { type Code, CodedError, nullIfCoded } from '../contract/codes';
import type { Engine } from '../engine/client/engine';
import type { EngineImages } from './engine-image';

/** After these an engine may be gone, or another one in its place. */
const LOST: ReadonlySet<Code> = new Set<Code>([
  'engine-lost',
  'engine-call-timeout',
  'engine-call-failed',
  'engine-ssh',
]);
/** Calls before which nothing of a person's has run: what they end in may be done again. */
const BEFORE_ALL: readonly string[] = ['inspectImage', 'create', 'attach', 'start'];

/** What looks for the engine. */
export interface EngineFinder extends Pick<EngineImages, 'knownEngine'> {
  forget(): void;
  engine(signal?: AbortSignal): Promise<Engine>;
}

/** Whether the engine has to be looked for again after this error. */
export function losesEngine(error: unknown): error is CodedError {
  return error instanceof CodedError && LOST.has(error.code);
}

/**
 * Does the work on the engine that is known. After an error by which that may be lost, the next run looks for it again. If it was known
 * before this work, and has been stopped or replaced since, the work is done once more: on the engine that is there now, or to say why
 * there is none.
 * @throws what the work throws
 */
export async function onPresentEngine<T>(
  finder: EngineFinder,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const before = finder.knownEngine;
  try {
    return await forgetting(finder, work);
  } catch (error) {
    if (before === null || signal?.aborted || !(await isAnother(before, error, finder, signal))) throw error;
    return forgetting(finder, work);
  }
}

async function forgetting<T>(finder: EngineFinder, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (losesEngine(error)) finder.forget();
    throw error;
  }
}

/** One that refuses what the other took calls itself by another name. One that does not even answer for the image was stopped. */
async function isAnother(
  before: Engine,
  error: unknown,
  finder: EngineFinder,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (!(error instanceof CodedError) || !('call' in error.args)) return false;
  const { call } = error.args;
  if (error.code === 'engine-lost') return call === 'inspectImage';
  if (error.code !== 'engine-call-failed' || !BEFORE_ALL.includes(String(call))) return false;
  const now = await finder.engine(signal).catch(nullIfCoded);
  return now !== null && now.server !== before.server;
}
