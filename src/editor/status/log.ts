import { appendFile } from 'node:fs/promises';
import type { LogOutputChannel } from 'vscode';
import { escapeText } from '../../contract/escape-text';
import type { ReportTest } from '../../contract/report';
import { outcomesOf } from '../../results/report/report';
import { catalogue, fullText, textOf } from '../../results/texts';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { StepResult } from '../../run/request';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import type { RunNews, RunNewsSource } from '../base/run-news';
import { type RunTimes, timesText } from '../base/run-times';
import type { Target } from '../base/target';

/** The channel "CodeAlong": one line a run, the details at the level of debugging. */
export class Log implements Disposable {
  readonly channel: LogOutputChannel;
  readonly #disposables = new DisposableStore();
  /** Start of the run in each root, by the monotonic clock (milliseconds). */
  readonly #began = new Map<string, number>();

  constructor(
    api: Api,
    service: RunNewsSource,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.channel = this.#disposables.add(api.window.createOutputChannel('CodeAlong', { log: true }));
    this.#disposables.add(service.onNews((news) => this.#take(news)));
  }

  show(): void {
    this.channel.show();
  }

  /** The trouble of a command, in the same words as the learner has read. */
  trouble(what: string, text: string): void {
    this.channel.warn(`${what}: ${escapeText(text)}`);
  }

  /** A defect of ours, with everything that helps to find it. */
  crashed(what: string, error: unknown): void {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.channel.error(`${what}: ${escapeText(words)}`);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #take(news: RunNews): void {
    const { target } = news;
    if (news.kind === 'started') this.#start(target);
    if (news.kind === 'building') this.channel.debug(`${stepName(target)}: ${escapeText(news.progress.line)}`);
    if (news.kind === 'finished') this.#finish(target, news.result, news.times);
    if (news.kind === 'crashed') this.crashed(stepName(target), news.error);
  }

  #start(target: Target): void {
    this.#began.set(target.root, this.now());
    this.channel.debug(`${stepName(target)}: ${editorCatalogue.logLines.started(target.file)}`);
  }

  #finish(target: Target, { verdict, report, afterwards }: StepResult, times?: RunTimes): void {
    const ended = catalogue.outcomes.closing(verdict.outcome, outcomesOf(report.tests));
    this.channel.info(`${stepName(target)}: ${ended} ${this.#times(target, report.metrics?.wall_ms ?? null, times)}`);
    if (verdict.headline !== null) this.channel.warn(fullText(verdict.headline));
    for (const note of report.notes) this.channel.debug(note);
    for (const test of report.tests) this.channel.debug(line(test));
    for (const message of afterwards) this.channel.warn(textOf(message).title);
  }

  #times({ root }: Target, wall: number | null, times?: RunTimes): string {
    const took = Math.round(this.now() - (this.#began.get(root) ?? this.now()));
    const parts = times === undefined ? '' : timesText(times);
    return `${editorCatalogue.logLines.took(took, wall === null ? null : Math.round(wall))}${parts && ` (${parts})`}`;
  }
}

function stepName({ course, step }: Target): string {
  return `${course.id}/${step.id}`;
}

function line({ id, outcome, duration_ms, message }: ReportTest): string {
  const took = duration_ms === null ? '' : `, ${duration_ms} ms`;
  return `  ${escapeText(id)}: ${outcome}${took}${message === null ? '' : `: ${message}`}`;
}

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
