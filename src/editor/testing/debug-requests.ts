import type * as vscode from 'vscode';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api, Disposable } from '../base/api';
import type { Target } from '../base/target';
import type { Debugged, KnownFailure } from '../debug/debugged';
import { stepItemId } from './nodes';
import { type RequestedStep, requestedSteps } from './requested-steps';
import type { StepTargets } from './step-targets';
import { noLearnerFolder } from './test-runs';
import type { TestTree } from './tree';

export interface DebugRequestSources {
  readonly debug: (debugged: Debugged, token: vscode.CancellationToken) => Promise<void>;
  /** The first failure of the last run of this program, or that of this test; null if none is known. */
  readonly failureOf: (target: Target, test: string | null) => KnownFailure | null;
  /** Told why nothing could be debugged that the Testing view has asked for. */
  readonly failed: (error: unknown) => void;
}

/**
 * The profile *Debug* of the Testing view, and the command on a failure. One step is debugged, and of it one test: the one that was asked
 * for, or the first that failed. Where none has failed, all of them run, one after the other.
 */
export class DebugRequests implements Disposable {
  readonly #profile: vscode.TestRunProfile;

  constructor(
    private readonly api: Api,
    private readonly tree: TestTree,
    private readonly targets: StepTargets,
    private readonly sources: DebugRequestSources,
  ) {
    const handle = (request: vscode.TestRunRequest, token: vscode.CancellationToken) =>
      this.#handle(request, token).catch(sources.failed);
    const { Debug } = api.TestRunProfileKind;
    this.#profile = tree.controller.createRunProfile(editorCatalogue.tests.debugProfile, Debug, handle, true);
  }

  /** @param given what the menu of a failure gives: its test. @returns whether it was one of ours, and was debugged */
  async debugGiven(given: unknown): Promise<boolean> {
    const { test }: { test?: vscode.TestItem } = Object(given);
    if (test === undefined || this.tree.nodeOf(test) === undefined) return false;
    await this.#debug(test);
    return true;
  }

  /** Debugs a step on this very file. */
  async debugStep(target: Target): Promise<void> {
    if (this.tree.step(target.course, target.step) === undefined) await this.tree.show(target.course);
    const item = this.tree.step(target.course, target.step);
    if (item !== undefined) await this.#debug(item, target);
  }

  dispose(): void {
    this.#profile.dispose();
  }

  async #debug(item: vscode.TestItem, target: Target | null = null): Promise<void> {
    const source = new this.api.CancellationTokenSource();
    try {
      await this.#handle(new this.api.TestRunRequest([item], undefined, this.#profile), source.token, target);
    } finally {
      source.dispose();
    }
  }

  /** @param known the file that is meant; null where only the step is known */
  async #handle(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    known: Target | null = null,
  ): Promise<void> {
    const step = await this.#meant(request);
    if (step === null) return;
    const target = known ?? (await this.targets.find(step.course, step.step));
    if (target === null) throw noLearnerFolder(step.course);
    this.targets.used(target);
    const asked = this.#only(request, step);
    const failure = this.sources.failureOf(target, asked);
    const [only, stopAt] = [asked ?? failure?.test ?? null, failure?.place ?? null];
    const run = this.tree.controller.createTestRun(request);
    const item = (test: string) => this.tree.test(target.course, target.step, test);
    const both = new this.api.CancellationTokenSource();
    const stops = [token, run.token].map((one) => one.onCancellationRequested(() => both.cancel()));
    try {
      await this.sources.debug({ target, only, stopAt, run, item }, both.token);
    } finally {
      for (const stop of stops) stop.dispose();
      both.dispose();
      run.end();
    }
  }

  /** Of a whole course, the step that the learner is at. */
  async #meant(request: vscode.TestRunRequest): Promise<RequestedStep | null> {
    const { steps } = requestedSteps(this.tree, request);
    const [first] = steps;
    if (first === undefined || first.named) return first ?? null;
    const current = await this.targets.current(first.course);
    return steps.find(({ course, step }) => course === first.course && step.id === current?.id) ?? first;
  }

  #only({ include }: vscode.TestRunRequest, { course, step }: RequestedStep): string | null {
    const [item] = include ?? [];
    const prefix = `${stepItemId(course, step)}/`;
    return include?.length === 1 && item?.id.startsWith(prefix) ? item.id.slice(prefix.length) : null;
  }
}
