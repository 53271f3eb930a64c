import { CodedError } from '../../contract/codes';
import type { RunnerImage } from '../../engine/image/image';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import { plainMessage } from '../base/escape-ui';
import type { Build } from '../run/core-loader';
import { BuildNotification } from '../status/build-progress';

/** `codealong.prepareImage`, and `codealong.buildImage` for an image that is damaged, or from another version of ours. */
export class BuildImage {
  constructor(
    private readonly api: Api,
    private readonly build: Build,
    /** What goes on, above its progress. */
    private readonly title?: () => string,
  ) {}

  /** @throws CodedError `engine-*`, `image-*` */
  async run(): Promise<void> {
    const stop = new AbortController();
    const shown = new BuildNotification(this.api, () => stop.abort(), this.title?.());
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
  return source === 'setting' ? editorCatalogue.news.imageOfSetting(ref) : editorCatalogue.news.imageBuilt;
}
