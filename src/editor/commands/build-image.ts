import { CodedError } from '../../contract/codes';
import type { RunnerImage } from '../../engine/image/image';
import type { BuildProgress } from '../../engine/image/image-build';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import { plainMessage } from '../base/escape-ui';
import { BuildNotification } from '../status/build-progress';

/** Builds the image anew, or finds the one of the settings. */
export type Build = (onProgress: (progress: BuildProgress) => void, signal: AbortSignal) => Promise<RunnerImage>;

/** `codealong.buildImage`: for an image that is damaged, or from another version of ours. */
export class BuildImage {
  constructor(
    private readonly api: Api,
    private readonly build: Build,
  ) {}

  /** @throws CodedError `engine-*`, `image-*` */
  async run(): Promise<void> {
    const stop = new AbortController();
    const shown = new BuildNotification(this.api, () => stop.abort());
    try {
      const image = await this.build((progress) => shown.show(progress), stop.signal);
      void this.api.window.showInformationMessage(plainMessage(builtText(image)));
    } catch (error) {
      if (!(error instanceof CodedError && error.code === 'cancelled')) throw error;
    } finally {
      shown.close();
    }
  }
}

function builtText({ ref, source }: RunnerImage): string {
  return source === 'setting' ? editorCatalogue.news.imageOfSetting(ref) : editorCatalogue.news.imageBuilt(ref);
}
