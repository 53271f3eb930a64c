import { CodedError } from '../../contract/codes';
import type { RunnerImage } from '../../engine/image/image';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import { plainMessage } from '../base/escape-ui';
import type { Targets } from '../course/targets';
import type { Build } from '../run/core-loader';
import { BuildNotification } from '../status/build-progress';

/** `codealong.prepareImage`, and `codealong.buildImage` for an image that is damaged, or from another version of ours. */
export class BuildImage {
  constructor(
    private readonly api: Api,
    private readonly build: Build,
    /** The image is that of the program that the person works on. */
    private readonly targets: Pick<Targets, 'current'>,
    /** What goes on, above its progress. */
    private readonly title?: () => string,
  ) {}

  /** @throws CodedError `engine-*`, `image-*` */
  async run(): Promise<void> {
    const stop = new AbortController();
    const shown = new BuildNotification(this.api, () => stop.abort(), this.title?.());
    try {
      const target = await this.targets.current();
      const image = await this.build((progress) => shown.show(progress), stop.signal, target);
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
