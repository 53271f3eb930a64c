import type * as vscode from 'vscode';
import type { Course, Step } from '../../course/format/format';
import type { Api, Disposable } from '../base/api';
import { COMMANDS } from '../base/commands';
import type { Target } from '../base/target';
import type { RunOnSave } from './run-on-save';
import type { TestRuns } from './test-runs';
import type { TestTree } from './tree';

/** Makes requests like those of the Testing view, for the palette, a CodeLens or a task. */
export class TestRequests implements Disposable {
  readonly #profile: vscode.TestRunProfile;
  readonly #running = new Set<vscode.CancellationTokenSource>();

  constructor(
    private readonly api: Api,
    private readonly tree: TestTree,
    private readonly runs: TestRuns,
    onSave: Pick<RunOnSave, 'begin'>,
  ) {
    const handle = async (request: vscode.TestRunRequest, token: vscode.CancellationToken) =>
      request.continuous === true ? onSave.begin(request, token) : this.runs.handle(request, token);
    const { Run } = api.TestRunProfileKind;
    this.#profile = tree.controller.createRunProfile(COMMANDS.runStepTests.title, Run, handle, true);
    this.#profile.supportsContinuousRun = true;
  }

  requestFor(items: readonly vscode.TestItem[]): vscode.TestRunRequest {
    return new this.api.TestRunRequest(items, undefined, this.#profile);
  }

  /** Of a whole course, as the Testing view would make it; null when that course cannot be shown. */
  async ofCourse(course: Course): Promise<vscode.TestRunRequest | null> {
    if (this.tree.course(course) === undefined) await this.tree.show(course);
    const item = this.tree.course(course);
    return item === undefined ? null : this.requestFor([item]);
  }

  /** Runs a step on this very file. Resolves when the run has ended, whatever its verdict. */
  runStep(target: Target): Promise<void> {
    return this.#run(target, [target.step]);
  }

  /** Runs everything up to this step, in the same folder. */
  runUpTo(target: Target): Promise<void> {
    return this.#run(
      target,
      target.course.steps.filter(({ number }) => number <= target.step.number),
    );
  }

  async #run(target: Target, steps: readonly Step[]): Promise<void> {
    if (this.tree.step(target.course, target.step) === undefined) await this.tree.show(target.course);
    const items = steps.flatMap((step) => this.tree.step(target.course, step) ?? []);
    if (items.length === 0) return;
    const source = new this.api.CancellationTokenSource();
    this.#running.add(source);
    try {
      await this.runs.handle(this.requestFor(items), source.token, target);
    } finally {
      this.#running.delete(source);
      source.dispose();
    }
  }

  /** Cancels the runs that were started here. The Stop button of the Testing view stops these too. */
  cancel(): void {
    for (const source of this.#running) source.cancel();
  }

  dispose(): void {
    this.cancel();
    this.#profile.dispose();
  }
}
