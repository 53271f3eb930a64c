import type { Event, TreeDataProvider, TreeItem, TreeView } from 'vscode';
import type { Step } from '../../course/format/format';
import { textOf } from '../../results/texts';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { COMMANDS } from '../base/commands';
import { plainLabel, plainMessage } from '../base/escape-ui';
import { type LearnerFolder, mayGoTo, otherRuntime } from '../base/target';
import type { CourseWorkspace } from './course-workspace';

export const COURSE_VIEW = 'codealong.course';
/** True in a window in which somebody works on a course. */
const ACTIVE = 'codealong.active';
/** True in a window in which somebody writes a course. */
const AUTHORING = 'codealong.authoring';

/** How a step of the tree stands. */
export type StepState = 'done' | 'older' | 'elsewhere' | 'current' | 'added' | 'open' | 'broken' | 'later';

/** A step of a learner's folder. */
export interface StepNode {
  readonly folder: LearnerFolder;
  readonly step: Step;
  readonly state: StepState;
  /** Whether the learner is at it, which a broken step does not show by its state. */
  readonly isCurrent: boolean;
}

export interface CourseTreeSources {
  readonly workspace: Pick<CourseWorkspace, 'folders' | 'authored' | 'stepOf'>;
  /** Courses, folders or progress were read anew. */
  readonly onDidChange: Event<void>;
  /** The steps that the program of a folder has passed and passes no longer. */
  readonly brokenIn: (folder: LearnerFolder) => readonly Step[];
}

const ICONS: Readonly<Record<StepState, readonly [icon: string, colour: string | null]>> = {
  done: ['pass-filled', 'testing.iconPassed'],
  older: ['pass', 'testing.iconQueued'],
  elsewhere: ['pass', 'testing.iconQueued'],
  added: ['circle-large-outline', 'charts.yellow'],
  current: ['arrow-circle-right', 'charts.blue'],
  open: ['circle-large-outline', null],
  broken: ['error', 'testing.iconFailed'],
  later: ['circle-outline', 'disabledForeground'],
};

/** The steps of the course, and how far the learner is. With several folders, each is a row of its own with its steps below. */
export class CourseTree implements TreeDataProvider<LearnerFolder | StepNode>, Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed;
  readonly #view: TreeView<LearnerFolder | StepNode>;

  constructor(
    private readonly api: Api,
    private readonly sources: CourseTreeSources,
  ) {
    this.#changed = this.#disposables.add(new api.EventEmitter<undefined>());
    this.#view = this.#disposables.add(api.window.createTreeView(COURSE_VIEW, { treeDataProvider: this }));
    this.#disposables.add(sources.onDidChange(() => this.refresh()));
    this.refresh();
  }

  get onDidChangeTreeData() {
    return this.#changed.event;
  }

  /** Shows the present state. */
  refresh(): void {
    const { folders, authored } = this.sources.workspace;
    void this.api.commands.executeCommand('setContext', ACTIVE, folders.length > 0);
    void this.api.commands.executeCommand('setContext', AUTHORING, authored.length > 0);
    this.#changed.fire(undefined);
    this.#tellSum(folders);
  }

  async getChildren(above?: LearnerFolder | StepNode): Promise<(LearnerFolder | StepNode)[]> {
    const { folders } = this.sources.workspace;
    const [only] = folders;
    if (above !== undefined) return 'step' in above ? [] : this.#steps(above);
    return folders.length === 1 && only !== undefined ? this.#steps(only) : [...folders];
  }

  getTreeItem(node: LearnerFolder | StepNode): TreeItem {
    return 'step' in node ? this.#stepItem(node) : this.#folderItem(node);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #steps(folder: LearnerFolder): Promise<StepNode[]> {
    const current = await this.sources.workspace.stepOf(folder, null);
    const broken = this.sources.brokenIn(folder);
    return folder.course.steps.map((step) => ({
      folder,
      step,
      state: stateOf(folder, step, current, broken),
      isCurrent: step.id === current.id,
    }));
  }

  #stepItem({ folder, step, state, isCurrent }: StepNode): TreeItem {
    const { tree } = editorCatalogue;
    const label = `${step.number}. ${plainLabel(step.title)}`;
    const item = new this.api.TreeItem(label);
    item.id = `${folder.root}\n${step.id}`;
    const said = wordsOn(folder, step, state, isCurrent);
    item.description = said;
    item.contextValue = mayGoTo(folder, step) ? 'reached' : 'later';
    const [icon, colour] = ICONS[state];
    item.iconPath = new this.api.ThemeIcon(icon, colour === null ? undefined : new this.api.ThemeColor(colour));
    item.accessibilityInformation = { label: tree.spoken(label, said) };
    item.command = {
      title: COMMANDS.goToStep.title,
      command: COMMANDS.goToStep.id,
      arguments: [{ folder, step }],
    };
    return item;
  }

  #folderItem({ root, course }: LearnerFolder): TreeItem {
    const item = new this.api.TreeItem(plainLabel(course.title), this.api.TreeItemCollapsibleState.Expanded);
    item.id = root;
    item.resourceUri = this.api.Uri.file(root);
    item.description = true;
    return item;
  }

  #tellSum(folders: readonly LearnerFolder[]): void {
    const { tree } = editorCatalogue;
    const broken = folders.flatMap((folder) => this.sources.brokenIn(folder)).length;
    this.#view.badge = broken === 0 ? undefined : { value: broken, tooltip: tree.brokenSteps(broken) };
    const [only] = folders;
    const known = folders.length === 1 && only?.done !== undefined;
    const problem = folders.find((folder) => folder.problem !== undefined)?.problem;
    const sum = known ? tree.sum(only.done.size, only.course.steps.length) : '';
    this.#view.message = problem === undefined ? sum : plainMessage(textOf(problem).title);
    this.#view.description = known ? plainLabel(only.course.title) : '';
  }
}

function wordsOn(folder: LearnerFolder, step: Step, state: StepState, isCurrent: boolean): string {
  const { tree } = editorCatalogue;
  const more = state === 'current' ? (outdated(folder, step) ?? state) : state;
  const words = more === 'elsewhere' ? tree.elsewhere(otherRuntime(folder, step) ?? '') : tree[more];
  return isCurrent && more !== 'current' ? `${tree.current}, ${words}` : words;
}

function outdated(folder: LearnerFolder, step: Step): StepState | null {
  if (otherRuntime(folder, step) !== null) return 'elsewhere';
  return folder.older?.has(step.id) ? 'older' : null;
}

function stateOf(folder: LearnerFolder, step: Step, current: Step, broken: readonly Step[]): StepState {
  const { done = new Set(), added = new Set() } = folder;
  if (broken.some(({ id }) => id === step.id)) return 'broken';
  if (step.id === current.id) return 'current';
  if (done.has(step.id)) return outdated(folder, step) ?? 'done';
  if (added.has(step.id)) return 'added';
  return mayGoTo(folder, step) ? 'open' : 'later';
}
