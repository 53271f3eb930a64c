import type { Uri, WebviewPanel } from 'vscode';
import type { Platform } from '../../contract/platform';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import type { Target } from '../base/target';
import { GoToStep } from '../commands/go-to-step';
import { MoveOn } from '../commands/move-on';
import { ResetStep } from '../commands/reset-step';
import { ShowSolution } from '../commands/show-solution';
import type { CourseDocuments } from '../course/course-document';
import type { CourseWorkspace } from '../course/course-workspace';
import type { Journey } from '../course/journey';
import { Pickers } from '../course/pickers';
import type { Targets } from '../course/targets';
import type { LastRuns } from '../status/last-runs';
import type { OpenHints } from './open-hints';
import { TaskView } from './task-view';

export interface StepSources {
  readonly targets: Targets;
  readonly runs: LastRuns;
  readonly hints: OpenHints;
  readonly journey: Journey;
  readonly workspace: CourseWorkspace;
  readonly documents: CourseDocuments;
  readonly platform: Platform;
  /** The folder of the extension. */
  readonly extension: Uri;
}

/** The page of a task, and the commands about steps. A window loads them when one of them is wanted first. */
export class Steps implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #page: TaskView;

  constructor(
    private readonly api: Api,
    private readonly sources: StepSources,
  ) {
    this.#page = this.#disposables.add(new TaskView(api, sources));
  }

  get showsTask(): boolean {
    return this.#page.isVisible;
  }

  /** The actions of commands, by their names. */
  get actions() {
    const { api } = this;
    const { targets, journey, workspace, documents, platform } = this.sources;
    const begin = (target: Target) => this.begin(target);
    const move = new MoveOn(api, targets, journey, begin);
    const goTo = new GoToStep(api, workspace, targets, journey, new Pickers(api), begin);
    const reset = new ResetStep(api, targets, platform);
    return {
      openTask: () => this.#page.open(),
      showHint: () => this.#showHint(),
      nextStep: (given: unknown) => move.next(given),
      previousStep: (given: unknown) => move.previous(given),
      goToStep: (given: unknown) => goTo.run(given),
      showSolution: () => new ShowSolution(api, targets, documents).run(),
      useSolution: () => reset.useSolution(),
      resetStep: () => reset.reset(),
      undoReset: () => reset.undo(),
    };
  }

  /** A panel of the window before: it shows the present step. */
  adopt(panel: WebviewPanel): Promise<void> {
    return this.#page.adopt(panel);
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
    if (target !== null) await this.sources.hints.openOne(target);
    await this.#page.open(target);
  }
}
