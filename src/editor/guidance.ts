import type { CancellationToken, ExtensionContext, Memento, Uri, WebviewPanel } from 'vscode';
import type { Platform } from '../contract/platform';
import { hasChoices } from '../course/progress/choices';
import type { Runner } from '../run/runner';
import { type Api, type Disposable, DisposableStore } from './base/api';
import { COMMANDS } from './base/commands';
import type { Target } from './base/target';
import { COURSE_SCHEME } from './course/course-document';
import { CourseTree } from './course/course-tree';
import type { CourseWorkspace } from './course/course-workspace';
import type { Journey } from './course/journey';
import { PendingFolder } from './course/pending';
import type { Targets } from './course/targets';
import type { CoverageView } from './coverage/coverage-view';
import type { DebugTests } from './debug/debug-tests';
import type { Debugged, KnownFailure } from './debug/debugged';
import type { RunService } from './run/run-service';
import { BuildNotification } from './status/build-progress';
import { failureIn, type LastRun, renamedIn } from './status/last-run';
import type { LastRuns } from './status/last-runs';
import type { OpenHints } from './task/open-hints';
import type { StepSources, Steps } from './task/steps';
import { TASK_VIEW } from './task/task-panel';
import type { Programs } from './terminal/programs';
import type { HintOffers } from './testing/hint-offers';
import type { RunOnSave } from './testing/run-on-save';
import type { TestRequests } from './testing/test-requests';

/** The profile of a course's client: for our own split terminals alone, and not in the manifest. */
const CLIENT_PROFILE = 'codealong.client';

/** What is loaded with the first task or terminal. */
export interface TaskModule {
  readonly Steps: typeof Steps;
  readonly Programs: typeof Programs;
  readonly DebugTests: typeof DebugTests;
  readonly CoverageView: typeof CoverageView;
}

export interface GuidanceSources {
  readonly targets: Targets;
  readonly runs: LastRuns;
  readonly openHints: OpenHints;
  readonly hints: HintOffers;
  readonly onSave: RunOnSave;
  readonly requests: Pick<TestRequests, 'ofCourse'>;
  readonly journey: Journey;
  readonly workspace: CourseWorkspace;
  readonly platform: Platform;
  /** Of the workspace. */
  readonly memento: Memento;
  /** Looks for courses and learners' folders again, and shows them everywhere. */
  readonly refresh: () => Promise<void>;
  /** Resolves once courses and folders have been read for the first time. */
  readonly ready: () => Promise<void>;
  readonly load: () => Promise<TaskModule>;
  readonly runner: () => Promise<Runner>;
  readonly save: RunService['save'];
  /** A defect of ours in a part that nobody waits for. */
  readonly crashed: (error: unknown, what?: string) => void;
}

/** What leads a learner through a course: the tree of its steps now, and the page of a task once it is wanted. */
export class Guidance implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #parts: StepSources;
  #loading: Promise<Steps> | null = null;
  #steps: Steps | null = null;
  #programs: Programs | null = null;
  #debugTests: DebugTests | null = null;
  #coverageView: CoverageView | null = null;
  readonly #extensionId: string;

  constructor(
    private readonly api: Api,
    context: Pick<ExtensionContext, 'globalState' | 'extensionUri' | 'extension'>,
    private readonly sources: GuidanceSources,
  ) {
    const { targets, runs, workspace } = sources;
    const pending = new PendingFolder(context.globalState, Date.now);
    const documentChanged = this.#disposables.add(new api.EventEmitter<Uri>());
    const crashed = (error: unknown) => sources.crashed(error, COMMANDS.openTask.title);
    const shown = { crashed, documentChanged: (uri: Uri) => documentChanged.fire(uri) };
    this.#parts = { ...sources, ...shown, pending, extension: context.extensionUri };
    const { onDidChange } = targets;
    const tree = new CourseTree(api, { workspace, onDidChange, brokenIn: (folder) => runs.brokenIn(folder) });
    this.#disposables.add(tree);
    this.#disposables.add(
      runs.onDidChange((run) => {
        if (run.phase !== 'ended') return;
        tree.refresh();
        if (!run.edited && renamedIn(run) !== null) void this.#offerRename(run).catch(crashed);
      }),
    );
    const adopt = async (panel: WebviewPanel) => (await this.#loaded()).adopt(panel);
    this.#disposables.add(api.window.registerWebviewPanelSerializer(TASK_VIEW, { deserializeWebviewPanel: adopt }));
    this.#extensionId = context.extension.id;
    const provideTerminalProfile = async () => (await this.#loadedPrograms()).provideTerminalProfile();
    this.#disposables.add(api.window.registerTerminalProfileProvider(CLIENT_PROFILE, { provideTerminalProfile }));
    // A document of the window before may be wanted before any course was read.
    const provideTextDocumentContent = async (uri: Uri) => {
      await sources.ready();
      return (await this.#loaded()).contentOf(uri);
    };
    const documents = { provideTextDocumentContent, onDidChange: documentChanged.event };
    this.#disposables.add(api.workspace.registerTextDocumentContentProvider(COURSE_SCHEME, documents));
  }

  /** Whether the page of a task is on the screen. */
  get showsTask(): boolean {
    return this.#steps?.showsTask ?? false;
  }

  /** The actions of commands, by their names. */
  get actions() {
    const program = (name: keyof Programs['actions']) => async (given: unknown) =>
      (await this.#loadedPrograms()).actions[name](given);
    const run = (name: keyof Steps['actions']) => async (given: unknown, more?: unknown) =>
      (await this.#loaded()).actions[name](given, more);
    return {
      runProgram: program('runProgram'),
      openClient: program('openClient'),
      startCourse: run('startCourse'),
      openTask: run('openTask'),
      renameBack: run('renameBack'),
      openTaskAsText: run('openTaskAsText'),
      showHint: run('showHint'),
      runOnSave: run('runOnSave'),
      stopRunOnSave: run('stopRunOnSave'),
      nextStep: run('nextStep'),
      previousStep: run('previousStep'),
      goToStep: run('goToStep'),
      chooseRuntime: run('chooseRuntime'),
      showSolution: run('showSolution'),
      useSolution: run('useSolution'),
      resetStep: run('resetStep'),
      undoReset: run('undoReset'),
      learnWithoutAi: run('learnWithoutAi'),
      learnWithAi: run('learnWithAi'),
    };
  }

  /** Carries on in a window that was opened for a course folder. */
  async resume(workspaces: readonly string[]): Promise<void> {
    if (this.#parts.pending.isLeft(workspaces)) await (await this.#loaded()).resume();
    // A course may lie below the folder that is open, or around it.
    const roots = [...new Set([...workspaces, ...this.sources.workspace.roots])];
    const chosen = await Promise.all(roots.map(hasChoices));
    if (chosen.includes(true)) await (await this.#loaded()).keepChoices(roots);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #offerRename(run: LastRun): Promise<void> {
    (await this.#loaded()).offerRename(run);
  }

  async #loadedPrograms(): Promise<Programs> {
    const { Programs } = await this.sources.load();
    const names = { extensionId: this.#extensionId, clientProfile: CLIENT_PROFILE };
    this.#programs ??= this.#disposables.add(new Programs(this.api, { ...this.sources, ...names }));
    return this.#programs;
  }

  /** For debugging: the failure of this test at the last run, or the first one. */
  failureOf(target: Target, test: string | null): KnownFailure | null {
    return failureIn(this.sources.runs.of(target), test);
  }

  /** Debugs tests. Resolves when the session has ended. */
  async debug(debugged: Debugged, token: CancellationToken): Promise<void> {
    const { DebugTests } = await this.sources.load();
    const { runner, save, crashed } = this.sources;
    const buildNews = (cancel: () => void) => new BuildNotification(this.api, cancel);
    this.#debugTests ??= this.#disposables.add(new DebugTests(this.api, { runner, save, crashed, buildNews }));
    await this.#debugTests.debug(debugged, token);
  }

  /** What shows the lines that tests have reached. */
  async coverageView(): Promise<CoverageView> {
    const { CoverageView } = await this.sources.load();
    this.#coverageView ??= new CoverageView(this.api);
    return this.#coverageView;
  }

  /** A failure to load is not kept: the next command tries again. */
  #loaded(): Promise<Steps> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  async #load(): Promise<Steps> {
    const { Steps } = await this.sources.load();
    this.#steps = this.#disposables.add(new Steps(this.api, this.#parts));
    return this.#steps;
  }
}
