import type * as vscode from 'vscode';
import { CodedError, type Message } from '../../contract/codes';
import type { Course, Step } from '../../course/format/format';
import { escapeText } from '../../results/report/shown-text';
import { fullText, textOf } from '../../results/texts';
import type { Api } from '../base/api';
import { QUICK_MS } from '../base/delayer';
import type { Target } from '../base/target';
import type { RunService } from '../run/run-service';
import { linked, START_COURSE } from './command-link';
import type { Invalidation } from './invalidate';
import { leavesOf, type RequestedStep, type RequestedSteps, requestedSteps } from './requested-steps';
import { StepRun } from './step-run';
import type { StepTargets } from './step-targets';
import type { TestTree } from './tree';

const DEFECT =
  'This run failed because of a bug in CodeAlong. "CodeAlong: Show Log" has the details; please report it.';

/** What a step is run for. */
interface Request {
  readonly asked: RequestedSteps;
  readonly run: vscode.TestRun;
  readonly signal: AbortSignal;
  readonly given: Target | undefined;
}

/**
 * The one path of every run: tree, gutter, CodeLens and palette make a request and come here. Steps are run one after the other, each
 * with its whole suite; all of its tests are reported, the ones that nobody asked for included, because they were run just as well.
 */
export class TestRuns {
  constructor(
    private readonly api: Api,
    private readonly tree: TestTree,
    private readonly targets: StepTargets,
    private readonly service: Pick<RunService, 'onNews' | 'run'>,
    private readonly invalidation: Pick<Invalidation, 'told'>,
    private readonly quickMs = QUICK_MS,
  ) {}

  /** @param given what to run, where the caller knows it: the file of the CodeLens, of the palette. */
  async handle(request: vscode.TestRunRequest, token: vscode.CancellationToken, given?: Target): Promise<void> {
    const asked = requestedSteps(this.tree, request);
    const run = this.tree.controller.createTestRun(request);
    const stop = new AbortController();
    const cancel = () => stop.abort();
    const listeners = [token, run.token].map((one) => one.onCancellationRequested(cancel));
    if (token.isCancellationRequested) cancel();
    try {
      await this.#all(asked, run, stop.signal, given);
    } finally {
      for (const listener of listeners) listener.dispose();
      run.end();
    }
  }

  async #all(
    asked: RequestedSteps,
    run: vscode.TestRun,
    signal: AbortSignal,
    given: Target | undefined,
  ): Promise<void> {
    for (const item of asked.broken) run.errored(item, new this.api.TestMessage(item.error ?? item.label));
    // The first one does that itself, if it takes long enough.
    for (const { item } of asked.steps.slice(1)) for (const leaf of this.#leaves(item, asked)) run.enqueued(leaf);
    let open = true;
    for (const step of asked.steps) {
      if (open && !signal.aborted) open = await this.#step(step, { asked, run, signal, given });
      else for (const leaf of this.#leaves(step.item, asked)) run.skipped(leaf);
    }
  }

  /** @returns whether the next step may follow: not when a newer run has taken this one's place, of which no end is told. */
  async #step({ item, course, step }: RequestedStep, { asked, run, signal, given }: Request): Promise<boolean> {
    const target = isFor(given, course, step) ? { ...given } : await this.#target({ item, course, step }, run);
    if (target === null) return true;
    this.targets.used(target);
    const isAsked = (one: vscode.TestItem) => asked.steps.some((other) => other.item === one);
    const leaves = this.#leaves(item, asked);
    const view = { tree: this.tree, run, isExcluded: asked.isExcluded, isAsked, leaves };
    const shown = new StepRun(this.api, view, target, this.quickMs);
    let replaced = true;
    const listener = this.service.onNews((news) => {
      // By identity: each run has a target of its own.
      if (news.target !== target) return;
      if (news.kind === 'finished') replaced = false;
      shown.take(news);
      if (news.kind === 'event' && news.event.event === 'finished') this.invalidation.told(target);
    });
    try {
      const result = await this.service.run(target, signal);
      shown.finish(result);
      return !replaced;
    } catch (error) {
      // What was shown before would stay, and look like a verdict on this program.
      run.errored(item, new this.api.TestMessage(DEFECT));
      throw error;
    } finally {
      listener.dispose();
      shown.dispose();
      this.invalidation.told(target);
    }
  }

  /** Null when there is nothing to run the step on, which has then been said. */
  async #target({ item, course, step }: RequestedStep, run: vscode.TestRun): Promise<Target | null> {
    try {
      const found = await this.targets.find(course, step);
      if (found === null) throw new CodedError('no-learner-folder', { course: course.title });
      return found;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      run.errored(item, this.#message(error));
      return null;
    }
  }

  #message(error: CodedError): vscode.TestMessage {
    const text = messageText(error);
    return new this.api.TestMessage(error.code === 'no-learner-folder' ? linked(this.api, text, START_COURSE) : text);
  }

  #leaves(item: vscode.TestItem, { isExcluded }: RequestedSteps): readonly vscode.TestItem[] {
    return leavesOf(item).filter((leaf) => !isExcluded(leaf));
  }
}

function isFor(given: Target | undefined, course: Course, step: Step): given is Target {
  return given?.course.id === course.id && given.step.id === step.id;
}

function messageText(message: Message): string {
  const { advice } = textOf(message);
  return escapeText(advice === undefined ? fullText(message) : `${fullText(message)}\n${advice}`);
}
