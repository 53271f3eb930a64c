import type { BuildProgress } from '../../engine/image/image-build';
import type { Api, Disposable } from '../base/api';
import { Owned } from '../base/disposable-store';
import type { RunNews, RunService } from '../run/run-service';
import { BuildNotification } from './build-notification';

/** Shows the build of the image while any run waits for it; cancelling it cancels those runs. */
export class BuildProgressView implements Disposable {
  readonly #owned = new Owned();
  /** Roots whose run waits for the image. */
  readonly #waiting = new Set<string>();
  #shown: BuildNotification | null = null;

  constructor(
    private readonly api: Api,
    private readonly service: Pick<RunService, 'onNews' | 'cancel'>,
  ) {
    this.#owned.add(service.onNews((news) => this.#take(news)));
  }

  dispose(): void {
    this.#close();
    this.#owned.dispose();
  }

  #take(news: RunNews): void {
    const { root } = news.target;
    if (news.kind === 'building') this.#building(root, news.progress);
    // A run that has just started may wait for the very same build.
    else if (news.kind !== 'started' && this.#waiting.delete(root) && this.#waiting.size === 0) this.#close();
  }

  #building(root: string, progress: BuildProgress): void {
    this.#waiting.add(root);
    this.#shown ??= new BuildNotification(this.api, () => this.#cancel());
    this.#shown.show(progress);
  }

  #cancel(): void {
    for (const root of [...this.#waiting]) this.service.cancel(root);
  }

  #close(): void {
    this.#waiting.clear();
    this.#shown?.close();
    this.#shown = null;
  }
}
