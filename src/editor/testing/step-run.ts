import type * as vscode from 'vscode';
import type { CollectedTest } from '../../contract/events';
import { OUTCOMES } from '../../contract/outcomes';
import type { Report, ReportTest } from '../../contract/report';
import type { TestVerdict, Verdict } from '../../contract/verdict';
import type { LiveTest, StepResult } from '../../run/request';
import type { Api, Disposable } from '../base/api';
import { Delayer } from '../base/delayer';
import type { EventNews, ReplacedNews, RunNews } from '../base/run-news';
import type { Target } from '../base/target';
import { failureMessages, neverReachedMessage, runMessage } from './messages';
import { closingOutput, neverReachedOutput, programOutput } from './output';
import { finalStateOf, isExplainedByRun, isExplainedByTest, type TestState, testState } from './state';
import { type StepView, showEarlierStep } from './step-view';

type HeldEvent = Pick<EventNews, 'event' | 'finished'>;

/** One step in a test run: shows the news in the Testing view as it comes. Of a quick run only the end is shown. */
export class StepRun implements Disposable {
  readonly #shown = new Map<string, TestState>();
  /** The events so far, while the run may still be a quick one; null once it is shown live. */
  #held: HeldEvent[] | null = [];
  readonly #live: Delayer;
  #settled = false;

  constructor(
    private readonly api: Api,
    private readonly view: StepView,
    private readonly target: Target,
    /** Milliseconds until a run is shown live. */
    quickMs: number,
  ) {
    this.#live = new Delayer(() => this.#showHeld(), quickMs);
    this.#live.soon();
  }

  take(news: RunNews | ReplacedNews): void {
    if (news.kind === 'started') this.#reset();
    if (news.kind === 'event') this.#take(news);
    if (news.kind === 'verdict') this.#settle(news.verdict, news.report);
    if (news.kind === 'finished' || news.kind === 'replaced') this.#finish(news.result);
  }

  /** Beside what is shown of the failure: a traced run has found it afterwards. */
  reached(verdict: Verdict, report: Report): void {
    for (const [index, { never_reached }] of report.tests.entries()) {
      const test = verdict.tests[index];
      if (never_reached === undefined || test === undefined) continue;
      const message = neverReachedMessage(this.api, this.target, never_reached);
      const state = finalStateOf(test, verdict) === 'errored' ? 'errored' : 'failed';
      this.#withItem(test.id, (item) => this.view.run[state](item, message, test.duration_ms ?? undefined));
      this.view.run.appendOutput(neverReachedOutput(never_reached));
    }
  }

  /** Nothing more is shown by itself. */
  dispose(): void {
    this.#live.dispose();
  }

  /** The run has begun anew: its results so far do not count. */
  #reset(): void {
    this.#shown.clear();
    this.#held = this.#held === null ? null : [];
    this.#settled = false;
  }

  #finish({ verdict, report, afterwards }: StepResult): void {
    this.#settle(verdict, report);
    this.#live.now();
    for (const earlier of report.regressions) showEarlierStep(this.api, this.view, this.target, earlier);
    this.view.run.appendOutput(closingOutput(this.target, { verdict, report, afterwards }));
  }

  #take(news: HeldEvent): void {
    if (this.#held === null) this.#event(news);
    else this.#held.push(news);
  }

  /** From now on the run is shown live. After the verdict, only the output of the programs is still to be shown. */
  #showHeld(): void {
    const held = this.#held ?? [];
    this.#held = null;
    if (!this.#settled) for (const item of this.view.queued) this.view.run.enqueued(item);
    for (const news of held) if (!this.#settled || news.event.event === 'output') this.#event(news);
  }

  #event({ event, finished }: HeldEvent): void {
    const { run } = this.view;
    if (event.event === 'collected') this.#collected(event.tests);
    if (event.event === 'started') this.#withItem(event.test, (item) => run.started(item));
    if (event.event === 'output') run.appendOutput(programOutput(event), undefined, this.#item(event.test));
    if (finished !== null) this.#finished(finished);
  }

  #collected(tests: readonly CollectedTest[]): void {
    this.#know(tests);
    for (const { id } of tests) this.#withItem(id, (item) => this.view.run.enqueued(item));
  }

  #know(tests: readonly CollectedTest[]): void {
    const { course, step } = this.target;
    this.view.tree.collected(course, step, tests);
  }

  #finished({ verdict, report }: LiveTest): void {
    if (!this.#shown.has(verdict.id)) this.#show(verdict, report, testState(verdict), null);
  }

  /** Shows the tests that the events left open, and corrects those that cannot be believed. */
  #settle(verdict: Verdict, report: Report): void {
    if (this.#settled) return;
    this.#settled = true;
    for (const { event } of this.#held ?? []) if (event.event === 'collected') this.#know(event.tests);
    if (verdict.tests.length > 0) this.#know(verdict.tests.map(({ id, name, place }) => ({ id, name, ...place })));
    for (const [index, test] of verdict.tests.entries()) {
      const testReport = report.tests[index];
      const state = finalStateOf(test, verdict);
      const cause = isExplainedByRun(test, verdict) ? report.message : null;
      if (testReport !== undefined && this.#shown.get(test.id) !== state) this.#show(test, testReport, state, cause);
    }
    this.#showWholeRun(verdict, report);
  }

  #showWholeRun(verdict: Verdict, report: Report): void {
    const { course, step } = this.target;
    const { fault } = OUTCOMES[verdict.outcome];
    const open = fault !== 'nobody' && fault !== 'person' && verdict.headline !== null;
    const item = this.view.tree.step(course, step);
    if (!open || item === undefined || isExplainedByTest(verdict.tests, verdict)) return;
    this.view.run.errored(item, runMessage(this.api, this.target, verdict, report));
  }

  #show(verdict: TestVerdict, report: ReportTest, state: TestState, cause: string | null): void {
    this.#shown.set(verdict.id, state);
    const took = verdict.duration_ms ?? undefined;
    const { run } = this.view;
    const offersHint = this.view.offersHint(verdict.id);
    this.#withItem(verdict.id, (item) => {
      if (state === 'passed') run.passed(item, took);
      else if (state === 'skipped') run.skipped(item);
      else
        run[state](item, failureMessages(this.api, { target: this.target, report, verdict, cause, offersHint }), took);
    });
  }

  #item(test: string): vscode.TestItem | undefined {
    return this.view.tree.test(this.target.course, this.target.step, test);
  }

  #withItem(test: string, use: (item: vscode.TestItem) => void): void {
    const item = this.#item(test);
    if (item !== undefined && !this.view.isExcluded(item)) use(item);
  }
}
