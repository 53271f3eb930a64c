import type { Progress } from 'vscode';
import type { BuildProgress } from '../../engine/image/image-build';
import { catalogue } from '../../results/texts';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { plainMessage } from '../base/escape-ui';
import type { RunNews, RunNewsSource } from '../base/run-news';
import type { RunService } from '../run/run-service';

/** Shows the build of the image while any run waits for it; cancelling it cancels those runs. */
export class BuildProgressView implements Disposable {
  readonly #disposables = new DisposableStore();
  /** Roots whose run waits for the image. */
  readonly #waiting = new Set<string>();
  #shown: BuildNotification | null = null;

  constructor(
    private readonly api: Api,
    private readonly service: RunNewsSource & Pick<RunService, 'cancel'>,
  ) {
    this.#disposables.add(service.onNews((news) => this.#take(news)));
  }

  dispose(): void {
    this.#close();
    this.#disposables.dispose();
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

/** One notification with the progress of a build, from its making until `close`. */
export class BuildNotification {
  readonly #closed: Promise<void>;
  #close: () => void = () => {};
  #progress: Progress<{ message?: string; increment?: number }> | null = null;
  #latest: BuildProgress | null = null;
  #percent = 0;

  constructor(api: Api, cancel: () => void, title = editorCatalogue.news.buildingImage) {
    this.#closed = new Promise((resolve) => {
      this.#close = resolve;
    });
    const options = {
      location: api.ProgressLocation.Notification,
      title,
      cancellable: true,
    };
    // The editor takes its time until it calls this, and the build may even have ended by then.
    void api.window.withProgress(options, (progress, token) => {
      token.onCancellationRequested(cancel);
      this.#progress = progress;
      this.#report();
      return this.#closed;
    });
  }

  show(progress: BuildProgress): void {
    this.#latest = progress;
    this.#report();
  }

  close(): void {
    this.#close();
  }

  #report(): void {
    if (this.#latest === null || this.#progress === null) return;
    const { step, steps } = this.#latest;
    const percent = steps === 0 ? 0 : Math.floor(((step - 1) / steps) * 100);
    const increment = Math.max(0, percent - this.#percent);
    this.#percent += increment;
    this.#progress.report({ message: plainMessage(catalogue.building.news(this.#latest)), increment });
  }
}
