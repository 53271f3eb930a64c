import path from 'node:path';
import type { ExtensionContext, Memento } from 'vscode';
import type { Platform } from '../contract/platform';
import { editorCatalogue } from '../results/texts/editor-catalogue';
import { type Api, type Disposable, DisposableStore } from './base/api';
import { Coalescer } from './base/coalescer';
import { COMMANDS } from './base/commands';
import { Settings } from './base/settings';
import { BuildImage } from './commands/build-image';
import { CheckSetup } from './commands/check-setup';
import { CopyReport } from './commands/copy-report';
import { registerCommands, reportErrors } from './commands/register-commands';
import { RunStepTests } from './commands/run-step-tests';
import { SetupDocument } from './commands/setup-document';
import { StartCourse } from './commands/start-course';
import { CourseWorkspace } from './course/course-workspace';
import { Edits } from './course/edits';
import { Journey } from './course/journey';
import { PendingFolder } from './course/pending';
import { Pickers } from './course/pickers';
import { Remembered } from './course/remembered';
import { RootsBelow } from './course/roots-below';
import { Targets } from './course/targets';
import { Watching } from './course/watching';
import { Guidance } from './guidance';
import { CoreLoader, type CoreModule } from './run/core-loader';
import { RemoveOrphansAtStart } from './run/remove-orphans';
import { RunService } from './run/run-service';
import { WarmUp } from './run/warm-up';
import { BuildProgressView } from './status/build-progress';
import { Diagnostics } from './status/diagnostics';
import { EngineTrouble } from './status/engine-trouble';
import { LastRuns } from './status/last-runs';
import { Log, TIMES_FILE, TimesFile } from './status/log';
import { ProgramLens } from './status/program-lens';
import { ResultsPanel } from './status/results-panel';
import { StatusBar } from './status/status-bar';
import type { TaskModule } from './task/task-view';
import { Testing } from './testing/testing';

/** Milliseconds between two questions to an engine that is missing. */
const ASK_EVERY_MS = 3_000;

/** Parts that are loaded when they are needed first. */
export interface Bundles {
  readonly core: () => Promise<CoreModule>;
  readonly task: () => Promise<TaskModule>;
}

/** Everything that the extension is made of. Making it reads nothing from the disk; `begin` does. */
export class Editor implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #core: CoreLoader;
  readonly #workspace: CourseWorkspace;
  readonly #targets: Targets;
  readonly #journey: Journey;
  readonly #guidance: Guidance;
  readonly #testing: Testing;
  readonly #startCourse: StartCourse;
  readonly #orphans: RemoveOrphansAtStart;
  readonly #log: Log;
  /** Everything that is shown of courses and folders is read here and nowhere else, one reading after the other. */
  readonly #readings: Coalescer;
  readonly #watching: Watching;
  #first: Promise<void> | null = null;

  constructor(
    private readonly api: Api,
    context: ExtensionContext,
    platform: Platform,
    bundles: Bundles,
  ) {
    const settings = new Settings(api);
    const bundled = path.join(context.extensionPath, 'courses');
    this.#core = new CoreLoader(platform, context.extensionPath, settings, bundles.core);
    this.#workspace = this.#makeWorkspace(platform, settings, bundled);
    const service = this.#disposables.add(new RunService(api, () => this.#core.runner()));
    this.#log = this.#disposables.add(new Log(api, service));
    this.#measure(service, platform.env[TIMES_FILE]);
    this.#targets = this.#makeTargets(platform, service, context.workspaceState);
    this.#journey = new Journey(this.#workspace, () => this.reread());
    const edits = this.#disposables.add(new Edits(api, service));
    const sources = {
      platform,
      workspace: this.#workspace,
      targets: this.#targets,
      service,
      edits,
      journey: this.#journey,
    };
    this.#testing = this.#disposables.add(new Testing(api, sources));
    const lastRuns = this.#showRuns(settings, service, edits);
    const load = bundles.task;
    const journey = this.#journey;
    const learning = {
      targets: this.#targets,
      runs: lastRuns,
      service,
      journey,
      workspace: this.#workspace,
      platform,
      load,
    };
    this.#guidance = this.#disposables.add(new Guidance(api, context, learning));
    const pending = new PendingFolder(context.globalState, Date.now);
    this.#startCourse = new StartCourse(api, this.#workspace, new Pickers(api), pending, {
      refresh: () => this.reread(),
      begin: (target) => this.#guidance.begin(target),
    });
    this.#orphans = this.#disposables.add(new RemoveOrphansAtStart(this.#workspace, () => this.#removeOrphansNow()));
    this.#disposables.add(
      new WarmUp(api, this.#targets, (target) =>
        this.#quietly(editorCatalogue.activities.warmingUp, this.#core.warm(target)),
      ),
    );
    const version = String(context.extension.packageJSON.version);
    this.#registerCommands(
      platform,
      version,
      lastRuns,
      new ResultsPanel(api, settings, lastRuns, () => this.#guidance.showsTask),
      service,
    );
    const failed = (error: unknown) =>
      void reportErrors(api, this.#log, editorCatalogue.activities.findingCourses, () => Promise.reject(error));
    this.#readings = this.#disposables.add(new Coalescer(() => this.#read(), failed));
    this.#watching = this.#disposables.add(new Watching(api, bundled, () => this.#readings.soon()));
    this.#listen(settings);
  }

  /** Reads courses and folders for the first time. Everything that needs them awaits this. Never rejects. */
  begin(): Promise<void> {
    this.#first ??= reportErrors(this.api, this.#log, editorCatalogue.activities.findingCourses, async () => {
      await this.reread();
      this.#orphans.begin();
      await this.#startCourse.resume();
    });
    return this.#first;
  }

  /** Reads courses and learners' folders again. Resolves when the changes are shown. */
  reread(): Promise<void> {
    return this.#readings.now();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Resolves when every container of ours is gone. */
  close(): Promise<void> {
    return this.#core.close();
  }

  #makeWorkspace(platform: Platform, settings: Settings, bundled: string): CourseWorkspace {
    const { api } = this;
    const places = () => ({
      bundled,
      extra: settings.courseFolders(),
      workspaces: this.#workspaces(),
      restricted: !api.workspace.isTrusted,
    });
    const below = new RootsBelow(api);
    return new CourseWorkspace(platform, places, () => below.find());
  }

  #makeTargets(platform: Platform, service: RunService, memento: Memento): Targets {
    const ready = () => this.begin();
    const sources = { workspace: this.#workspace, remembered: new Remembered(memento), memento, ready, service };
    return this.#disposables.add(new Targets(this.api, platform, sources));
  }

  #measure(service: RunService, file: string | undefined): void {
    const failed = (error: unknown) => this.#log.crashed(editorCatalogue.activities.writingTimes, error);
    if (file) this.#disposables.add(new TimesFile(service, file, failed));
  }

  #showRuns(settings: Settings, service: RunService, edits: Edits): LastRuns {
    const { api } = this;
    const lastRuns = this.#disposables.add(new LastRuns(api, service, edits));
    // The status bar hears of a verdict before these other views: the editor sends its text a tick later, after everything that was
    // sent by then (docs/performance.md, "The way to the painted verdict").
    this.#disposables.add(new StatusBar(api, this.#targets, lastRuns));
    this.#disposables.add(new ProgramLens(api, this.#targets, lastRuns));
    this.#disposables.add(new Diagnostics(api, settings, service, edits));
    this.#disposables.add(new BuildProgressView(api, service));
    this.#disposables.add(
      new EngineTrouble(api, service, {
        ask: () => this.#core.engineAnswers(),
        everyMs: ASK_EVERY_MS,
        retry: (target) =>
          reportErrors(api, this.#log, COMMANDS.runStepTests.title, () => this.#testing.requests.runStep(target)),
        showLog: () => this.#log.show(),
      }),
    );
    return lastRuns;
  }

  #registerCommands(
    platform: Platform,
    version: string,
    lastRuns: LastRuns,
    results: ResultsPanel,
    service: RunService,
  ): void {
    const { api } = this;
    const runStep = new RunStepTests(api, this.#workspace, this.#targets, new Pickers(api), async (target) => {
      await this.#testing.requests.runStep(target);
      await results.showAfter(target);
    });
    const buildImage = new BuildImage(api, this.#core.buildImage);
    const copyReport = new CopyReport(api, this.#targets, lastRuns, version);
    const setup = this.#disposables.add(new SetupDocument(api));
    const checkSetup = this.#disposables.add(this.#makeCheckSetup(platform, version, setup));
    const actions = {
      runStepTests: (...given: readonly unknown[]) => this.begin().then(() => runStep.run(...given)),
      startCourse: () => this.#startCourse.run(),
      ...this.#guidance.actions,
      stopRun: () => this.#stop(service),
      buildImage: () => buildImage.run(),
      copyReport: () => copyReport.run(),
      checkSetup: () => checkSetup.run(),
      copySetup: () => setup.copy(),
      showLog: () => this.#log.show(),
    };
    this.#disposables.add(registerCommands(api, this.#log, actions));
    this.#testing.tree.controller.refreshHandler = () => this.reread();
  }

  #makeCheckSetup(platform: Platform, version: string, document: SetupDocument): CheckSetup {
    const host = `VS Code ${this.api.version}, Node ${process.versions.node}`;
    const about = { version, host, platform: `${platform.platform} ${process.arch}` };
    return new CheckSetup(this.api, (options) => this.#core.examine(about, options), document);
  }

  /** Stops the run in the folder that is worked on. */
  async #stop(service: RunService): Promise<void> {
    const target = await this.#targets.current();
    if (target !== null) service.cancel(target.root);
  }

  /** Runs in the background. A failure goes to the log alone. */
  #removeOrphansNow(): Promise<void> {
    return this.#quietly(editorCatalogue.activities.removingOrphans, this.#core.removeOrphans());
  }

  #quietly(what: string, work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => this.#log.crashed(what, error));
  }

  async #read(): Promise<void> {
    await this.#workspace.refresh();
    const alone = (await this.#targets.filesAlone()).map(({ course }) => course);
    await this.#testing.tree.show(...alone);
    this.#testing.suites.refresh();
    this.#targets.changed();
    const { roots, folders } = this.#workspace;
    this.#watching.follow({ roots, courses: [...folders.map(({ course }) => course), ...alone] });
  }

  #listen(settings: Settings): void {
    const { workspace } = this.api;
    const again = () => this.#readings.soon();
    this.#disposables.add(workspace.onDidChangeWorkspaceFolders(again));
    this.#disposables.add(workspace.onDidGrantWorkspaceTrust(again));
    this.#disposables.add(
      settings.onDidChange((change) => {
        this.#core.forget(change);
        again();
      }),
    );
  }

  #workspaces(): readonly string[] {
    const folders = this.api.workspace.workspaceFolders ?? [];
    return folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
  }
}
