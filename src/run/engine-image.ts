import { CodedError, type Message } from '../contract/codes';
import type { Runtime } from '../contract/runtime';
import type { Course } from '../course/format/format';
import type { Engine } from '../engine/client/engine';
import type { ImageOptions, RunnerImage } from '../engine/image/image';
import type { BuildProgress } from '../engine/image/image-build';

/** What decides which runtime is taken. */
export interface RuntimeWish {
  readonly course: Pick<Course, 'id' | 'title' | 'language' | 'runtimes' | 'directory' | 'packages'>;
  /** The learner's root, absolute; null for source text alone. */
  readonly root: string | null;
}

/** An engine that answers, and the image on it to run in. */
export interface EngineImage {
  readonly engine: Engine;
  readonly image: RunnerImage;
  /** What was wanted; null for the image that a setting names, whatever it holds. */
  readonly runtime: Runtime | null;
  /** Why it is this one, where a person may not expect it. */
  readonly notes: readonly Message[];
}

/** Answers for engine and image, by the settings of the moment. */
export interface EngineImages {
  /** The engine that was found; null when there is none yet, or it was lost. */
  readonly knownEngine: Engine | null;
  /**
   * @param wish null for no course: any runtime will do
   * @throws CodedError `runtime-*` when no runtime can be taken, `engine-*`, `image-*`, `cancelled`
   */
  image(
    wish: RuntimeWish | null,
    onProgress: (progress: BuildProgress) => void,
    signal?: AbortSignal,
    build?: ImageOptions['build'],
  ): Promise<EngineImage>;
}

/** Looks for no engine and builds no image: null when one of them would be needed. */
export async function imageAtHand(
  images: EngineImages,
  wish: RuntimeWish,
  signal?: AbortSignal,
): Promise<EngineImage | null> {
  if (images.knownEngine === null) return null;
  try {
    return await images.image(wish, () => {}, signal, 'never');
  } catch (error) {
    if (error instanceof CodedError && error.code === 'image-missing') return null;
    throw error;
  }
}
