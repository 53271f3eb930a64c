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

/** What has been seen to be true in this window. The walkthrough ticks its steps by these, and a menu may ask for them. */
export type SeenFact = 'dockerReady' | 'imageReady' | 'courseStarted' | 'firstTestPassed' | 'ran';

export interface ContextKeySources {
  readonly service: RunNewsSource;
  readonly targets: Pick<Targets, 'onDidChange'>;
  readonly workspace: Pick<CourseWorkspace, 'folders'>;
  readonly core: Pick<CoreLoader, 'readiness'>;
  readonly log: Pick<Log, 'crashed'>;
}

/** The facts that conditions of the manifest ask for, as `codealong.<name>`. Each is told to the editor only when it changes. */
export class ContextKeys implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #seen = new Set<SeenFact>();
  /** Roots in which something runs. */
  readonly #running = new Set<string>();
  readonly #soon: Delayer;
  #toldRunning = false;
  #toldClient = false;

  constructor(
    private readonly api: Api,
    private readonly sources: ContextKeySources,
    runningMs = QUICK_MS,
  ) {
    // A run that is over at once would only make buttons flicker.
    this.#soon = this.#disposables.add(new Delayer(() => this.#tellRunning(), runningMs));
    this.#disposables.add(sources.service.onNews((news) => this.#take(news)));
    this.#disposables.add(sources.targets.onDidChange(() => this.#lookAtFolders()));
  }

  /** `codealong.getStarted`: shows the walkthrough, and looks what of it is done. @param extension its id */
  async showWalkthrough(extension: string): Promise<void> {
    void this.look();
    await this.api.commands.executeCommand('workbench.action.openWalkthrough', `${extension}#begin`);
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
      this.#tell(fact, true);
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
