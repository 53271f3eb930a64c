import path from 'node:path';
import type { Uri, WebviewPanel } from 'vscode';
import { nullIfCoded } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import type { ScannedTest } from '../../course/python/scan';
import { collectSuite, scanSuite } from '../../course/suite';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { taskSections } from '../../task/task-page';
import { readTaskTexts, type TaskTexts } from '../../task/task-texts';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { Delayer } from '../base/delayer';
import { plainLabel } from '../base/escape-ui';
import { isSame, type Target } from '../base/target';
import { tellNoCourse } from '../course/no-course';
import type { Targets } from '../course/targets';
import { BREATH_MS } from '../run/timing';
import type { LastRuns } from '../status/last-runs';
import type { OpenHints } from './open-hints';
import { decoded, TASK_COMMANDS, TASK_VIEW, TaskPanel, type TaskWish } from './task-panel';
import { taskModel } from './task-state';

export interface TaskSources {
  readonly targets: Pick<Targets, 'current' | 'of' | 'onDidChange' | 'withoutFile'>;
  readonly runs: Pick<LastRuns, 'of' | 'onDidChange'>;
  readonly hints: Pick<OpenHints, 'of' | 'onDidChange'>;
  /** The folder of the extension. */
  readonly extension: Uri;
  readonly platform: Platform;
}

interface Facts {
  readonly texts: TaskTexts;
  readonly tests: readonly ScannedTest[];
}

/** The one task page of the window: what to do in the step that the learner is at, beside the program. It never takes the focus. */
export class TaskView implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #soon: Delayer;
  #panel: TaskPanel | null = null;
  #target: Target | null = null;
  #asked = 0;

  constructor(
    private readonly api: Api,
    private readonly sources: TaskSources,
  ) {
    this.#soon = this.#disposables.add(new Delayer(() => void this.refresh(), BREATH_MS));
    const again = () => this.#soon.soon();
    const { targets, runs, hints } = sources;
    for (const event of [
      targets.onDidChange,
      runs.onDidChange,
      hints.onDidChange,
      api.window.onDidChangeActiveTextEditor,
    ])
      this.#disposables.add(event(again));
  }

  /** Opens the page beside the program, or shows it again. */
  async open(target: Target | null = null): Promise<void> {
    const wanted = target ?? (await this.sources.targets.current()) ?? this.#target;
    if (wanted === null || wanted.alone) {
      await tellNoCourse(this.api, this.sources.targets, wanted);
      return;
    }
    this.#target = wanted;
    if (this.#panel === null) {
      const where = { viewColumn: this.api.ViewColumn.Beside, preserveFocus: true };
      const panel = this.api.window.createWebviewPanel(TASK_VIEW, editorCatalogue.task.title, where);
      await this.adopt(panel, target);
      return;
    }
    this.#panel.reveal();
    await this.refresh(target);
  }

  /** Whether the page is on the screen. */
  get isVisible(): boolean {
    return this.#panel?.isVisible ?? false;
  }

  /** Shows the present state. The last question counts, whichever answer comes last. */
  async refresh(given: Target | null = null): Promise<void> {
    if (this.#panel === null) return;
    this.#asked += 1;
    const asked = this.#asked;
    const target = given ?? (await this.#followed());
    if (target === null || target.alone) return;
    const facts = await this.#facts(target);
    if (asked !== this.#asked || this.#panel === null) return;
    this.#target = target;
    this.#show(this.#panel, target, facts);
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
      (wish) => void this.#do(wish),
      closed,
      () => void this.refresh(),
    );
    this.#panel = made;
    await this.refresh(target);
  }

  /** While the page itself has the focus no text editor is active: it goes on with what it shows. */
  async #followed(): Promise<Target | null> {
    const { targets } = this.sources;
    const shown = this.api.window.activeTextEditor === undefined ? this.#target : null;
    const again = shown === null ? null : await targets.of(shown.file).catch(nullIfCoded);
    return again ?? (await targets.current()) ?? this.#target;
  }

  async #facts({ course, step }: Target): Promise<Facts> {
    const scanned = collectSuite(course, step, this.sources.platform).then(scanSuite, nullIfCoded);
    const [texts, tests] = await Promise.all([readTaskTexts(course, step), scanned]);
    return { texts, tests: tests ?? [] };
  }

  #show(panel: TaskPanel, target: Target, { texts, tests }: Facts): void {
    const folder = path.join(target.course.directory, target.step.folder);
    const model = taskModel({
      target,
      texts,
      tests,
      run: this.sources.runs.of(target),
      open: this.sources.hints.of(target),
    });
    const commands = TASK_COMMANDS.map((name) => `codealong.${name}`);
    const links = { commands, picture: (one: string) => panel.picture(folder, one) };
    const sections = taskSections(model, links, editorCatalogue.task);
    const title = editorCatalogue.task.panel(target.step.number, plainLabel(target.step.title));
    panel.show(title, sections, this.api.Uri.file(folder));
  }

  async #do(wish: TaskWish): Promise<void> {
    const file = this.#target === null ? undefined : this.api.Uri.file(this.#target.file);
    if ('command' in wish) await this.api.commands.executeCommand(`codealong.${wish.command}`, file);
    else await this.#openFile(wish.open);
  }

  /** A file of the course itself, and nothing outside of it. Markdown opens in its preview. */
  async #openFile(target: string): Promise<void> {
    if (this.#target === null) return;
    const { course, step } = this.#target;
    const file = path.resolve(course.directory, step.folder, decoded(target));
    if (!file.startsWith(course.directory + path.sep) || isSame(file, course.directory)) return;
    const command = file.endsWith('.md') ? 'markdown.showPreviewToSide' : 'vscode.open';
    await this.api.commands.executeCommand(command, this.api.Uri.file(file));
  }
}
