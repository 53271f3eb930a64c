import type * as vscode from 'vscode';
import type { ReportRegression, ReportTest } from '../../contract/report';
import type { Api } from '../base/api';
import type { Target } from '../base/target';
import { failureMessages } from './messages';
import { itemsOf, type TestTree } from './tree';

/** Where one step is shown while it is run. */
export interface StepView {
  readonly tree: TestTree;
  readonly run: vscode.TestRun;
  /** Excluded tests are run with the others, but their results are not shown. */
  readonly isExcluded: (item: vscode.TestItem) => boolean;
  /** Steps that have, or had, a run of their own in this test run. */
  readonly isRequested: (item: vscode.TestItem) => boolean;
  /** The known items of this step to show as queued, before the run has collected its tests. */
  readonly queued: readonly vscode.TestItem[];
}

/** Shows a step that was passed before and was run along with this one. A step that is run by itself as well keeps its own results. */
export function showEarlierStep(api: Api, view: StepView, target: Target, earlier: ReportRegression): void {
  if (earlier.reason === 'machine-busy') return; // what is known of it stays
  const { course } = target;
  const step = course.steps.find(({ id }) => id === earlier.step);
  const parent = step === undefined ? undefined : view.tree.step(course, step);
  if (step === undefined || parent === undefined || view.isRequested(parent)) return;
  const items = itemsOf(parent.children).flatMap((item) => [item, ...itemsOf(item.children)]);
  for (const report of earlier.tests) {
    const item = items.find(({ id }) => id === report.id);
    if (item !== undefined && !view.isExcluded(item)) showTest(api, view.run, item, report, { ...target, step });
  }
}

function showTest(api: Api, run: vscode.TestRun, item: vscode.TestItem, report: ReportTest, target: Target): void {
  const { outcome } = report;
  const took = report.duration_ms ?? undefined;
  if (outcome === 'passed') run.passed(item, took);
  if (outcome === 'skipped') run.skipped(item);
  if (outcome !== 'failed' && outcome !== 'errored') return;
  run[outcome](item, failureMessages(api, { target, report, verdict: null, cause: null }), took);
}
