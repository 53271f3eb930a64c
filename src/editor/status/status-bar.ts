import type { StatusBarItem } from 'vscode';
import { escapeLine } from '../../contract/escape-text';
import { stepAfter } from '../../course/progress/standing';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { COMMANDS } from '../base/commands';
import { Delayer } from '../base/delayer';
import { plainLabel } from '../base/escape-ui';
import type { Target } from '../base/target';
import type { Targets } from '../course/targets';
import { QUICK_MS } from '../run/timing';
import type { LastRun } from './last-run';
import type { LastRuns } from './last-runs';
import { isOlder, isPassed, labelOf, sentenceOf, stepName } from './words';

/** Course, step and state of the program that is being worked on. A click runs its tests, or goes on once it has passed. */
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
    const { state } = editorCatalogue;
    const run = this.runs.of(target);
    const where = `${escapeLine(target.course.title)}, ${stepName(target)}`;
    const goesOn = isPassed(target, run);
    const onward = stepAfter(target.course, target.step, target) === null ? state.clickToFinish : state.clickToGoOn;
    this.#item.text = shortText(target, run);
    this.#item.command = (goesOn ? COMMANDS.nextStep : COMMANDS.runStepTests).id;
    this.#item.tooltip = `${where}\n${sentenceOf(run)}\n${goesOn ? onward : state.clickToRun}`;
    this.#item.accessibilityInformation = {
      label: editorCatalogue.state.spoken(where, sentenceOf(run)),
      role: 'button',
    };
    this.#item.show();
  }
}

function shortText(target: Target, run: LastRun | null): string {
  const { state } = editorCatalogue;
  const { course, step } = target;
  const where = state.stepOf(step.number, course.steps.length);
  if (isPassed(target, run)) {
    const next = stepAfter(course, step, target);
    return `$(pass) ${next === null ? state.passedLast(where) : state.passedNext(where, plainLabel(next.title))}`;
  }
  const before = isOlder(target)
    ? { icon: 'history', text: state.passedOlder }
    : { icon: 'beaker', text: state.notRun };
  const label = labelOf(run) ?? before;
  return `$(${label.icon}) ${state.is(where, label.text)}`;
}
