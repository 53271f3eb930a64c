import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import type { Platform } from '../contract/platform';
import type { Api, Disposable } from './base/api';
import { Coalescer } from './base/coalescer';
import { DisposableStore } from './base/disposable-store';
import { Settings } from './base/settings';
import { BuildImage } from './commands/build-image';
import { CheckSetup } from './commands/check-setup';
import { CopyReport } from './commands/copy-report';
import { reportErrors } from './commands/report-errors';
import { RunStepTests } from './commands/run-step-tests';
import { SetupDocument } from './commands/setup-document';
import { StartCourse } from './commands/start-course';
import { CourseWorkspace } from './course/course-workspace';
import { Edits } from './course/edits';
import { PendingFolder } from './course/pending';
import { Pickers } from './course/pickers';
import { Remembered } from './course/remembered';
import { RootsBelow } from './course/roots-below';
import { Targets } from './course/targets';
import { Watching } from './course/watching';
import { CoreLoader, type CoreModule } from './run/core-loader';
import { RemoveOrphansAtStart } from './run/remove-orphans';
import { RunService } from './run/run-service';
import { WarmUp } from './run/warm-up';
import { BuildProgressView } from './status/build-progress';
import { ProgramLens } from './status/code-lens';
import { Diagnostics } from './status/diagnostics';
import { EngineTrouble } from './status/engine-trouble';
import { LastRuns } from './status/last-runs';
import { Log } from './status/log';
import { ResultsPanel } from './status/results-panel';
import { StatusBar } from './status/status-bar';
import { TIMES_FILE, TimesFile } from './status/times-file';
import { Invalidation } from './testing/invalidate';
import { TestRequests } from './testing/run-requests';
import { StepTargets } from './testing/step-targets';
import { SuiteDocuments } from './testing/suite-document';
import { TestRuns } from './testing/test-runs';
import { TestTree } from './testing/tree';

/** Milliseconds between two questions to an engine that is missing. */
const ASK_EVERY_MS = 3_000;
/** Settings that decide where programs run. */
const ENGINE_SETTINGS = ['codealong.engine', 'codealong.image'];
const LOOKING = 'Looking for courses';
const TIDYING = 'Looking for what was left behind';
const WARMING = 'Making a sandbox ahead';

/** Everything that the extension is made of. Making it reads nothing from the disk; `begin` does. */
export class Editor implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #core: CoreLoader;
  readonly #workspace: CourseWorkspace;
  readonly #targets: Targets;
  readonly #tree: TestTree;
  readonly #suites: SuiteDocuments;
  readonly #requests: TestRequests;
  readonly #startCourse: StartCourse;
  readonly #tidy: RemoveOrphansAtStart;
  readonly #log: Log;
  /** Everything that is shown of courses and folders is read here and nowhere else, one reading after the other. */
  readonly #readings: Coalescer;
  readonly #watching: Watching;
  #first: Promise<void> | null = null;

  constructor(
    private readonly api: Api,
    context: ExtensionContext,
    platform: Platform,
    load: () => Promise<CoreModule>,
  ) {
    const settings = new Settings(api);
    this.#core = new CoreLoader(platform, context.extensionPath, settings, load);
    const bundled = path.join(context.extensionPath, 'courses');
    const places = () => ({
      bundled,
      extra: settings.courseFolders(),
      workspaces: this.#workspaces(),
      restricted: !api.workspace.isTrusted,
    });
    const below = new RootsBelow(api);
    this.#workspace = new CourseWorkspace(platform, places, () => below.find());
    const service = this.#disposables.add(new RunService(api, () => this.#core.runner()));
    this.#log = this.#disposables.add(new Log(api, service));
    this.#measure(service, platform.env[TIMES_FILE]);
    const remembered = new Remembered(context.workspaceState);
    const ready = () => this.begin();
    this.#targets = this.#disposables.add(
      new Targets(api, platform, this.#workspace, remembered, context.workspaceState, ready, service),
    );
    this.#tree = this.#disposables.add(new TestTree(api, this.#workspace, platform));
    const { controller } = this.#tree;
    // Of the whole course, as after an edit of the learner's: it would stay green above a step that is not.
    this.#disposables.add(this.#tree.onDidChangeSuite((item) => controller.invalidateTestResults(item.parent ?? item)));
    this.#suites = this.#disposables.add(new SuiteDocuments(api, this.#workspace, platform));
    const stepTargets = new StepTargets(api, this.#workspace, this.#targets);
    const edits = this.#disposables.add(new Edits(api, service));
    const sources = { service, edits, targets: this.#targets };
    const invalidation = this.#disposables.add(new Invalidation(api, this.#tree, this.#workspace, sources));
    const runs = new TestRuns(api, this.#tree, stepTargets, service, invalidation);
    this.#requests = this.#disposables.add(new TestRequests(api, this.#tree, runs));
    const lastRuns = this.#showRuns(service, edits);
    const pending = new PendingFolder(context.globalState, Date.now);
    this.#startCourse = new StartCourse(api, this.#workspace, new Pickers(api), pending, () => this.reread());
    this.#tidy = this.#disposables.add(new RemoveOrphansAtStart(this.#workspace, () => this.#tidyUp()));
    this.#disposables.add(new WarmUp(api, this.#targets, (target) => this.#quietly(WARMING, this.#core.warm(target))));
    this.#register(new ResultsPanel(api, lastRuns));
    const version = String(context.extension.packageJSON.version);
    const copyReport = new CopyReport(api, this.#targets, lastRuns, version);
    const buildImage = new BuildImage(api, this.#core.buildImage);
    this.#command('buildImage', 'Build Image', () => buildImage.run());
    this.#command('copyReport', 'Copy Report', () => copyReport.run());
    this.#registerCheckSetup(version, platform);
    const failed = (error: unknown) => void reportErrors(api, this.#log, LOOKING, () => Promise.reject(error));
    this.#readings = this.#disposables.add(new Coalescer(() => this.#read(), failed));
    this.#watching = this.#disposables.add(new Watching(api, bundled, () => this.#readings.soon()));
    this.#listen();
  }

  /** Reads courses and folders for the first time; whoever needs them waits for it. Never rejects. */
  begin(): Promise<void> {
    this.#first ??= reportErrors(this.api, this.#log, LOOKING, async () => {
      await this.reread();
      this.#tidy.begin();
      await this.#startCourse.resume();
    });
    return this.#first;
  }

  /** Courses, learners' folders and what is shown of them, read anew; resolves when it is shown. */
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

  #measure(service: RunService, file: string | undefined): void {
    const failed = (error: unknown) => this.#log.crashed('Writing down the times of a run', error);
    if (file) this.#disposables.add(new TimesFile(service, file, failed));
  }

  #showRuns(service: RunService, edits: Edits): LastRuns {
    const { api } = this;
    const lastRuns = this.#disposables.add(new LastRuns(api, service, edits));
    // The status bar hears of a verdict first: the editor sends its text a tick later, behind whatever others have sent by then
    // (docs/performance.md, "The way to the painted verdict").
    this.#disposables.add(new StatusBar(api, this.#targets, lastRuns));
    this.#disposables.add(new ProgramLens(api, this.#targets, lastRuns));
    this.#disposables.add(new Diagnostics(api, service, edits));
    this.#disposables.add(new BuildProgressView(api, service));
    this.#disposables.add(
      new EngineTrouble(api, service, {
        ask: () => this.#core.engineAnswers(),
        everyMs: ASK_EVERY_MS,
        retry: (target) => reportErrors(api, this.#log, 'Run Step Tests', () => this.#requests.runStep(target)),
        showLog: () => this.#log.show(),
      }),
    );
    return lastRuns;
  }

  #register(results: ResultsPanel): void {
    const { api } = this;
    const runStep = new RunStepTests(api, this.#workspace, this.#targets, new Pickers(api), async (target) => {
      await this.#requests.runStep(target);
      await results.showAfter(target);
    });
    this.#command('runStepTests', 'Run Step Tests', async (...given) => {
      await this.begin();
      await runStep.run(...given);
    });
    this.#command('startCourse', 'Start Course', () => this.#startCourse.run());
    this.#tree.controller.refreshHandler = () => this.reread();
  }

  #registerCheckSetup(version: string, platform: Platform): void {
    const host = `VS Code ${this.api.version}, Node ${process.versions.node}`;
    const about = { version, host, platform: `${platform.platform} ${process.arch}` };
    const document = this.#disposables.add(new SetupDocument(this.api));
    const checkSetup = this.#disposables.add(
      new CheckSetup(this.api, (options) => this.#core.examine(about, options), document),
    );
    this.#command('checkSetup', 'Check My Setup', () => checkSetup.run());
  }

  #command(name: string, title: string, act: (...given: readonly unknown[]) => Promise<void>): void {
    const run = (...given: readonly unknown[]) => reportErrors(this.api, this.#log, title, () => act(...given));
    this.#disposables.add(this.api.commands.registerCommand(`codealong.${name}`, run));
  }

  /** Nobody waits for it: a defect of it is kept in the log and told to no one. */
  #tidyUp(): Promise<void> {
    return this.#quietly(TIDYING, this.#core.tidy());
  }

  #quietly(what: string, work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => this.#log.crashed(what, error));
  }

  async #read(): Promise<void> {
    await this.#workspace.refresh();
    const alone = (await this.#targets.filesAlone()).map(({ course }) => course);
    await this.#tree.show(...alone);
    this.#suites.refresh();
    this.#targets.changed();
    const { roots, folders } = this.#workspace;
    this.#watching.follow({ roots, courses: [...folders.map(({ course }) => course), ...alone] });
  }

  #listen(): void {
    const { workspace } = this.api;
    const again = () => this.#readings.soon();
    this.#disposables.add(workspace.onDidChangeWorkspaceFolders(again));
    this.#disposables.add(workspace.onDidGrantWorkspaceTrust(again));
    this.#disposables.add(
      workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration('codealong')) return;
        this.#core.forget({ engine: ENGINE_SETTINGS.some((setting) => change.affectsConfiguration(setting)) });
        again();
      }),
    );
  }

  #workspaces(): readonly string[] {
    const folders = this.api.workspace.workspaceFolders ?? [];
    return folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
  }
}
