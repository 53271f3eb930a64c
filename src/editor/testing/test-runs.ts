import type * as vscode from 'vscode';
import { CodedError, type Message } from '../../contract/codes';
import type { Report } from '../../contract/report';
import type { Verdict } from '../../contract/verdict';
import type { Course } from '../../course/format/format';
import { languageOf } from '../../course/languages';
import { fullText, textOf } from '../../results/texts';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { StepResult } from '../../run/request';
import type { Api } from '../base/api';
import type { RunObserver } from '../base/run-news';
import type { Target } from '../base/target';
import type { Journey } from '../course/journey';
import type { CoverageRun } from '../coverage/coverage-view';
import type { RunService } from '../run/run-service';
import { QUICK_MS } from '../run/timing';
import { linked, startCourseLink } from './command-link';
import type { HintOffers } from './hint-offers';
import type { Invalidation } from './invalidate';
import { coverageOutput } from './output';
import { leafItems, type RequestedStep, type RequestedSteps, requestedSteps } from './requested-steps';
import { StepRun } from './step-run';
import type { StepTargets } from './step-targets';
import type { StepView } from './step-view';
import type { TestTree } from './tree';

/** Shows which lines the tests of a step have reached. It says in words what they did not reach. */
export type ShowCoverage = (shown: CoverageRun) => Promise<string>;

/** A request that is carried out. */
interface RunRequest {
  readonly requested: RequestedSteps;
  readonly run: vscode.TestRun;
  readonly signal: AbortSignal;
  /** The target that the caller has named, if any. */
  readonly given: Target | undefined;
  /** What goes on when the results are shown already. The test run stays open for it. */
  readonly afterwards: Promise<void>[];
  /** One step was asked for by itself, and not once more at each save: the learner is at it from now on. */
  readonly moves: boolean;
  /** Undefined where nobody asks for coverage. */
  readonly cover: ShowCoverage | undefined;
}

/**
 * The one path of every run: tree, gutter, CodeLens and palette make a request and come here. Steps are run one after the other, each
 * with its whole suite. All of its tests are shown, also those that were not requested, because they were run just as well.
 */
export class TestRuns {
  constructor(
    private readonly api: Api,
    private readonly tree: TestTree,
    private readonly targets: StepTargets,
    private readonly service: Pick<RunService, 'run'>,
    private readonly invalidation: Pick<Invalidation, 'resultsShown' | 'isOutdated'>,
    private readonly journey: Pick<Journey, 'cameTo'>,
    private readonly hints: Pick<HintOffers, 'during'>,
    private readonly quickMs = QUICK_MS,
  ) {}

  /**
   * Resolves when the results are shown. The test run stays open for what a traced run may find.
   * @param given the target, where the caller knows it: the file of the CodeLens, of the palette.
   */
  async handle(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    given?: Target,
    cover?: ShowCoverage,
  ): Promise<void> {
    const whole = requestedSteps(this.tree, request);
    const requested = await (request.continuous ? this.#current(whole) : this.#reached(whole));
    const run = this.tree.controller.createTestRun(request);
    const stop = new AbortController();
    const cancel = () => stop.abort();
    const listeners = [token, run.token].map((one) => one.onCancellationRequested(cancel));
    if (token.isCancellationRequested) cancel();
    const afterwards: Promise<void>[] = [];
    const end = () => {
      for (const listener of listeners) listener.dispose();
      run.end();
    };
    try {
      const moves = requested.steps.length === 1 && request.continuous !== true;
      await this.#all({ requested, run, signal: stop.signal, given, moves, afterwards, cover });
    } finally {
      if (afterwards.length === 0) end();
      else void Promise.allSettled(afterwards).then(end);
    }
  }

  /** A whole course is run up to the step that the learner has come to: the steps after it would only be red. */
  async #reached(requested: RequestedSteps): Promise<RequestedSteps> {
    const courses = new Set(requested.steps.flatMap(({ named, course }) => (named ? [] : [course])));
    if (courses.size === 0) return requested;
    const asked = [...courses].map(async (course) => [course, await this.targets.furthest(course)] as const);
    const furthest = new Map(await Promise.all(asked));
    const isReached = ({ named, course, step }: RequestedStep) =>
      named || step.number <= (furthest.get(course) ?? course.steps.length);
    return { ...requested, steps: requested.steps.filter(isReached) };
  }

  /**
   * At each save a course is run at the step that the learner is at by then: from its first step on, the next save would come before
   * theirs. A step that was asked for stays that step.
   */
  async #current(requested: RequestedSteps): Promise<RequestedSteps> {
    const courses = new Set(requested.steps.flatMap(({ named, course }) => (named ? [] : [course])));
    const asked = [...courses].map(async (course) => [course, await this.targets.current(course)] as const);
    const current = new Map(await Promise.all(asked));
    const isCurrent = ({ named, course, step }: RequestedStep) => named || step.id === current.get(course)?.id;
    return { ...requested, steps: requested.steps.filter(isCurrent) };
  }

  async #all(request: RunRequest): Promise<void> {
    const { requested, run, signal } = request;
    for (const item of requested.broken) run.errored(item, new this.api.TestMessage(item.error ?? item.label));
    // The first step shows its items as queued itself, if it takes long enough.
    for (const { item } of requested.steps.slice(1))
      for (const leaf of this.#leafItems(item, requested)) run.enqueued(leaf);
    let open = true;
    for (const step of requested.steps) {
      if (open && !signal.aborted) open = await this.#step(step, request);
      else for (const leaf of this.#leafItems(step.item, requested)) run.skipped(leaf);
    }
  }

  /** @returns whether the next step may follow: not when a newer run has replaced this one. */
  async #step(step: RequestedStep, request: RunRequest): Promise<boolean> {
    const { run, given, signal } = request;
    const target = given?.course.id === step.course.id ? this.targets.at(given, step) : await this.#target(step, run);
    if (target === null) return true;
    this.targets.used(target);
    // Before the run: a learner who goes on meanwhile would be called back.
    if (request.moves) await this.journey.cameTo(target);
    const shown = new StepRun(this.api, this.#view(step, request, target), target, this.quickMs);
    let replaced = false;
    const observer: RunObserver = (news) => {
      shown.take(news);
      if (news.kind === 'finished' && news.result.traced !== undefined) {
        const { verdict, traced } = news.result;
        request.afterwards.push(this.#showReached(shown, target, verdict, traced));
      }
      if (news.kind === 'finished' && request.cover !== undefined)
        request.afterwards.push(this.#showCoverage(request, target, news.result));
      if (news.kind === 'replaced') replaced = true;
      if (news.kind === 'event' && news.event.event === 'finished') this.invalidation.resultsShown(target);
    };
    try {
      await this.service.run(target, observer, signal, request.cover === undefined ? {} : { coverage: 'all' });
      // The next step would cut off what is told behind this one.
      if (request.cover !== undefined) await Promise.all(request.afterwards);
    } catch (error) {
      // Older results would stay, and look like a verdict on this program.
      run.errored(step.item, new this.api.TestMessage(editorCatalogue.news.runDefect));
      throw error;
    } finally {
      shown.dispose();
      this.invalidation.resultsShown(target);
    }
    return !replaced;
  }

  /** Left out where the learner has begun to edit: its line may not be that line any more. */
  async #showReached(shown: StepRun, target: Target, verdict: Verdict, traced: Promise<Report | null>): Promise<void> {
    const report = await traced;
    if (report !== null && !this.invalidation.isOutdated(target)) shown.reached(verdict, report);
  }

  async #showCoverage({ cover, run }: RunRequest, target: Target, result: StepResult): Promise<void> {
    const { course } = target;
    const item = (test: string) => {
      const step = course.steps.find(({ folder }) => test.startsWith(`${folder}/`));
      return step && this.tree.test(course, step, test.slice(step.folder.length + 1));
    };
    if (cover !== undefined) run.appendOutput(coverageOutput(await cover({ target, run, result, item })));
  }

  #view({ item }: RequestedStep, { requested, run }: RunRequest, target: Target): StepView {
    const isRequested = (one: vscode.TestItem) => requested.steps.some((other) => other.item === one);
    const queued = this.#leafItems(item, requested);
    const offersHint = this.hints.during(target);
    return { tree: this.tree, run, isExcluded: requested.isExcluded, isRequested, queued, offersHint };
  }

  /** Null when there is nothing to run the step on, which has then been said. */
  async #target({ item, course, step }: RequestedStep, run: vscode.TestRun): Promise<Target | null> {
    try {
      const found = await this.targets.find(course, step);
      if (found === null) throw noLearnerFolder(course);
      return found;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      run.errored(item, this.#message(error));
      return null;
    }
  }

  #message(error: CodedError): vscode.TestMessage {
    const text = messageText(error);
    return new this.api.TestMessage(
      error.code === 'no-learner-folder' ? linked(this.api, text, startCourseLink()) : text,
    );
  }

  #leafItems(item: vscode.TestItem, { isExcluded }: RequestedSteps): readonly vscode.TestItem[] {
    return leafItems(item).filter((leaf) => !isExcluded(leaf));
  }
}

function messageText(message: Message): string {
  const { advice } = textOf(message);
  return advice === undefined ? fullText(message) : `${fullText(message)}\n${advice}`;
}

export function noLearnerFolder(course: Course): CodedError {
  return new CodedError('no-learner-folder', { course: course.title, language: languageOf(course).name });
}
