import type * as vscode from 'vscode';
import type { CollectedTest, FinishedEvent, SandboxEvent } from '../../contract/events';
import type { Report, ReportRegression, ReportTest } from '../../contract/report';
import type { TestVerdict, Verdict } from '../../contract/verdict';
import { locate } from '../../results/evidence/locate';
import { reportTests, toReport } from '../../results/report/report';
import type { StepResult } from '../../run/request';
import type { Api, Disposable } from '../base/api';
import { Delayer } from '../base/delayer';
import type { Target } from '../base/target';
import type { RunNews } from '../run/run-service';
import { failureMessages, runMessage } from './messages';
import { closingOutput, programOutput } from './output';
import { finalStateOf, isExplainedByRun, isTold, type TestState, testState } from './state';
import { itemsOf, type TestTree } from './tree';

/** Where and what one step shows while it is run. */
export interface StepView {
  readonly tree: TestTree;
  readonly run: vscode.TestRun;
  /** Tests that the person has excluded are run with the others, and left as they are. */
  readonly isExcluded: (item: vscode.TestItem) => boolean;
  /** Steps that have, or had, a run of their own in this test run. */
  readonly isAsked: (item: vscode.TestItem) => boolean;
  /** The tests of this step that are known and shall be shown, before the run has collected them. */
  readonly leaves: readonly vscode.TestItem[];
}

/**
 * One step in a test run: tells the Testing view what happens, the moment it happens. Of a run that is over before that is worth a look
 * only the end is told.
 */
export class StepRun implements Disposable {
  readonly #tests = new Map<string, CollectedTest>();
  readonly #told = new Map<string, TestState>();
  /** What has happened so far, while the run may still be over soon. */
  #held: SandboxEvent[] | null = [];
  readonly #live: Delayer;
  #settled = false;

  constructor(
    private readonly api: Api,
    private readonly view: StepView,
    private readonly target: Target,
    /** Milliseconds until a run is told while it goes on. */
    quickMs: number,
  ) {
    this.#live = new Delayer(() => this.#tellHeld(), quickMs);
    this.#live.soon();
  }

  take(news: RunNews): void {
    if (news.kind === 'started') this.#again();
    if (news.kind === 'event') this.#take(news.event);
    if (news.kind === 'verdict') this.#settle(news.verdict);
  }

  /** What was told before does not count any more. */
  #again(): void {
    this.#tests.clear();
    this.#told.clear();
    this.#held = this.#held === null ? null : [];
    this.#settled = false;
  }

  /** The run is over, with the earlier steps if they were run. */
  finish(result: StepResult): void {
    this.#settle(result.verdict);
    this.#live.now();
    for (const earlier of result.report.regressions) this.#earlier(earlier);
    this.view.run.appendOutput(closingOutput(this.target, result));
  }

  /** Nothing more is told by itself. */
  dispose(): void {
    this.#live.dispose();
  }

  #take(event: SandboxEvent): void {
    if (this.#held === null) this.#event(event);
    else this.#held.push(event);
  }

  /** From now on it is told at once. After the verdict, only what the programs wrote is left of it. */
  #tellHeld(): void {
    const held = this.#held ?? [];
    this.#held = null;
    if (!this.#settled) for (const leaf of this.view.leaves) this.view.run.enqueued(leaf);
    for (const event of held) if (!this.#settled || event.event === 'output') this.#event(event);
  }

  #event(event: SandboxEvent): void {
    const { run } = this.view;
    if (event.event === 'collected') this.#collected(event.tests);
    if (event.event === 'started') this.#on(event.test, (item) => run.started(item));
    if (event.event === 'output') this.#output(event.test, programOutput(event));
    if (event.event === 'finished') this.#finished(event);
  }

  #collected(tests: readonly CollectedTest[]): void {
    this.#know(tests);
    for (const { id } of tests) this.#on(id, (item) => this.view.run.enqueued(item));
  }

  #know(tests: readonly CollectedTest[]): void {
    const { course, step } = this.target;
    this.view.tree.collected(course, step, tests);
    for (const test of tests) this.#tests.set(test.id, test);
  }

  #output(test: string, text: string): void {
    const { course, step } = this.target;
    this.view.run.appendOutput(text, undefined, this.view.tree.test(course, step, test));
  }

  #finished(event: FinishedEvent): void {
    const test = this.#tests.get(event.test);
    // Never collected: the events contradict each other, and the verdict will say so.
    if (test === undefined || this.#told.has(event.test)) return;
    const { outcome, duration_ms, failure, programs, transcript } = event;
    const { language } = this.target.course;
    const location = locate({ failure, programs, language });
    const found = { outcome, duration_ms, failure, programs, transcript, location, language };
    const place = { file: test.file, line: test.line };
    const verdict: TestVerdict = { id: test.id, name: test.name, ...found, output: '', place };
    const [report] = reportTests([verdict], this.#context());
    if (report !== undefined) this.#tell(verdict, report, testState(verdict), null);
  }

  /** The verdict fixes what the stream left open, and takes back what cannot be believed. */
  #settle(verdict: Verdict): void {
    if (this.#settled) return;
    this.#settled = true;
    for (const event of this.#held ?? []) if (event.event === 'collected') this.#know(event.tests);
    const report = toReport(verdict, { ...this.#context(), sandbox: 'cold', regressions: [] });
    for (const [index, test] of verdict.tests.entries()) {
      const shown = report.tests[index];
      const state = finalStateOf(test, verdict);
      const cause = isExplainedByRun(test, verdict) ? report.message : null;
      if (shown !== undefined && this.#told.get(test.id) !== state) this.#tell(test, shown, state, cause);
    }
    this.#wholeRun(verdict, report);
  }

  #wholeRun(verdict: Verdict, report: Report): void {
    const { course, step } = this.target;
    const open = verdict.outcome !== 'passed' && verdict.outcome !== 'cancelled' && verdict.headline !== null;
    const item = this.view.tree.step(course, step);
    if (!open || item === undefined || isTold(verdict.tests, verdict)) return;
    this.view.run.errored(item, runMessage(this.api, this.target, verdict, report));
  }

  #tell(verdict: TestVerdict, report: ReportTest, state: TestState, cause: string | null): void {
    this.#told.set(verdict.id, state);
    const took = verdict.duration_ms ?? undefined;
    const { run } = this.view;
    this.#on(verdict.id, (item) => {
      if (state === 'passed') run.passed(item, took);
      else if (state === 'skipped') run.skipped(item);
      else run[state](item, failureMessages(this.api, { target: this.target, report, verdict, cause }), took);
    });
  }

  /** A step that was passed before and is run along: what it is now belongs to the same picture. */
  #earlier({ step: id, tests }: ReportRegression): void {
    const { course } = this.target;
    const step = course.steps.find((one) => one.id === id);
    const parent = step === undefined ? undefined : this.view.tree.step(course, step);
    if (step === undefined || parent === undefined || this.view.isAsked(parent)) return;
    const items = itemsOf(parent.children).flatMap((item) => [item, ...itemsOf(item.children)]);
    for (const report of tests) {
      const item = items.find((one) => one.id === report.id);
      if (item !== undefined && !this.view.isExcluded(item)) this.#tellEarlier(item, report, { ...this.target, step });
    }
  }

  #tellEarlier(item: vscode.TestItem, report: ReportTest, target: Target): void {
    const { outcome } = report;
    const took = report.duration_ms ?? undefined;
    if (outcome === 'passed') this.view.run.passed(item, took);
    if (outcome !== 'failed' && outcome !== 'errored') return;
    this.view.run[outcome](item, failureMessages(this.api, { target, report, verdict: null, cause: null }), took);
  }

  #on(test: string, tell: (item: vscode.TestItem) => void): void {
    const { course, step } = this.target;
    const item = this.view.tree.test(course, step, test);
    if (item !== undefined && !this.view.isExcluded(item)) tell(item);
  }

  #context() {
    return { course: this.target.course.id, step: this.target.step.id, codeOf: () => null };
  }
}
