import { CodedError } from '../contract/codes';
import type { Engine } from '../engine/client/engine';
import type { ImageOptions, RunnerImage } from '../engine/image/image';
import type { BuildProgress } from '../engine/image/image-build';

/** An engine that answers, and the image on it to run in. */
export interface EngineImage {
  readonly engine: Engine;
  readonly image: RunnerImage;
}

/** Answers for engine and image, by the settings of the moment. */
export interface EngineImages {
  /** The engine that was found; null when there is none yet, or it was lost. */
  readonly knownEngine: Engine | null;
  image(
    onProgress: (progress: BuildProgress) => void,
    signal?: AbortSignal,
    build?: ImageOptions['build'],
  ): Promise<EngineImage>;
}

/** Looks for no engine and builds no image: null when one of them would be needed. */
export async function imageAtHand(images: EngineImages, signal?: AbortSignal): Promise<EngineImage | null> {
  if (images.knownEngine === null) return null;
  try {
    return await images.image(() => {}, signal, 'never');
  } catch (error) {
    if (error instanceof CodedError && error.code === 'image-missing') return null;
    throw error;
  }
}
