import path from 'node:path';
import type { Memento, TextDocument, Uri, WebviewPanel } from 'vscode';
import { CodedError } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import { type Step, stepFrom } from '../../course/format/format';
import { stepCatalogue } from '../../results/texts/editor-catalogue';
import { type ReadText, readCourseText } from '../../task/task-texts';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { COMMANDS } from '../base/commands';
import { Delayer } from '../base/delayer';
import { isSame, type Target } from '../base/target';
import { previewOf, within } from '../course/authored';
import type { CourseDocuments } from '../course/course-document';
import type { CourseWorkspace } from '../course/course-workspace';
import { tellNoCourse, whyNoCourse } from '../course/no-course';
import type { Targets } from '../course/targets';
import { BREATH_MS } from '../run/timing';
import type { LastRuns } from '../status/last-runs';
import type { HintOffers } from '../testing/hint-offers';
import type { RunOnSave } from '../testing/run-on-save';
import { FollowedTarget, isShowable } from './followed-target';
import type { OpenHints } from './open-hints';
import { emptyContent, finishContent, type TaskContent, taskContent } from './task-content';
import { decoded, TASK_COMMANDS, TASK_VIEW, TaskPanel, type TaskWish } from './task-panel';
import { inFull } from './task-state';

/** Milliseconds after a key press of an author, until their page shows it. */
const TYPED_MS = 250;
/** The folder whose course has ended on the page. The editor keeps it for this workspace, as a reload shows it again. */
const FINISHED = 'codealong.finished';
const PICTURE = /\.(?:png|jpe?g|gif|webp|svg)$/i;

export interface TaskSources {
  readonly targets: Pick<Targets, 'current' | 'meant' | 'of' | 'onDidChange' | 'withoutFile'>;
  readonly runs: Pick<LastRuns, 'of' | 'brokenIn' | 'onDidChange'>;
  readonly openHints: Pick<OpenHints, 'of' | 'onDidChange'>;
  readonly hints: Pick<HintOffers, 'failures'>;
  readonly onSave: Pick<RunOnSave, 'isOn' | 'onDidChange'>;
  readonly workspace: Pick<CourseWorkspace, 'authored' | 'courseById'>;
  readonly documents: Pick<CourseDocuments, 'uri' | 'taskUri' | 'taskChanged'>;
  /** The folder of the extension. */
  readonly extension: Uri;
  readonly platform: Platform;
  /** Of the workspace. */
  readonly memento: Pick<Memento, 'get' | 'update'>;
  /** A defect of ours that nobody waits for. */
  readonly crashed: (error: unknown) => void;
}

/** The one task page of the window: what to do in the step that the learner is at, beside the program. It never takes the focus. */
export class TaskView implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #soon: Delayer;
  readonly #typed: Delayer;
  readonly #followed: FollowedTarget;
  #panel: TaskPanel | null = null;
  #content: TaskContent | null = null;
  #asked = 0;

  constructor(
    private readonly api: Api,
    private readonly sources: TaskSources,
  ) {
    const { targets, runs, openHints, onSave } = sources;
    this.#followed = new FollowedTarget(api, sources);
    this.#soon = this.#disposables.add(new Delayer(() => this.#again(), BREATH_MS));
    this.#typed = this.#disposables.add(new Delayer(() => this.#again(), TYPED_MS));
    const again = () => this.#soon.soon();
    const changes = [
      targets.onDidChange,
      openHints.onDidChange,
      onSave.onDidChange,
      api.window.onDidChangeActiveTextEditor,
    ];
    for (const event of changes) this.#disposables.add(event(again));
    this.#disposables.add(
      runs.onDidChange(({ phase }) => {
        if (phase === 'running') this.#finish(null);
        again();
      }),
    );
    this.#disposables.add(api.workspace.onDidChangeTextDocument(({ document }) => this.#written(document.uri)));
    const watcher = this.#disposables.add(api.workspace.createFileSystemWatcher('**/{*.md,course.json}'));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete])
      this.#disposables.add(event((uri) => this.#written(uri)));
  }

  /** Opens the page beside the program, or shows it again. */
  async open(target: Target | null = null): Promise<void> {
    const wanted = target ?? (await this.#followed.find());
    if (!isShowable(wanted)) return this.#tellNone(wanted);
    this.#finish(null);
    this.#followed.pin(wanted);
    this.#followed.shown = wanted;
    if (this.#panel === null) {
      const where = { viewColumn: this.api.ViewColumn.Beside, preserveFocus: true };
      const panel = this.api.window.createWebviewPanel(TASK_VIEW, stepCatalogue.task.title, where);
      await this.adopt(panel, wanted);
      return;
    }
    this.#panel.reveal();
    await this.refresh(wanted);
  }

  /** Shows the end of the course. */
  async finish(target: Target): Promise<void> {
    await this.open(target);
    this.#finish(target.root);
    await this.refresh(target);
  }

  /** Opens what the page shows as a document, for those who do not see it. */
  async openAsText(): Promise<void> {
    const target = await this.#followed.find();
    if (!isShowable(target)) return this.#tellNone(target);
    const document = await this.api.workspace.openTextDocument(this.sources.documents.taskUri);
    await this.api.window.showTextDocument(document, { preview: false, viewColumn: this.api.ViewColumn.Beside });
  }

  /** What the page shows, as Markdown. */
  async text(): Promise<string> {
    const target = await this.#followed.find();
    return (await this.#read(isShowable(target) ? target : await this.#instead(target))).text;
  }

  /** The step whose page an author looks at; null for a learner. */
  get preview(): Target | null {
    const { shown } = this.#followed;
    return this.#panel !== null && shown?.preview === true ? shown : null;
  }

  /** Whether the page is on the screen. */
  get isVisible(): boolean {
    return this.#panel?.isVisible ?? false;
  }

  /** Shows the present state. The last question counts, whichever answer comes last. */
  async refresh(given: Target | null = null): Promise<void> {
    this.sources.documents.taskChanged();
    if (this.#panel === null) return;
    this.#asked += 1;
    const asked = this.#asked;
    const found = given ?? (await this.#followed.find());
    if (!isShowable(found) && this.#followed.shown !== null) return;
    const target = isShowable(found) ? found : await this.#instead(found);
    const content = await this.#read(target);
    if (asked !== this.#asked || this.#panel === null) return;
    if (typeof target !== 'string') this.#followed.shown = target;
    this.#content = content;
    this.#show(this.#panel, content);
  }

  dispose(): void {
    this.#asked += 1;
    this.#disposables.dispose();
    this.#panel?.dispose();
  }

  /** Takes a panel that is there already. */
  async adopt(panel: WebviewPanel, target: Target | null = null): Promise<void> {
    this.#panel?.dispose();
    const closed = () => {
      if (this.#panel === made) this.#panel = null;
    };
    const made: TaskPanel = new TaskPanel(
      this.api,
      panel,
      this.sources.extension,
      (wish) => void this.#do(wish).catch(this.sources.crashed),
      closed,
      () => this.#again(),
    );
    this.#panel = made;
    await this.refresh(target);
  }

  #again(): void {
    void this.refresh().catch(this.sources.crashed);
  }

  /** @throws CodedError for what is wrong with the file in front */
  async #tellNone(target: Target | null): Promise<void> {
    const { targets } = this.sources;
    if (target === null) await targets.meant();
    await tellNoCourse(this.api, targets, target);
  }

  /** For a panel that would be empty, as after a reload: the course that is open, else the reason why there is none. */
  async #instead(found: Target | null): Promise<Target | string> {
    const { targets, workspace } = this.sources;
    try {
      await targets.meant();
      const own = await targets.withoutFile();
      if (own !== null) return own;
      return workspace.authored.length > 0 ? stepCatalogue.task.chooseStep : whyNoCourse(this.api, found, null)[0];
    } catch (error) {
      if (error instanceof CodedError) return inFull(error.told);
      throw error;
    }
  }

  /** @param target the step, or why there is none to show */
  async #read(target: Target | string): Promise<TaskContent> {
    const { extension, workspace } = this.sources;
    if (typeof target === 'string') return emptyContent(target, extension.fsPath, workspace.authored.length > 0);
    const read = target.authored ? this.#asTyped : readCourseText;
    return this.sources.memento.get(FINISHED) === target.root
      ? finishContent(target, read)
      : taskContent(target, this.sources, read);
  }

  /** A text of the course that its author has open counts as it is on the screen. */
  readonly #asTyped: ReadText = async (file) => {
    const isThis = ({ isClosed, uri }: TextDocument) => !isClosed && uri.scheme === 'file' && isSame(uri.fsPath, file);
    return this.api.workspace.textDocuments.find(isThis)?.getText() ?? readCourseText(file);
  };

  /** A course that is being written is read again after each change of its texts. */
  #written(uri: Uri): void {
    const { shown } = this.#followed;
    if (shown?.authored !== true || uri.scheme !== 'file' || !/\.(?:md|json)$/.test(uri.path)) return;
    if (within(shown.course.directory, uri.fsPath) !== null) this.#typed.soon();
  }

  #show(panel: TaskPanel, { title, folder, sections }: TaskContent): void {
    const commands = TASK_COMMANDS.map((name) => `codealong.${name}`);
    const links = { commands, picture: (one: string) => panel.picture(folder, one) };
    panel.show(title, sections(links), this.api.Uri.file(folder));
  }

  /** Of this folder the end of the course is shown, until the learner goes to a step or runs one. Null: of none. */
  #finish(root: string | null): void {
    const { memento, crashed } = this.sources;
    if (memento.get(FINISHED) !== root) memento.update(FINISHED, root).then(undefined, crashed);
  }

  async #do(wish: TaskWish): Promise<void> {
    const { shown } = this.#followed;
    if ('open' in wish) return this.#openFile(wish.open);
    const onward = { nextStep: 1, previousStep: -1 }[wish.command];
    const step = shown?.preview && onward !== undefined ? stepFrom(shown.course, shown.step, onward) : null;
    if (shown !== null && step !== null) return this.open(previewOf(shown.course, step));
    const file = shown === null ? [] : [this.api.Uri.file(shown.file)];
    await this.api.commands.executeCommand(`codealong.${wish.command}`, ...file);
  }

  /** A link to the text of another step leads to its page, as the tree of the course does. */
  async #goTo({ course, root, preview }: Target, step: Step): Promise<void> {
    if (preview) return this.open(previewOf(course, step));
    await this.api.commands.executeCommand(COMMANDS.goToStep.id, { folder: { root }, step: { id: step.id } });
  }

  /** A file of the course itself, and nothing outside of it. Markdown opens in its preview. Only who writes the course may change it. */
  async #openFile(target: string): Promise<void> {
    const { shown } = this.#followed;
    if (shown === null || this.#content === null) return;
    const { course, step, preview } = shown;
    const file = path.resolve(this.#content.folder, decoded(target));
    const inside = within(course.directory, file);
    if (inside === null) return;
    const other = course.steps.find(({ id, folder }) => id !== step.id && inside === `${folder}/README.md`);
    if (other !== undefined) return this.#goTo(shown, other);
    const isOwn = preview === true || PICTURE.test(file) || inside.endsWith('.md');
    const uri = isOwn ? this.api.Uri.file(file) : this.sources.documents.uri(course, step, 'course', inside);
    const command = inside.endsWith('.md') ? 'markdown.showPreviewToSide' : 'vscode.open';
    await this.api.commands.executeCommand(command, uri);
  }
}
