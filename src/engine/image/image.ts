import { createHash } from 'node:crypto';
import path from 'node:path';
import { CodedError } from '../../contract/codes';
import { PROTOCOL } from '../../contract/job';
import { FIRST_RUNTIME, type Runtime } from '../../contract/runtime';
import type { Engine, ImageFacts } from '../client/engine';
import { type BuildProgress, build, hashRef, IMAGE, IMAGE_LABELS, type ImageBuild } from './image-build';
import { basesOf, type ReadSources, Sources } from './sources';

/** The image that runs will use. */
export interface RunnerImage {
  readonly ref: string;
  readonly id: string;
  /** `debian` when its base was made from Debian because no registry answered; null for an official one. */
  readonly base: 'debian' | null;
  readonly source: 'setting' | 'hash' | 'hand-built' | 'built';
  /** The runtime that it was built for; null for one that was built by hand or that the setting names. */
  readonly runtime: string | null;
}

export interface ImageOptions {
  /** The runtime that is wanted; null only beside a setting. */
  readonly runtime: Runtime | null;
  /** The setting `codealong.image`; empty or undefined is none. It counts for every runtime. */
  readonly setting?: string | undefined;
  /** The folder `docker/` that belongs to this version of the tool. */
  readonly dockerDir: string;
  /** Its files, if the caller keeps them. `build: 'always'` reads them again. */
  readonly sources?: Sources | undefined;
  /** The image's name without a tag; the one of the runtime unless given. */
  readonly repository?: string | undefined;
  readonly build: 'if-missing' | 'never' | 'always';
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the image to run in, or builds it. The setting's image is the only choice if there is one. Otherwise: the image built from
 * these sources, then a `latest` that was built by hand and has our protocol. A `latest` from other sources is an old build of ours
 * and does not count.
 * @throws CodedError `image-missing` {image}, `image-wrong-protocol` {image, found, wanted}, `image-build-failed` {line, last, script,
 * base, runtime, title}, `cancelled` {call}, and the engine's errors.
 */
export async function ensureImage(engine: Engine, options: ImageOptions): Promise<RunnerImage> {
  const setting = options.setting?.trim() || null;
  if (setting !== null) return fromSetting(engine, setting, options.signal);
  const sources = options.sources ?? new Sources(options.dockerDir);
  const script = path.resolve(options.dockerDir, '..', 'scripts', 'setup-docker.sh');
  const read = await (options.build === 'always' ? sources.again() : sources.read());
  const { runtime } = options;
  if (runtime === null) throw new Error('an image of ours is that of a runtime');
  const what = { ...withBase(read, runtime), script, runtime, repository: options.repository ?? repositoryOf(runtime) };
  const found = options.build === 'always' ? null : await findImage(engine, what, options.signal);
  if (found !== null) return found;
  if (options.build === 'never') throw new CodedError('image-missing', { image: what.repository });
  await build(engine, what, options.onProgress ?? (() => undefined), options.signal);
  return present(hashRef(what), 'built', await inspect(engine, hashRef(what), options.signal));
}

/** The name of a runtime's image, without a tag. The base that the Dockerfile names has the name that is also built by hand. */
function repositoryOf({ id }: Runtime): string {
  return id === FIRST_RUNTIME ? IMAGE : `codealong-${id}-runner`;
}

/** The same sources on another base are another image. A Dockerfile without a base of its own takes none. */
function withBase({ files, hash }: ReadSources, { image: { base } }: Runtime): ReadSources {
  const [own] = basesOf(files);
  const other = createHash('sha256').update(`${hash} ${base}`).digest('hex');
  return { files, hash: own === undefined || base === own ? hash : other };
}

async function fromSetting(engine: Engine, ref: string, signal: AbortSignal | undefined): Promise<RunnerImage> {
  const facts = await inspect(engine, ref, signal);
  const found = facts.labels[IMAGE_LABELS.protocol] ?? null;
  if (found === String(PROTOCOL)) return present(ref, 'setting', facts);
  throw new CodedError('image-wrong-protocol', { image: ref, found, wanted: String(PROTOCOL) });
}

async function findImage(
  engine: Engine,
  what: ImageBuild,
  signal: AbortSignal | undefined,
): Promise<RunnerImage | null> {
  const ours = await engine.inspectImage(hashRef(what), { signal });
  if (ours !== null) return present(hashRef(what), 'hash', ours);
  const ref = `${what.repository}:latest`;
  const latest = await engine.inspectImage(ref, { signal });
  return latest !== null && isHandBuilt(latest) ? present(ref, 'hand-built', latest) : null;
}

function isHandBuilt({ labels }: ImageFacts): boolean {
  return labels[IMAGE_LABELS.protocol] === String(PROTOCOL) && labels[IMAGE_LABELS.source] === undefined;
}

async function inspect(engine: Engine, ref: string, signal: AbortSignal | undefined): Promise<ImageFacts> {
  const facts = await engine.inspectImage(ref, { signal });
  if (facts === null) throw new CodedError('image-missing', { image: ref });
  return facts;
}

function present(ref: string, source: RunnerImage['source'], { id, labels }: ImageFacts): RunnerImage {
  const runtime = labels[IMAGE_LABELS.runtime] ?? null;
  return { ref, id, source, base: labels[IMAGE_LABELS.base] === 'debian' ? 'debian' : null, runtime };
}
