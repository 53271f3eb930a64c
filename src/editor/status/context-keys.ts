import type { Verdict } from '../../contract/verdict';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { Delayer } from '../base/delayer';
import type { RunNews, RunNewsSource } from '../base/run-news';
import type { CourseWorkspace } from '../course/course-workspace';
import type { Targets } from '../course/targets';
import type { CoreLoader } from '../run/core-loader';
import { QUICK_MS } from '../run/timing';
import type { Log } from './log';

/** Milliseconds until the engine is asked for the walkthrough: the window has better things to do at its start. */
const LOOK_MS = 2_000;

/** What the walkthrough ticks its steps by. */
const TICKS = ['dockerReady', 'imageReady', 'courseStarted', 'firstTestPassed'] as const;

/** What has been seen to be true in this window. */
export type SeenFact = (typeof TICKS)[number] | 'ran';

export interface ContextKeySources {
  readonly service: RunNewsSource;
  readonly targets: Pick<Targets, 'onDidChange'>;
  readonly workspace: Pick<CourseWorkspace, 'folders'>;
  readonly core: Pick<CoreLoader, 'readiness'>;
  readonly log: Pick<Log, 'crashed'>;
}

/** The facts that conditions of the manifest ask for, as `codealong.<name>`. */
export class ContextKeys implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #seen = new Set<SeenFact>();
  /** Roots in which something runs. */
  readonly #running = new Set<string>();
  readonly #soon: Delayer;
  readonly #later: Delayer;
  /**
   * The editor reads the conditions of a walkthrough when it first shows one, and ticks only what becomes true after that. So ticks are
   * told once one may be on the screen.
   */
  #mayShow = false;
  #toldRunning = false;
  #toldClient = false;

  constructor(
    private readonly api: Api,
    private readonly sources: ContextKeySources,
    runningMs = QUICK_MS,
    lookMs = LOOK_MS,
  ) {
    this.#later = this.#disposables.add(new Delayer(() => this.#tick(), lookMs));
    // A run that is over at once would only make buttons flicker.
    this.#soon = this.#disposables.add(new Delayer(() => this.#tellRunning(), runningMs));
    this.#disposables.add(sources.service.onNews((news) => this.#take(news)));
    this.#disposables.add(sources.targets.onDidChange(() => this.#lookAtFolders()));
  }

  /** `codealong.getStarted`: shows the walkthrough, and looks what of it is done. @param extension its id */
  async showWalkthrough(extension: string): Promise<void> {
    await this.api.commands.executeCommand('workbench.action.openWalkthrough', `${extension}#begin`);
    this.#later.soon();
  }

  /** Looks once the walkthrough may be on the screen: now, or when its tab is opened or comes to the front. */
  lookForWalkthrough(): void {
    const { tabGroups } = this.api.window;
    // The editor tells what a tab shows, but not of pages of its own: the walkthrough, the settings.
    const mayShow = () =>
      tabGroups.all.some(({ activeTab }) => activeTab !== undefined && activeTab.input === undefined);
    const look = () => (mayShow() ? this.#later.soon() : undefined);
    this.#disposables.add(tabGroups.onDidChangeTabs(look));
    look();
  }

  /** Looks whether engine and image are there, unless both were seen. A failure goes to the log alone. */
  async look(): Promise<void> {
    if (this.#seen.has('dockerReady') && this.#seen.has('imageReady')) return;
    const { core, log } = this.sources;
    try {
      const { docker, image } = await core.readiness();
      if (docker) this.#saw('dockerReady');
      if (image) this.#saw('imageReady');
    } catch (error) {
      log.crashed(editorCatalogue.activities.lookingAtSetup, error);
    }
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #tick(): void {
    const untold = this.#mayShow ? [] : TICKS.filter((fact) => this.#seen.has(fact));
    this.#mayShow = true;
    for (const fact of untold) this.#tell(fact, true);
    void this.look();
  }

  #take(news: RunNews): void {
    const { root } = news.target;
    if (news.kind === 'building') this.#saw('dockerReady');
    if (news.kind === 'event') this.#saw('dockerReady', 'imageReady');
    if (news.kind === 'verdict' && hasPassed(news.verdict)) this.#saw('firstTestPassed');
    if (news.kind === 'finished') this.#saw('ran');
    if (news.kind === 'started') this.#running.add(root);
    else if (news.kind !== 'finished' && news.kind !== 'crashed') return;
    else this.#running.delete(root);
    if (this.#running.size > 0) this.#soon.soon();
    else this.#soon.now();
  }

  #lookAtFolders(): void {
    const { folders } = this.sources.workspace;
    if (folders.length > 0) this.#saw('courseStarted');
    const hasClient = folders.some(({ course }) => course.client !== undefined);
    if (hasClient !== this.#toldClient) this.#tell('hasClient', hasClient);
    this.#toldClient = hasClient;
    if (folders.some(({ done }) => done !== undefined && done.size > 0)) this.#saw('firstTestPassed');
  }

  #saw(...facts: readonly SeenFact[]): void {
    for (const fact of facts) {
      if (this.#seen.has(fact)) continue;
      this.#seen.add(fact);
      if (this.#mayShow || fact === 'ran') this.#tell(fact, true);
    }
  }

  #tellRunning(): void {
    const running = this.#running.size > 0;
    if (running !== this.#toldRunning) this.#tell('running', running);
    this.#toldRunning = running;
  }

  #tell(name: SeenFact | 'running' | 'hasClient', value: boolean): void {
    void this.api.commands.executeCommand('setContext', `codealong.${name}`, value);
  }
}

function hasPassed({ tests }: Verdict): boolean {
  return tests.some(({ outcome }) => outcome === 'passed');
}
