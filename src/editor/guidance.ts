import type { ExtensionContext, Uri, WebviewPanel } from 'vscode';
import type { Platform } from '../contract/platform';
import { hasChoices } from '../course/progress/choices';
import { type Api, type Disposable, DisposableStore } from './base/api';
import { COURSE_SCHEME } from './course/course-document';
import { CourseTree } from './course/course-tree';
import type { CourseWorkspace } from './course/course-workspace';
import type { Journey } from './course/journey';
import { PendingFolder } from './course/pending';
import type { Targets } from './course/targets';
import type { LastRuns } from './status/last-runs';
import { OpenHints } from './task/open-hints';
import type { StepSources, Steps } from './task/steps';
import { TASK_VIEW } from './task/task-panel';

/** What is loaded with the first task. */
export interface TaskModule {
  readonly Steps: typeof Steps;
}

export interface GuidanceSources {
  readonly targets: Targets;
  readonly runs: LastRuns;
  readonly journey: Journey;
  readonly workspace: CourseWorkspace;
  readonly platform: Platform;
  /** Looks for courses and learners' folders again, and shows them everywhere. */
  readonly refresh: () => Promise<void>;
  readonly load: () => Promise<TaskModule>;
}

/** What leads a learner through a course: the tree of its steps now, and the page of a task once it is wanted. */
export class Guidance implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #parts: StepSources;
  #loading: Promise<Steps> | null = null;
  #steps: Steps | null = null;

  constructor(
    private readonly api: Api,
    context: Pick<ExtensionContext, 'workspaceState' | 'globalState' | 'extensionUri'>,
    private readonly sources: GuidanceSources,
  ) {
    const { targets, runs, workspace } = sources;
    const hints = this.#disposables.add(new OpenHints(api, context.workspaceState));
    const pending = new PendingFolder(context.globalState, Date.now);
    this.#parts = { ...sources, hints, pending, extension: context.extensionUri };
    const { onDidChange } = targets;
    const tree = new CourseTree(api, { workspace, onDidChange, brokenIn: (root) => runs.brokenIn(root) });
    this.#disposables.add(tree);
    this.#disposables.add(runs.onDidChange(({ phase }) => (phase === 'ended' ? tree.refresh() : undefined)));
    const adopt = async (panel: WebviewPanel) => (await this.#loaded()).adopt(panel);
    this.#disposables.add(api.window.registerWebviewPanelSerializer(TASK_VIEW, { deserializeWebviewPanel: adopt }));
    const provideTextDocumentContent = async (uri: Uri) => (await this.#loaded()).contentOf(uri);
    this.#disposables.add(
      api.workspace.registerTextDocumentContentProvider(COURSE_SCHEME, { provideTextDocumentContent }),
    );
  }

  /** Whether the page of a task is on the screen. */
  get showsTask(): boolean {
    return this.#steps?.showsTask ?? false;
  }

  /** The actions of commands, by their names. */
  get actions() {
    const run = (name: keyof Steps['actions']) => async (given: unknown) => (await this.#loaded()).actions[name](given);
    return {
      startCourse: run('startCourse'),
      openTask: run('openTask'),
      showHint: run('showHint'),
      nextStep: run('nextStep'),
      previousStep: run('previousStep'),
      goToStep: run('goToStep'),
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
    const chosen = await Promise.all(workspaces.map(hasChoices));
    if (chosen.includes(true)) await (await this.#loaded()).keepChoices(workspaces);
  }

  dispose(): void {
    this.#disposables.dispose();
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
