import { createHash } from 'node:crypto';
import { CodedError, nullIfCoded } from '../../contract/codes';
import type { Engine, ListedImage } from '../client/engine';
import { refusedWith } from '../client/failures';
import { hashRef, IMAGE_LABELS } from './image-build';
import { type BuildProgress, missingOf, runBuild } from './run-build';
import { SharedBuilds } from './shared-builds';
import { basesOf, hashSources, type ReadSources, readSources } from './sources';

/** Another image that is built on the runner image, `FROM ${RUNNER_IMAGE}`. */
export interface DerivedImage {
  /** Its name without a tag. */
  readonly repository: string;
  /** Absolute path of the folder with its Dockerfile, or of what it is made for. */
  readonly folder: string;
  /** What it is built from; the files of the folder unless given. */
  readonly sources?: DerivedSources;
  /** The runner image. */
  readonly runner: ImageName;
  /** Mark every image that was built for this purpose, so that old ones are found. */
  readonly labels: Readonly<Record<string, string>>;
  /** The names of those labels by which older builds are found; all unless given. Earlier versions may not have set the others. */
  readonly foundBy?: readonly string[];
  /** Values for further `ARG`s of its Dockerfile. They do not decide whether the image is outdated. */
  readonly args?: Readonly<Record<string, string>>;
  /** Absolute path of a script that works without a registry; named to the user when the build fails. */
  readonly script: string;
}

/** Sources whose hash is known before they are read. */
export interface DerivedSources {
  readonly hash: string;
  readonly read: () => Promise<ReadSources>;
}

/** An image on an engine. */
export interface ImageName {
  readonly ref: string;
  readonly id: string;
}

export interface DeriveOptions {
  readonly onProgress: (progress: BuildProgress) => void;
  readonly signal?: AbortSignal | undefined;
  /** `if-missing` unless given. */
  readonly build?: 'if-missing' | 'never' | 'always';
  /** Milliseconds for which an outdated image is kept, because another process may be about to use it; an hour unless given. */
  readonly keepMs?: number;
}

const KEEP_MS = 60 * 60_000;
const builds = new SharedBuilds<ImageName>();

/**
 * Builds the image from its sources and the runner image, unless it exists. After a build, outdated images are removed; after one that
 * failed, only stages are. Simultaneous calls for the same image share the build.
 * @throws CodedError `derived-build-failed` {folder, line, last, script, base}: the engine's error, the last line that the build said,
 * the script, and the name of a base image that is missing (else null); `image-missing` {image} where nothing may be built. Also the
 * engine's errors.
 */
export async function ensureDerived(engine: Engine, what: DerivedImage, options: DeriveOptions): Promise<ImageName> {
  const { signal, onProgress, build = 'if-missing' } = options;
  const sources = what.sources ?? (await sourcesOf(what.folder));
  const ref = refOf(what, sources.hash);
  const found = build === 'always' ? null : await engine.inspectImage(ref, { signal });
  if (found !== null) return { ref, id: found.id };
  if (build === 'never') throw new CodedError('image-missing', { image: ref });
  const work = async (listener: DeriveOptions['onProgress'], until: AbortSignal) =>
    buildDerived(engine, what, await sources.read(), { ...options, onProgress: listener, signal: until });
  return builds.join(engine, ref, work, onProgress, signal);
}

async function sourcesOf(folder: string): Promise<DerivedSources> {
  const files = await readSources(folder);
  const hash = hashSources(files);
  return { hash, read: async () => ({ files, hash }) };
}

function refOf({ repository, runner }: DerivedImage, sources: string): string {
  const hash = createHash('sha256').update(`${sources} ${runner.id}`).digest('hex');
  return hashRef({ repository, hash });
}

/** @param sources as they are now: the image is named after what was built */
async function buildDerived(
  engine: Engine,
  what: DerivedImage,
  { files, hash }: ReadSources,
  { onProgress, signal = new AbortController().signal, keepMs = KEEP_MS }: DeriveOptions,
): Promise<ImageName> {
  const ref = refOf(what, hash);
  const labels = { ...what.labels, [IMAGE_LABELS.source]: hash };
  const args = { ...what.args, RUNNER_IMAGE: what.runner.ref };
  const failed = await runBuild(engine, files, { tags: [ref], labels, args }, onProgress, signal);
  const remove = (which: (image: ListedImage) => boolean) =>
    removeOutdated(engine, what, { ref, before: Date.now() - keepMs, which }, signal);
  if (failed !== null) {
    // Its stages hold all that was sent, and whoever tries again sends it again. What still has a name may be wanted back.
    await remove(({ refs }) => refs.length === 0).catch(nullIfCoded);
    const base = await missingOf(engine, basesOf(files, args), signal);
    throw new CodedError('derived-build-failed', { ...failed, folder: what.folder, script: what.script, base });
  }
  const built = await engine.inspectImage(ref, { signal });
  if (built === null) throw new CodedError('image-missing', { image: ref });
  await remove(() => true);
  return { ref, id: built.id };
}

interface Removal {
  /** The image that is up to date. */
  readonly ref: string;
  /** Milliseconds since 1970: those that were made later stay. */
  readonly before: number;
  readonly which: (image: ListedImage) => boolean;
}

async function removeOutdated(
  engine: Engine,
  { labels, foundBy = Object.keys(labels) }: Pick<DerivedImage, 'labels' | 'foundBy'>,
  { ref, before, which }: Removal,
  signal: AbortSignal,
): Promise<void> {
  const wanted = foundBy.map((name) => `${name}=${labels[name]}`);
  const images = await engine.listImages(wanted, { signal });
  for (const image of outdated(images, ref, before).filter(which)) {
    for (const name of image.refs.length === 0 ? [image.id] : image.refs) {
      await engine.removeImage(name, { signal }).catch(ifInUse);
    }
  }
}

/**
 * The images made before that moment that can go: those with other tags, and all nameless ones but the newest, which is a stage that
 * the next build can start from. One for another runtime has another name and stays. An older version left the runtime out of the name, so a
 * name that is the beginning of the present one is outdated, too. Engines list the newest first, which decides within the same second.
 */
export function outdated(images: readonly ListedImage[], ref: string, before: number): readonly ListedImage[] {
  const unnamed = images.filter(({ refs }) => refs.length === 0);
  const [last] = [...unnamed].sort((a, b) => b.createdAt - a.createdAt);
  return images.filter(
    (image) => image !== last && image.refs.every((one) => isOlder(one, ref)) && image.createdAt < before,
  );
}

function isOlder(one: string, ref: string): boolean {
  return one !== ref && ref.startsWith(one.slice(0, one.lastIndexOf(':')));
}

/** An image in use by a container stays; the next build removes it. */
function ifInUse(error: unknown): void {
  if (refusedWith(error) !== 409) throw error;
}
