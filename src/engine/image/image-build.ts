import { CodedError } from '../../contract/codes';
import { PROTOCOL } from '../../contract/job';
import type { Runtime } from '../../contract/runtime';
import type { Engine } from '../client/engine';
import { type BuildProgress, missingOf, runBuild } from './run-build';
import { SharedBuilds } from './shared-builds';
import { basesOf, type SourceFile } from './sources';

export type { BuildProgress } from './run-build';

/** The image on the base that the Dockerfile names itself, which people also build by hand. */
export const IMAGE = 'codealong-python-runner';
export const IMAGE_LABELS = {
  source: 'codealong.source',
  protocol: 'codealong.protocol',
  base: 'codealong.base',
  runtime: 'codealong.runtime',
} as const;

export interface ImageBuild {
  /** The image's name without a tag. */
  readonly repository: string;
  readonly files: readonly SourceFile[];
  /** The hash of the files, and of the base if it is another than the Dockerfile's; in hexadecimal. */
  readonly hash: string;
  /** The runtime that it is for. */
  readonly runtime: Runtime;
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
 * @throws CodedError `image-build-failed` {line, last, script, base, runtime, title, debian}: the engine's error, the last line that the build
 * said, the script to run instead, the name of the base image if it is missing (else null), the runtime that it was for, and whether the
 * script can make that.
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
    const { base } = what.runtime.image;
    const args = { BASE_IMAGE: base };
    const labels = await labelsFor(engine, what, signal);
    const tags = [hashRef(what), `${what.repository}:latest`];
    const failed = await runBuild(engine, what.files, { tags, labels, args }, onProgress, signal);
    if (failed === null) return;
    const missing = await missingOf(engine, basesOf(what.files, args), signal);
    const { id: runtime, title, image } = what.runtime;
    const named = { runtime, title, there: null, debian: image.debian !== undefined };
    const why = { ...failed, script: what.script, base: missing, ...named };
    throw new CodedError('image-build-failed', why);
  };
}

/** Repeats the base's label about its origin, because an image that ends in `FROM scratch` inherits no label. */
async function labelsFor(engine: Engine, { hash, runtime }: ImageBuild, signal: AbortSignal) {
  const facts = await engine.inspectImage(runtime.image.base, { signal });
  const from = facts?.labels[IMAGE_LABELS.base];
  const own = {
    [IMAGE_LABELS.source]: hash,
    [IMAGE_LABELS.protocol]: String(PROTOCOL),
    [IMAGE_LABELS.runtime]: runtime.id,
  };
  return from === undefined ? own : { ...own, [IMAGE_LABELS.base]: from };
}
