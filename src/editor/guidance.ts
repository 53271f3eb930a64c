import type { ExtensionContext } from 'vscode';
import type { Platform } from '../contract/platform';
import { type Api, type Disposable, DisposableStore } from './base/api';
import type { RunNewsSource } from './base/run-news';
import type { Target } from './base/target';
import { GoToStep } from './commands/go-to-step';
import { MoveOn } from './commands/move-on';
import { ResetStep } from './commands/reset-step';
import { ShowSolution } from './commands/show-solution';
import { CourseTree } from './course/course-tree';
import type { CourseWorkspace } from './course/course-workspace';
import type { Journey } from './course/journey';
import { Pickers } from './course/pickers';
import type { Targets } from './course/targets';
import type { LastRuns } from './status/last-runs';
import { CourseDocuments } from './task/course-document';
import { OpenHints } from './task/open-hints';
import { type TaskModule, TaskView } from './task/task-view';

export interface GuidanceSources {
  readonly targets: Targets;
  readonly runs: LastRuns;
  readonly service: RunNewsSource;
  readonly journey: Journey;
  readonly workspace: CourseWorkspace;
  readonly platform: Platform;
  readonly load: () => Promise<TaskModule>;
}

/** What leads a learner through a course: the task, its hints, the way to the next step. */
export class Guidance implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #page: TaskView;
  readonly #hints: OpenHints;
  readonly #move: MoveOn;
  readonly #goTo: GoToStep;
  readonly #reset: ResetStep;
  readonly #solution: ShowSolution;

  constructor(
    private readonly api: Api,
    context: Pick<ExtensionContext, 'workspaceState' | 'extensionUri'>,
    private readonly sources: GuidanceSources,
  ) {
    const { targets, runs, service, journey, workspace, platform, load } = sources;
    this.#hints = this.#disposables.add(new OpenHints(api, context.workspaceState, service));
    const hints = this.#hints;
    const extension = context.extensionUri;
    this.#page = this.#disposables.add(new TaskView(api, { targets, runs, hints, load, extension, platform }));
    const { onDidChange } = targets;
    const brokenIn = (root: string) => runs.brokenIn(root);
    const tree = this.#disposables.add(new CourseTree(api, { workspace, onDidChange, brokenIn }));
    this.#disposables.add(runs.onDidChange(({ phase }) => (phase === 'ended' ? tree.refresh() : undefined)));
    const begin = (target: Target) => this.begin(target);
    this.#goTo = new GoToStep(api, workspace, targets, journey, new Pickers(api), begin);
    this.#reset = new ResetStep(api, targets, platform);
    this.#solution = new ShowSolution(api, targets, this.#disposables.add(new CourseDocuments(api, workspace)));
    this.#move = new MoveOn(api, targets, journey, begin);
  }

  /** Whether the page of a task is on the screen. */
  get showsTask(): boolean {
    return this.#page.isVisible;
  }

  /** The actions of commands, by their names. */
  get actions() {
    return {
      openTask: () => this.#page.open(),
      showHint: () => this.#showHint(),
      nextStep: (given: unknown) => this.#move.next(given),
      previousStep: (given: unknown) => this.#move.previous(given),
      goToStep: (given: unknown) => this.#goTo.run(given),
      showSolution: () => this.#solution.run(),
      useSolution: () => this.#reset.useSolution(),
      resetStep: () => this.#reset.reset(),
      undoReset: () => this.#reset.undo(),
    };
  }

  /** Shows program and task of a step that the learner has come to. A step may begin without a file: the learner makes it. */
  async begin(target: Target): Promise<void> {
    const { window, Uri, ViewColumn } = this.api;
    const shown = window.showTextDocument(Uri.file(target.file), { preview: false, viewColumn: ViewColumn.One });
    await shown.then(undefined, () => undefined);
    await this.#page.open(target);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #showHint(): Promise<void> {
    const target = await this.sources.targets.current();
    if (target !== null) await this.#hints.openOne(target);
    await this.#page.open(target);
  }
}
