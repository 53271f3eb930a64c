import type { Extension } from 'vscode';
import { nullIfCoded } from '../contract/codes';
import type { Platform } from '../contract/platform';
import { editorCatalogue } from '../results/texts/editor-catalogue';
import { type Api, type Disposable, DisposableStore } from './base/api';
import type { Settings } from './base/settings';
import { stepGiven, type Target } from './base/target';
import { BuildImage } from './commands/build-image';
import { CheckSetup } from './commands/check-setup';
import { CopyReport } from './commands/copy-report';
import { registerCommands } from './commands/register-commands';
import { RunStepTests } from './commands/run-step-tests';
import { SetupDocument } from './commands/setup-document';
import type { CourseWorkspace } from './course/course-workspace';
import { Pickers } from './course/pickers';
import type { Targets } from './course/targets';
import type { Guidance } from './guidance';
import type { CoreLoader } from './run/core-loader';
import type { RunService } from './run/run-service';
import type { ContextKeys } from './status/context-keys';
import type { LastRuns } from './status/last-runs';
import type { Log } from './status/log';
import { ResultsPanel } from './status/results-panel';
import type { Testing } from './testing/testing';

export interface CommandSources {
  readonly platform: Platform;
  readonly settings: Settings;
  readonly workspace: CourseWorkspace;
  readonly targets: Targets;
  readonly service: RunService;
  readonly runs: LastRuns;
  readonly testing: Testing;
  readonly guidance: Guidance;
  readonly keys: ContextKeys;
  readonly core: CoreLoader;
  readonly log: Log;
  readonly extension: Pick<Extension<unknown>, 'id' | 'packageJSON'>;
  /** Resolves once courses and folders have been read for the first time. */
  readonly ready: () => Promise<void>;
}

/** Every command of the extension, with what it does. Those about courses and steps are `Guidance`'s. */
export class EditorCommands implements Disposable {
  readonly #disposables = new DisposableStore();

  constructor(
    private readonly api: Api,
    private readonly sources: CommandSources,
  ) {
    const { guidance, log } = sources;
    const actions = { ...this.#runs(), ...guidance.actions, ...this.#setup() };
    this.#disposables.add(registerCommands(api, log, actions));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Runs, and what is known of them. */
  #runs() {
    const { targets, runs, ready, log, extension, testing } = this.sources;
    const runStep = this.#runStep();
    const copyReport = new CopyReport(this.api, targets, runs, String(extension.packageJSON.version));
    return {
      runStepTests: (...given: readonly unknown[]) => ready().then(() => runStep.run(...given)),
      runUpTo: (given: unknown) => ready().then(() => runStep.runUpTo(given)),
      debugTest: async (given: unknown) => {
        await ready();
        if (!(await testing.debugging.debugGiven(given))) await runStep.debug(given);
      },
      stopRun: (given: unknown) => this.#stop(given),
      copyReport: () => copyReport.run(),
      showLog: () => log.show(),
    };
  }

  #runStep(): RunStepTests {
    const { settings, workspace, targets, runs, testing, guidance } = this.sources;
    const { requests } = testing;
    const results = new ResultsPanel(this.api, settings, runs, () => guidance.showsTask);
    const shown = (run: (target: Target) => Promise<void>) => async (target: Target) => {
      await run(target);
      await results.showAfter(target);
    };
    return new RunStepTests(this.api, workspace, targets, new Pickers(this.api), {
      runStep: shown((target) => requests.runStep(target)),
      runUpTo: shown((target) => requests.runUpTo(target)),
      debugStep: (target) => testing.debugging.debugStep(target),
    });
  }

  /** What a run needs. */
  #setup() {
    const { core, keys, extension, targets } = this.sources;
    const look = () => keys.look();
    const buildImage = new BuildImage(this.api, core.buildImage, targets, () => editorCatalogue.news.rebuildingImage);
    const prepareImage = new BuildImage(this.api, core.prepareImage, targets);
    const setup = this.#disposables.add(new SetupDocument(this.api));
    const checkSetup = this.#disposables.add(this.#makeCheckSetup(setup));
    return {
      getStarted: () => keys.showWalkthrough(extension.id),
      prepareImage: () => prepareImage.run().then(look),
      buildImage: () => buildImage.run(),
      checkSetup: () => checkSetup.run().then(look),
      copySetup: () => setup.copy(),
    };
  }

  #makeCheckSetup(document: SetupDocument): CheckSetup {
    const { platform, core, extension } = this.sources;
    const version = String(extension.packageJSON.version);
    const host = `VS Code ${this.api.version}, Node ${process.versions.node}`;
    const about = { version, host, platform: `${platform.platform} ${process.arch}` };
    return new CheckSetup(this.api, (options) => core.examine(about, options), document);
  }

  /** Stops the run in the folder that is worked on, or in that of a row of the tree; else all runs. Damaged progress stops nobody. */
  async #stop(given: unknown): Promise<void> {
    const { targets, service } = this.sources;
    const root = stepGiven(given)?.root ?? (await targets.meant(given).catch(nullIfCoded))?.root;
    service.stop(root ?? null);
  }
}
