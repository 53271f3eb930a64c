import type { StatusBarItem } from 'vscode';
import { escapeLine } from '../../contract/escape-text';
import { catalogue } from '../../results/texts';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { COMMANDS } from '../base/commands';
import { Delayer } from '../base/delayer';
import { plainLabel } from '../base/escape-ui';
import type { Target } from '../base/target';
import type { Targets } from '../course/targets';
import { QUICK_MS } from '../run/timing';
import type { LastRuns } from './last-runs';
import { labelOf, sentenceOf, stepName } from './words';

/** Course, step and state of the program that is being worked on. A click runs its tests. */
export class StatusBar implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #item: StatusBarItem;
  #target: Target | null = null;
  #asked = 0;
  readonly #delayer: Delayer;

  constructor(
    api: Api,
    private readonly targets: Pick<Targets, 'current' | 'onDidChange'>,
    private readonly runs: Pick<LastRuns, 'of' | 'onDidChange'>,
    runningMs = QUICK_MS,
  ) {
    this.#delayer = this.#disposables.add(new Delayer(() => this.#write(), runningMs));
    this.#item = this.#disposables.add(
      api.window.createStatusBarItem('codealong.step', api.StatusBarAlignment.Left, 10),
    );
    this.#item.name = 'CodeAlong';
    this.#item.command = COMMANDS.runStepTests.id;
    this.#disposables.add(api.window.onDidChangeActiveTextEditor(() => void this.refresh()));
    this.#disposables.add(targets.onDidChange(() => void this.refresh()));
    this.#disposables.add(runs.onDidChange(() => this.#show()));
  }

  /** Looks again which step it is about. The last question counts, whichever answer comes last. */
  async refresh(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const target = await this.targets.current();
    if (asked !== this.#asked) return;
    this.#target = target;
    this.#show();
  }

  dispose(): void {
    this.#asked += 1;
    this.#disposables.dispose();
  }

  #show(): void {
    const isRunning = this.#target !== null && this.runs.of(this.#target)?.phase === 'running';
    if (isRunning) this.#delayer.soon();
    else this.#delayer.now();
  }

  #write(): void {
    if (this.#target === null) this.#item.hide();
    else this.#writeOf(this.#target);
  }

  #writeOf(target: Target): void {
    const run = this.runs.of(target);
    const label = labelOf(run) ?? { icon: 'beaker', text: catalogue.editor.state.runTests };
    const { course, step } = target;
    const where = `${escapeLine(course.title)}, ${stepName(target)}`;
    this.#item.text = `$(${label.icon}) ${plainLabel(course.title)} ${step.number}/${course.steps.length}: ${label.text}`;
    this.#item.tooltip = `${where}\n${sentenceOf(run)}\n${catalogue.editor.state.clickToRun}`;
    this.#item.accessibilityInformation = {
      label: catalogue.editor.state.spoken(where, sentenceOf(run)),
      role: 'button',
    };
    this.#item.show();
  }
}
