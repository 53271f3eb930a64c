import { appendFile } from 'node:fs/promises';
import type { Disposable } from '../base/api';
import type { RunNews, RunNewsSource } from '../base/run-news';

/** Names a file that gets a line of JSON for each run with a verdict: where the time went, in what sandbox, and when the verdict came (epoch, ms). */
export const TIMES_FILE = 'CODEALONG_TIMES_FILE';

/** For measurements from outside. The editor's log is not available in every VS Code, and has whole milliseconds only. */
export class TimesFile implements Disposable {
  readonly #listener: Disposable;
  #verdictAt: number | null = null;

  constructor(
    service: RunNewsSource,
    private readonly file: string,
    private readonly failed: (error: unknown) => void,
  ) {
    this.#listener = service.onNews((news) => this.#take(news));
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #take(news: RunNews): void {
    if (news.kind === 'started') this.#verdictAt = null;
    if (news.kind === 'verdict') this.#verdictAt = performance.timeOrigin + performance.now();
    if (news.kind !== 'finished' || this.#verdictAt === null || news.times === undefined) return;
    const sandbox = news.result.report.metrics?.sandbox ?? null;
    const line = { verdict_at: this.#verdictAt, sandbox, ...Object.fromEntries(news.times) };
    appendFile(this.file, `${JSON.stringify(line)}\n`).catch(this.failed);
  }
}
