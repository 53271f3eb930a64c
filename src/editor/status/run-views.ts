import type { Memento } from 'vscode';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import type { Settings } from '../base/settings';
import type { Edits } from '../course/edits';
import type { Targets } from '../course/targets';
import type { RunService } from '../run/run-service';
import type { HintOffers } from '../testing/hint-offers';
import type { RunOnSave } from '../testing/run-on-save';
import { BrokenSteps } from './broken-steps';
import { BuildProgressView } from './build-progress';
import { Diagnostics } from './diagnostics';
import { type EngineActions, EngineTrouble } from './engine-trouble';
import { LastRuns } from './last-runs';
import { ProgramLens } from './program-lens';
import { RuntimeFix } from './runtime-fix';
import type { SandboxState } from './sandbox-state';
import { StatusBar } from './status-bar';

export interface RunViewSources {
  readonly settings: Settings;
  readonly service: RunService;
  readonly edits: Edits;
  readonly targets: Targets;
  readonly hints: HintOffers;
  readonly onSave: RunOnSave;
  readonly sandbox: SandboxState;
  /** How trouble with the engine ends. */
  readonly engine: EngineActions;
  /** Of the workspace. */
  readonly memento: Memento;
}

/** Everything beside the Testing view that shows runs. */
export class RunViews implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly lastRuns: LastRuns;

  constructor(api: Api, sources: RunViewSources) {
    const { settings, service, edits, targets, hints, onSave, sandbox, engine, memento } = sources;
    this.lastRuns = this.#disposables.add(new LastRuns(api, service, edits, new BrokenSteps(memento)));
    // The status bar hears of a verdict before these other views: the editor sends its text a tick later, after everything that was
    // sent by then (docs/performance.md, "The way to the painted verdict").
    this.#disposables.add(new StatusBar(api, targets, this.lastRuns, sandbox));
    this.#disposables.add(new ProgramLens(api, targets, this.lastRuns, hints, onSave));
    this.#disposables.add(new Diagnostics(api, settings, service, edits));
    this.#disposables.add(new RuntimeFix(api, service));
    this.#disposables.add(new BuildProgressView(api, service));
    this.#disposables.add(new EngineTrouble(api, service, engine));
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
