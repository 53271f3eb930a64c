import type { CancellationTokenSource, TestRunRequest } from 'vscode';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { Delayer } from '../base/delayer';
import { tellNoCourse } from '../course/no-course';
import type { Targets } from '../course/targets';
import type { RunOnSave } from './run-on-save';
import type { TestRequests } from './test-requests';

/** The editor's commands for its continuous runs. Older editors lack the first two; the last one stops those of all items. */
const START = 'vscode.startContinuousTestRun';
const STOP = 'vscode.stopContinuousTestRun';
const STOP_ALL = 'testing.stopContinuousRun';
/** Milliseconds for the editor to begin its run. */
const EDITOR_MS = 1_000;

export interface SaveSwitchSources {
  readonly targets: Pick<Targets, 'meant' | 'withoutFile'>;
  readonly onSave: Pick<RunOnSave, 'isOn' | 'onDidChange' | 'items' | 'begin' | 'end'>;
  readonly requests: Pick<TestRequests, 'ofCourse'>;
}

/**
 * `codealong.runOnSave` and `codealong.stopRunOnSave`: one switch with the Testing view's continuous run. The editor begins and ends the run
 * where it can, so that its own button shows the same.
 */
export class SaveSwitch implements Disposable {
  readonly #disposables = new DisposableStore();
  /** Of a run that the editor did not begin. */
  #own: CancellationTokenSource | null = null;

  constructor(
    private readonly api: Api,
    private readonly sources: SaveSwitchSources,
    private readonly editorMs = EDITOR_MS,
  ) {
    const { onSave } = sources;
    this.#disposables.add(onSave.onDidChange(() => this.#changed()));
  }

  /** Runs the current step of a course at each save in its folder. `given` is the file that is meant, as by a lens or the page of a task. */
  async on(given: unknown): Promise<void> {
    const { targets, requests, onSave } = this.sources;
    if (onSave.isOn) return;
    const target = await targets.meant(given);
    if (target === null || target.alone) return tellNoCourse(this.api, targets, target);
    const request = await requests.ofCourse(target.course);
    if (request === null || (await this.#editorBegins(request))) return;
    const { include, exclude, profile } = request;
    this.#own = new this.api.CancellationTokenSource();
    onSave.begin(new this.api.TestRunRequest(include, exclude, profile, true), this.#own.token);
  }

  /** Nothing runs on save any more, whoever has begun it. */
  async off(): Promise<void> {
    const { onSave } = this.sources;
    for (const items of onSave.items)
      if (items === undefined || !(await this.#ask(STOP, items))) await this.#ask(STOP_ALL);
    onSave.end();
  }

  dispose(): void {
    this.#own?.dispose();
    this.#disposables.dispose();
  }

  /** In Restricted Mode the editor would ask for trust, which a run in a sandbox does not need. */
  async #editorBegins({ profile, include }: TestRunRequest): Promise<boolean> {
    if (!this.api.workspace.isTrusted || !(await this.#ask(START, profile, include))) return false;
    if (!this.sources.onSave.isOn) await this.#begun();
    return this.sources.onSave.isOn;
  }

  /** The editor's command does not wait for its run. */
  #begun(): Promise<void> {
    return new Promise((resolve) => {
      const heard = new DisposableStore();
      const done = () => {
        heard.dispose();
        resolve();
      };
      heard.add(this.sources.onSave.onDidChange(done));
      heard.add(new Delayer(done, this.editorMs)).soon();
    });
  }

  /** @returns whether the editor has such a command */
  async #ask(command: string, ...given: readonly unknown[]): Promise<boolean> {
    return this.api.commands.executeCommand(command, ...given).then(
      () => true,
      () => false,
    );
  }

  #changed(): void {
    const { isOn, items } = this.sources.onSave;
    // The editor's own takes the place of ours.
    if (this.#own !== null && items.length > 1) {
      this.#own.cancel();
      return;
    }
    if (isOn) return;
    this.#own?.dispose();
    this.#own = null;
  }
}
