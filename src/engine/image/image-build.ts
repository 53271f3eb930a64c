import { CodedError } from '../../contract/codes';
import { PROTOCOL } from '../../contract/job';
import type { Engine } from '../client/engine';
import { type BuildProgress, missingOf, runBuild } from './run-build';
import { SharedBuilds } from './shared-builds';
import { basesOf, type SourceFile } from './sources';

export type { BuildProgress } from './run-build';

export const IMAGE = 'codealong-python-runner';
export const IMAGE_LABELS = {
  source: 'codealong.source',
  protocol: 'codealong.protocol',
  base: 'codealong.base',
} as const;

export interface ImageBuild {
  /** The image's name without a tag. */
  readonly repository: string;
  readonly files: readonly SourceFile[];
  /** The hash of the files, in hexadecimal. */
  readonly hash: string;
  /** Absolute path of a script that builds the image without a registry; named to the user when the build fails. */
  readonly script: string;
}

type Listener = (progress: BuildProgress) => void;
const builds = new SharedBuilds<void>();

/** @returns the name of the image that is built from sources with this hash. */
export function hashRef({ repository, hash }: Pick<ImageBuild, 'repository' | 'hash'>): string {
  return `${repository}:${hash.slice(0, 12)}`;
}

/**
 * Builds the image from its sources and tags it with their hash and as `latest`. Simultaneous calls for the same build share it. It
 * is cancelled when all of them are.
 * @throws CodedError `image-build-failed` {line, last, script, base}: the engine's error, the last line that the build said, the
 * script to run instead, and the name of the base image if it is missing (else null).
 */
export async function build(
  engine: Engine,
  what: ImageBuild,
  onProgress: Listener,
  signal?: AbortSignal,
): Promise<void> {
  await builds.join(engine, hashRef(what), buildOnce(engine, what), onProgress, signal);
}

function buildOnce(engine: Engine, what: ImageBuild) {
  return async (onProgress: Listener, signal: AbortSignal): Promise<void> => {
    const bases = basesOf(what.files);
    const labels = await labelsFor(engine, what.hash, bases[0] ?? null, signal);
    const tags = [hashRef(what), `${what.repository}:latest`];
    const failed = await runBuild(engine, what.files, { tags, labels }, onProgress, signal);
    if (failed === null) return;
    const base = await missingOf(engine, bases, signal);
    throw new CodedError('image-build-failed', { ...failed, script: what.script, base });
  };
}

/** Repeats the base's label about its origin, because an image that ends in `FROM scratch` inherits no label. */
async function labelsFor(engine: Engine, hash: string, base: string | null, signal: AbortSignal) {
  const facts = base === null ? null : await engine.inspectImage(base, { signal });
  const from = facts?.labels[IMAGE_LABELS.base];
  const own = { [IMAGE_LABELS.source]: hash, [IMAGE_LABELS.protocol]: String(PROTOCOL) };
  return from === undefined ? own : { ...own, [IMAGE_LABELS.base]: from };
}
