import type { CodeLens, CodeLensProvider, TextDocument, Uri } from 'vscode';
import { programDocuments } from '../../course/languages';
import { stepAfter } from '../../course/progress/standing';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { COMMANDS } from '../base/commands';
import { Delayer } from '../base/delayer';
import { plainLabel } from '../base/escape-ui';
import type { Target } from '../base/target';
import type { Targets } from '../course/targets';
import { QUICK_MS } from '../run/timing';
import type { HintOffers } from '../testing/hint-offers';
import type { RunOnSave } from '../testing/run-on-save';
import { isUnderWay, type LastRun, stateOfRun } from './last-run';
import type { LastRuns } from './last-runs';
import { labelOf, mayGoOn, sentenceOf, stepName } from './words';

/** Phases that are usually short. They are shown late, so that the window is free to paint the verdict. */
const PASSING: ReadonlySet<LastRun['phase']> = new Set(['running', 'earlier']);

/** CodeLenses above the program: one runs the tests of its step, one shows the last result. */
export class ProgramLens implements CodeLensProvider, Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed;

  constructor(
    private readonly api: Api,
    private readonly targets: Pick<Targets, 'ofProgram' | 'onDidChange'>,
    private readonly runs: Pick<LastRuns, 'of' | 'onDidChange'>,
    private readonly hints: Pick<HintOffers, 'isOffered'>,
    private readonly onSave: Pick<RunOnSave, 'isOn' | 'onDidChange'>,
    runningMs = QUICK_MS,
  ) {
    this.#changed = this.#disposables.add(new api.EventEmitter<void>());
    for (const event of [targets.onDidChange, onSave.onDidChange])
      this.#disposables.add(event(() => this.#changed.fire()));
    const later = this.#disposables.add(new Delayer(() => this.#changed.fire(), runningMs));
    this.#disposables.add(runs.onDidChange(({ phase }) => (PASSING.has(phase) ? later.soon() : later.now())));
    this.#disposables.add(api.languages.registerCodeLensProvider(programDocuments(), this));
  }

  get onDidChangeCodeLenses() {
    return this.#changed.event;
  }

  /** Nothing above a file that is no program of a course. */
  async provideCodeLenses({ uri }: TextDocument): Promise<CodeLens[]> {
    const target = await this.targets.ofProgram(uri.fsPath);
    if (target === null) return [];
    const failed = stateOfRun(this.runs.of(target)) === 'failed';
    return this.#lenses(target, uri, failed && (await this.hints.isOffered(target)));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** What matters most comes first: beside a task page the end of the line is cut off. */
  #lenses(target: Target, uri: Uri, offersHint: boolean): CodeLens[] {
    const run = [...this.#nextLens(target, uri), this.#runLens(target, uri), ...this.#stateLens(target)];
    if (target.alone) return [...run, this.#programLens(uri)];
    const title = `$(lightbulb) ${COMMANDS.showHint.title}`;
    const hint = offersHint ? [this.#lens({ title, command: COMMANDS.showHint.id, arguments: [uri] })] : [];
    const task = this.#lens({ title: `$(book) ${editorCatalogue.state.task}`, command: COMMANDS.openTask.id });
    return [...run, ...hint, task, this.#programLens(uri), this.#saveLens(uri)];
  }

  #runLens(target: Target, uri: Uri): CodeLens {
    const { state } = editorCatalogue;
    const stops = isUnderWay(this.runs.of(target));
    const title = stops ? `$(debug-stop) ${state.stop}` : `$(play) ${state.runStep(plainLabel(stepName(target)))}`;
    const { id: command } = stops ? COMMANDS.stopRun : COMMANDS.runStepTests;
    return this.#lens({ title, command, arguments: [uri], tooltip: stops ? state.clickToStop : state.clickToRun });
  }

  #programLens(uri: Uri): CodeLens {
    const title = `$(terminal) ${editorCatalogue.state.runProgram}`;
    return this.#lens({ title, command: COMMANDS.runProgram.id, arguments: [uri] });
  }

  #saveLens(uri: Uri): CodeLens {
    const { runOnSave, stopRunOnSave } = COMMANDS;
    const { id: command, title } = this.onSave.isOn ? stopRunOnSave : runOnSave;
    const icon = this.onSave.isOn ? 'eye-closed' : 'eye';
    return this.#lens({ title: `$(${icon}) ${title}`, command, arguments: [uri] });
  }

  #stateLens(target: Target): readonly CodeLens[] {
    const run = this.runs.of(target);
    const label = labelOf(run);
    if (label === null) return [];
    const judged = ['passed', 'failed'].includes(stateOfRun(run));
    const seconds = judged && run?.tookMs !== undefined ? (run.tookMs / 1000).toFixed(1) : null;
    const text = seconds === null ? label.text : editorCatalogue.state.took(label.text, seconds);
    const title = `$(${label.icon}) ${text}`;
    return [this.#lens({ title, command: 'workbench.view.testing.focus', tooltip: sentenceOf(run) })];
  }

  #nextLens(target: Target, uri: Uri): readonly CodeLens[] {
    const next = stepAfter(target.course, target.step, target);
    if (target.alone || !mayGoOn(target, this.runs.of(target))) return [];
    const { goOn, finish, clickToGoOn, clickToFinish } = editorCatalogue.state;
    const title = `$(arrow-right) ${next === null ? finish : goOn(next.number, plainLabel(next.title))}`;
    const tooltip = next === null ? clickToFinish : clickToGoOn;
    return [this.#lens({ title, command: COMMANDS.nextStep.id, arguments: [uri], tooltip })];
  }

  #lens(command: { title: string; command: string; arguments?: readonly unknown[]; tooltip?: string }): CodeLens {
    const { arguments: given, ...rest } = command;
    const whole = given === undefined ? rest : { ...rest, arguments: [...given] };
    return new this.api.CodeLens(new this.api.Range(0, 0, 0, 0), whole);
  }
}
