import type { StatusBarItem } from 'vscode';
import { escapeLine } from '../../contract/escape-text';
import { runtimeTitle } from '../../contract/runtime';
import type { Step } from '../../course/format/format';
import { stepAfter } from '../../course/progress/standing';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { COMMANDS } from '../base/commands';
import { Delayer } from '../base/delayer';
import { plainLabel } from '../base/escape-ui';
import type { Target } from '../base/target';
import type { Targets } from '../course/targets';
import { QUICK_MS } from '../run/timing';
import { isUnderWay, type LastRun } from './last-run';
import type { LastRuns } from './last-runs';
import type { SandboxState } from './sandbox-state';
import { brokenLabel, brokenUpTo, isPassed, labelOf, passedBefore, sentenceOf, stepName } from './words';

const SECOND_MS = 1_000;

/** Course, step and state of the program that is being worked on. A click runs its tests, stops them, or goes on once they have passed. */
export class StatusBar implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #item: StatusBarItem;
  #target: Target | null = null;
  #asked = 0;
  readonly #delayer: Delayer;
  /** Rings every second while a run is shown, whose hover tells how long it has been going on. */
  #clock: NodeJS.Timeout | null = null;
  /** When the run under way was seen first, by the monotonic clock (milliseconds); null without one. */
  #since: number | null = null;

  constructor(
    api: Api,
    private readonly targets: Pick<Targets, 'current' | 'onDidChange'>,
    private readonly runs: Pick<LastRuns, 'of' | 'brokenIn' | 'onDidChange'>,
    private readonly sandbox: Pick<SandboxState, 'standing' | 'onDidChange'>,
    runningMs = QUICK_MS,
  ) {
    this.#delayer = this.#disposables.add(new Delayer(() => this.#write(), runningMs));
    this.#item = this.#disposables.add(
      api.window.createStatusBarItem('codealong.step', api.StatusBarAlignment.Left, 10),
    );
    this.#item.name = 'CodeAlong';
    this.#disposables.add(api.window.onDidChangeActiveTextEditor(() => void this.refresh()));
    this.#disposables.add(targets.onDidChange(() => void this.refresh()));
    for (const event of [runs.onDidChange, sandbox.onDidChange]) this.#disposables.add(event(() => this.#show()));
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
    this.#stopClock();
    this.#disposables.dispose();
  }

  #show(): void {
    const run = this.#target === null ? null : this.runs.of(this.#target);
    if (!isUnderWay(run)) this.#stopClock();
    else this.#since ??= performance.now();
    if (run?.phase === 'running') this.#delayer.soon();
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
    const broken = target.alone ? [] : brokenUpTo(target, this.runs.brokenIn(target));
    const goesOn = isPassed(target, run, broken);
    const sentence = sentenceOf(run, brokenLabel(broken));
    const onward = stepAfter(target.course, target.step, target) === null ? state.clickToFinish : state.clickToGoOn;
    this.#item.text = shortText(target, run, broken);
    this.#item.command = (isUnderWay(run) ? COMMANDS.stopRun : goesOn ? COMMANDS.nextStep : COMMANDS.runStepTests).id;
    const said = isUnderWay(run) ? [this.#goingOn(run)] : [sentence, goesOn ? onward : state.clickToRun];
    const { standing } = this.sandbox;
    const sandbox = standing === null ? [] : [state.sandbox[standing]];
    this.#item.tooltip = [where, ...said, ...runtimeOf(target, run), ...sandbox].join('\n');
    const label = state.spoken(where, [sentence, ...sandbox].join(' '));
    this.#item.accessibilityInformation = { label, role: 'button' };
    this.#item.show();
  }

  #goingOn(run: LastRun): string {
    const { state } = editorCatalogue;
    this.#clock ??= setInterval(() => this.#write(), SECOND_MS);
    if (run.phase !== 'running') return `${sentenceOf(run)} ${state.clickToStop}`;
    return state.runningFor(Math.round((performance.now() - (this.#since ?? performance.now())) / SECOND_MS));
  }

  #stopClock(): void {
    if (this.#clock !== null) clearInterval(this.#clock);
    this.#clock = null;
    this.#since = null;
  }
}

/** The one of the last run, else the one that the learner works in; none before anything has decided. */
function runtimeOf({ runtime }: Target, run: LastRun | null): readonly string[] {
  const id = run?.verdict?.runtime?.id ?? runtime ?? null;
  return id === null ? [] : [runtimeTitle(id)];
}

function shortText(target: Target, run: LastRun | null, broken: readonly Step[]): string {
  const { state } = editorCatalogue;
  const { course, step } = target;
  const where = state.stepOf(step.number, course.steps.length);
  if (isPassed(target, run, broken)) {
    const next = stepAfter(course, step, target);
    return `$(pass) ${next === null ? state.passedLast(where) : state.passedNext(where, plainLabel(next.title))}`;
  }
  const passed = passedBefore(target);
  const before = passed === null ? { icon: 'beaker', text: state.notRun } : { icon: 'history', text: passed.text };
  const label = labelOf(run) ?? brokenLabel(broken) ?? before;
  return `$(${label.icon}) ${state.is(where, label.text)}`;
}
