import type { Memento, Uri, WebviewPanel } from 'vscode';
import type { Platform } from '../../contract/platform';
import { textOf } from '../../results/texts';
import { editorCatalogue, stepCatalogue } from '../../results/texts/editor-catalogue';
import { speak } from '../../results/texts/translation';
import type { Runner } from '../../run/runner';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { plainMessage } from '../base/escape-ui';
import { stepGiven, type Target } from '../base/target';
import { ChooseRuntime } from '../commands/choose-runtime';
import { GoToStep } from '../commands/go-to-step';
import { MoveOn } from '../commands/move-on';
import { RenameBack } from '../commands/rename-back';
import { ResetStep } from '../commands/reset-step';
import { ShowSolution } from '../commands/show-solution';
import { StartCourse } from '../commands/start-course';
import { AiSuggestions } from '../course/ai-suggestions';
import { previewOf } from '../course/authored';
import { CourseDocuments } from '../course/course-document';
import type { CourseWorkspace } from '../course/course-workspace';
import type { Journey } from '../course/journey';
import type { PendingFolder } from '../course/pending';
import { Pickers } from '../course/pickers';
import type { Targets } from '../course/targets';
import type { LastRun } from '../status/last-run';
import type { LastRuns } from '../status/last-runs';
import type { HintOffers } from '../testing/hint-offers';
import type { RunOnSave } from '../testing/run-on-save';
import { SaveSwitch } from '../testing/save-switch';
import type { TestRequests } from '../testing/test-requests';
import type { OpenHints } from './open-hints';
import { ShowHint } from './show-hint';
import { TaskView } from './task-view';

export interface StepSources {
  readonly targets: Targets;
  readonly runs: LastRuns;
  readonly openHints: OpenHints;
  readonly hints: HintOffers;
  readonly onSave: RunOnSave;
  readonly requests: Pick<TestRequests, 'ofCourse'>;
  readonly journey: Journey;
  readonly workspace: CourseWorkspace;
  readonly pending: PendingFolder;
  /** Looks for courses and learners' folders again, and shows them everywhere. */
  readonly refresh: () => Promise<void>;
  /** Makes the editor read a document of a course again. */
  readonly documentChanged: (uri: Uri) => void;
  readonly platform: Platform;
  readonly runner: () => Promise<Runner>;
  /** Of the workspace. */
  readonly memento: Memento;
  /** A defect of ours that nobody waits for. */
  readonly crashed: (error: unknown) => void;
  /** The folder of the extension. */
  readonly extension: Uri;
}

/** The page of a task, and the commands about courses and steps. A window loads them when one of them is wanted first. */
export class Steps implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #page: TaskView;
  readonly #documents: CourseDocuments;
  readonly #startCourse: StartCourse;
  readonly #ai: AiSuggestions;
  readonly #saveSwitch: SaveSwitch;

  constructor(
    private readonly api: Api,
    private readonly sources: StepSources,
  ) {
    // The texts of this bundle are not those of the window's.
    speak(api.l10n.bundle, { steps: stepCatalogue });
    const { workspace, pending, refresh } = sources;
    const { textFile: name } = stepCatalogue.task;
    const task = { name, text: () => this.#page.text(), changed: (uri: Uri) => sources.documentChanged(uri) };
    this.#documents = new CourseDocuments(api, workspace, task);
    this.#page = this.#disposables.add(new TaskView(api, { ...sources, documents: this.#documents }));
    this.#ai = new AiSuggestions(api, sources.targets);
    this.#saveSwitch = this.#disposables.add(new SaveSwitch(api, sources));
    this.#startCourse = new StartCourse(api, workspace, new Pickers(api), pending, {
      choose: (root) => this.#ai.ask(root),
      keep: (root) => this.#ai.keep(root),
      refresh,
      begin: (target) => this.begin(target),
    });
  }

  get showsTask(): boolean {
    return this.#page.isVisible;
  }

  /** The actions of commands, by their names. */
  get actions() {
    const { api } = this;
    const { targets, journey, runs, workspace, platform } = this.sources;
    const begin = (target: Target) => this.begin(target);
    const move = new MoveOn(api, targets, journey, runs, { begin, finish: (target) => this.#page.finish(target) });
    const goTo = new GoToStep(api, workspace, targets, journey, new Pickers(api), begin);
    const hint = new ShowHint(api, this.sources, (target) => this.#page.open(target));
    const reset = new ResetStep(api, targets, platform);
    const runtime = new ChooseRuntime(api, targets, workspace, journey, this.sources.runner);
    return {
      startCourse: () => this.#startCourse.run(),
      openTask: () => this.#page.open(),
      openTaskAsText: () => this.#page.openAsText(),
      renameBack: (given: unknown) => new RenameBack(api, targets, runs).run(given),
      showHint: (given: unknown, step?: unknown) => hint.run(given, step),
      runOnSave: (given: unknown) => this.#saveSwitch.on(given),
      stopRunOnSave: () => this.#saveSwitch.off(),
      nextStep: (given: unknown) => move.next(given),
      previousStep: (given: unknown) => move.previous(given),
      goToStep: (given: unknown) => this.#goToStep(goTo, given),
      chooseRuntime: (given: unknown, id?: unknown) => runtime.run(given, id),
      showSolution: (given: unknown) => new ShowSolution(api, targets, this.#documents, runs).run(given),
      useSolution: (given: unknown) => reset.useSolution(given),
      resetStep: (given: unknown) => reset.reset(given),
      undoReset: (given: unknown) => reset.undo(given),
      learnWithoutAi: (given: unknown) => this.#ai.switchOff(given),
      learnWithAi: (given: unknown) => this.#ai.switchOn(given),
    };
  }

  /** After a run that has found no program, where the page does not say it. */
  offerRename(run: LastRun): void {
    const headline = run.verdict?.headline ?? null;
    if (headline === null || this.showsTask) return;
    const { title, advice = '' } = textOf(headline);
    new RenameBack(this.api, this.sources.targets, this.sources.runs).offer(run, plainMessage(`${title} ${advice}`));
  }

  /** The text of a starter or a solution. */
  contentOf(uri: Uri): Promise<string> {
    return this.#documents.provideTextDocumentContent(uri);
  }

  /** Carries on in a window that was opened for a course folder. */
  resume(): Promise<void> {
    return this.#startCourse.resume();
  }

  /** What the learner has chosen for a folder counts again. */
  async keepChoices(roots: readonly string[]): Promise<void> {
    for (const root of roots) await this.#ai.keep(root);
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

  /** Who writes a course sees any step of it; who learns goes to one that was reached. */
  async #goToStep(goTo: GoToStep, given: unknown): Promise<void> {
    const { workspace, targets } = this.sources;
    const { authored } = workspace;
    const isRow = stepGiven(given) !== null;
    const preview = isRow ? null : this.#page.preview;
    const isLearner = async () => (await targets.current())?.alone === undefined && (await targets.current()) !== null;
    const isAuthor = preview !== null || (!isRow && authored.length > 0 && !(await isLearner()));
    if (!isAuthor) return goTo.run(given);
    const pickers = new Pickers(this.api);
    const { courseToSee } = stepCatalogue.task;
    const [only] = authored;
    const course =
      preview?.course ?? (authored.length === 1 && only ? only : await pickers.course(authored, courseToSee));
    const step = course === null ? null : await pickers.step(course, editorCatalogue.questions.stepToGoTo);
    if (course !== null && step !== null) await this.#page.open(previewOf(course, step));
  }
}
