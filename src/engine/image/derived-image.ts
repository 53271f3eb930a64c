import { createHash } from 'node:crypto';
import { CodedError } from '../../contract/codes';
import type { Engine, ListedImage } from '../client/engine';
import { refusedWith } from '../client/failures';
import { hashRef, IMAGE_LABELS } from './image-build';
import { type BuildProgress, missingOf, runBuild } from './run-build';
import { basesOf, hashSources, readSources } from './sources';

/** Another image that is built on the runner image, `FROM ${RUNNER_IMAGE}`. */
export interface DerivedImage {
  /** Its name without a tag. */
  readonly repository: string;
  /** Absolute path of the folder with its Dockerfile. */
  readonly folder: string;
  /** The runner image. */
  readonly runner: { readonly ref: string; readonly id: string };
  /** Marks every image that was built for this purpose, so that old ones are found. */
  readonly label: readonly [name: string, value: string];
  /** Absolute path of a script that works without a registry; named to the user when the build fails. */
  readonly script: string;
}

export interface DeriveOptions {
  readonly onProgress: (progress: BuildProgress) => void;
  readonly signal: AbortSignal;
  /** Milliseconds for which an outdated image is kept, because another process may be about to use it; an hour unless given. */
  readonly keepMs?: number;
}

const KEEP_MS = 60 * 60_000;

/**
 * Builds the image from its sources and the runner image, unless it exists. After a build, outdated images are removed.
 * @returns its name.
 * @throws CodedError `derived-build-failed` {folder, line, last, script, base}: the engine's error, the last line that the build said,
 * the script, and the name of a base image that is missing (else null). Also the engine's errors.
 */
export async function ensureDerived(engine: Engine, what: DerivedImage, options: DeriveOptions): Promise<string> {
  const { signal, onProgress, keepMs = KEEP_MS } = options;
  const files = await readSources(what.folder);
  const hash = createHash('sha256')
    .update(`${hashSources(files)} ${what.runner.id}`)
    .digest('hex');
  const ref = hashRef({ repository: what.repository, hash });
  if ((await engine.inspectImage(ref, { signal })) !== null) return ref;
  const labels = { [IMAGE_LABELS.source]: hash, [what.label[0]]: what.label[1] };
  const args = { RUNNER_IMAGE: what.runner.ref };
  const failed = await runBuild(engine, files, { tags: [ref], labels, args }, onProgress, signal);
  if (failed !== null) {
    const base = await missingOf(engine, basesOf(files, args), signal);
    throw new CodedError('derived-build-failed', { ...failed, folder: what.folder, script: what.script, base });
  }
  await removeOutdated(engine, what.label.join('='), ref, keepMs, signal);
  return ref;
}

async function removeOutdated(engine: Engine, label: string, ref: string, keepMs: number, signal: AbortSignal) {
  const images = await engine.listImages([label], { signal });
  for (const image of outdated(images, ref, Date.now() - keepMs)) {
    for (const name of image.refs.length === 0 ? [image.id] : image.refs) {
      await engine.removeImage(name, { signal }).catch(ifInUse);
    }
  }
}

/**
 * The images made before that moment that can go: those with other tags, and all nameless ones but the newest, which is a stage that
 * the next build can start from. One for another runtime has another name and stays; before there were runtimes, names ended before it. Engines list the newest first, which decides within the same second.
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
