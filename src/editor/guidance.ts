import type { ExtensionContext, WebviewPanel } from 'vscode';
import type { Platform } from '../contract/platform';
import { type Api, type Disposable, DisposableStore } from './base/api';
import type { RunNewsSource } from './base/run-news';
import type { Target } from './base/target';
import { CourseDocuments } from './course/course-document';
import { CourseTree } from './course/course-tree';
import type { CourseWorkspace } from './course/course-workspace';
import type { Journey } from './course/journey';
import type { Targets } from './course/targets';
import type { LastRuns } from './status/last-runs';
import { OpenHints } from './task/open-hints';
import type { StepSources, Steps } from './task/steps';

/** What is loaded with the first task. */
export interface TaskModule {
  readonly Steps: typeof Steps;
}

export interface GuidanceSources {
  readonly targets: Targets;
  readonly runs: LastRuns;
  readonly service: RunNewsSource;
  readonly journey: Journey;
  readonly workspace: CourseWorkspace;
  readonly platform: Platform;
  readonly load: () => Promise<TaskModule>;
}

const VIEW = 'codealong.task';

/** What leads a learner through a course: the tree of its steps now, and the page of a task once it is wanted. */
export class Guidance implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #parts: StepSources;
  #loading: Promise<Steps> | null = null;
  #steps: Steps | null = null;

  constructor(
    private readonly api: Api,
    context: Pick<ExtensionContext, 'workspaceState' | 'extensionUri'>,
    private readonly sources: GuidanceSources,
  ) {
    const { targets, runs, service, workspace } = sources;
    const hints = this.#disposables.add(new OpenHints(api, context.workspaceState, service));
    const documents = this.#disposables.add(new CourseDocuments(api, workspace));
    this.#parts = { ...sources, hints, documents, extension: context.extensionUri };
    const { onDidChange } = targets;
    const tree = new CourseTree(api, { workspace, onDidChange, brokenIn: (root) => runs.brokenIn(root) });
    this.#disposables.add(tree);
    this.#disposables.add(runs.onDidChange(({ phase }) => (phase === 'ended' ? tree.refresh() : undefined)));
    const adopt = async (panel: WebviewPanel) => (await this.#loaded()).adopt(panel);
    this.#disposables.add(api.window.registerWebviewPanelSerializer(VIEW, { deserializeWebviewPanel: adopt }));
  }

  /** Whether the page of a task is on the screen. */
  get showsTask(): boolean {
    return this.#steps?.showsTask ?? false;
  }

  /** The actions of commands, by their names. */
  get actions() {
    const run = (name: keyof Steps['actions']) => async (given: unknown) => (await this.#loaded()).actions[name](given);
    return {
      openTask: run('openTask'),
      showHint: run('showHint'),
      nextStep: run('nextStep'),
      previousStep: run('previousStep'),
      goToStep: run('goToStep'),
      showSolution: run('showSolution'),
      useSolution: run('useSolution'),
      resetStep: run('resetStep'),
      undoReset: run('undoReset'),
    };
  }

  /** Shows program and task of a step that the learner has come to. */
  async begin(target: Target): Promise<void> {
    await (await this.#loaded()).begin(target);
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
