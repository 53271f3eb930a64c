import { stripVTControlCharacters } from 'node:util';
import { CodedError } from '../../contract/codes';
import type { BuildMessage, BuildOptions, Engine } from '../client/engine';
import { REASON_CHARACTERS } from '../client/failures';
import { type SourceFile, tarSources } from './sources';

/** The progress of a build. Steps are 0 of 0 until the engine has named the first one. */
export interface BuildProgress {
  readonly step: number;
  readonly steps: number;
  /** The last line of the build's output. */
  readonly line: string;
}

/** Why a build failed: the engine's error, and the last line of output before it. */
export interface BuildFailure {
  readonly line: string;
  readonly last: string;
}

/** Builds the files. @returns null when the image was built. @throws CodedError of the engine, `cancelled` {call}. */
export async function runBuild(
  engine: Engine,
  files: readonly SourceFile[],
  options: BuildOptions,
  onProgress: (progress: BuildProgress) => void,
  signal: AbortSignal,
): Promise<BuildFailure | null> {
  const log = new BuildLog(onProgress);
  const building = engine.build(tarSources(files), options, (message) => log.take(message), { signal });
  await building.catch((error: unknown) => log.takeRefusal(error));
  if (log.error === null) return null;
  return { line: log.error.slice(0, REASON_CHARACTERS), last: log.line.slice(0, REASON_CHARACTERS) };
}

/** The first of these images that the engine does not have; null when it has all. */
export async function missingOf(engine: Engine, bases: readonly string[], signal: AbortSignal): Promise<string | null> {
  for (const base of bases) if ((await engine.inspectImage(base, { signal })) === null) return base;
  return null;
}

/** Lines of the builder that mean nothing to a user. */
const NOISE = /^(---> |Removing intermediate container )/;

/** Reads the output of a build. */
class BuildLog {
  error: string | null = null;
  line = '';
  #step = 0;
  #steps = 0;

  constructor(private readonly onProgress: (progress: BuildProgress) => void) {}

  /** The engine refuses an invalid Dockerfile before the build writes anything. */
  takeRefusal(error: unknown): void {
    if (!(error instanceof CodedError) || error.code !== 'engine-call-failed') throw error;
    const { reason } = error.args;
    if (typeof reason !== 'string') throw error;
    this.take({ kind: 'error', text: reason });
  }

  take({ kind, text }: BuildMessage): void {
    // The builder colours a command's stderr.
    const line = stripVTControlCharacters(text).trim();
    if (line === '' || NOISE.test(line)) return;
    if (kind === 'error') {
      this.error = line;
      return;
    }
    const step = /^Step (\d+)\/(\d+) :/.exec(line);
    if (step) [this.#step, this.#steps] = [Number(step[1]), Number(step[2])];
    this.line = line.split('\n').at(-1) ?? '';
    this.onProgress({ step: this.#step, steps: this.#steps, line: this.line });
  }
}
