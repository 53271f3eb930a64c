import path from 'node:path';
import type { ExtensionContext, Memento } from 'vscode';
import type { Message } from '../contract/codes';
import type { Platform } from '../contract/platform';
import { editorCatalogue } from '../results/texts/editor-catalogue';
import { speak } from '../results/texts/translation';
import { type Api, type Disposable, DisposableStore } from './base/api';
import { Coalescer } from './base/coalescer';
import { COMMANDS } from './base/commands';
import { Settings } from './base/settings';
import type { Target } from './base/target';
import { reportErrors, tellUnwritten } from './commands/register-commands';
import { CourseWorkspace } from './course/course-workspace';
import { Edits } from './course/edits';
import { Journey } from './course/journey';
import { Remembered } from './course/remembered';
import { RootsBelow } from './course/roots-below';
import { Targets } from './course/targets';
import { Watching } from './course/watching';
import { type CommandSources, EditorCommands } from './editor-commands';
import { Guidance, type GuidanceSources, type TaskModule } from './guidance';
import { CoreLoader, type CoreModule } from './run/core-loader';
import { RemoveOrphansAtStart } from './run/remove-orphans';
import { RunService } from './run/run-service';
import { WarmUp } from './run/warm-up';
import { ContextKeys } from './status/context-keys';
import type { EngineActions } from './status/engine-trouble';
import { Log, TIMES_FILE, TimesFile } from './status/log';
import { RunViews } from './status/run-views';
import { SandboxState } from './status/sandbox-state';
import { OpenHints } from './task/open-hints';
import { HintOffers } from './testing/hint-offers';
import { Testing, type TestingSources } from './testing/testing';

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
  readonly #guidance: Guidance;
  readonly #keys: ContextKeys;
  readonly #testing: Testing;
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
    speak(api.l10n.bundle);
    const settings = new Settings(api);
    const bundled = path.join(context.extensionPath, 'courses');
    this.#core = new CoreLoader(platform, context.extensionPath, settings, bundles.core, this.#unwritten);
    this.#workspace = this.#makeWorkspace(platform, settings, bundled);
    const service = this.#disposables.add(new RunService(api, () => this.#core.runner()));
    this.#log = this.#disposables.add(new Log(api, service));
    this.#measure(service, platform.env[TIMES_FILE]);
    this.#targets = this.#makeTargets(platform, service, context.workspaceState);
    const edits = this.#disposables.add(new Edits(api, service));
    const journey = this.#makeJourney(service);
    const openHints = this.#disposables.add(new OpenHints(api, context.workspaceState));
    const hints = this.#disposables.add(new HintOffers(service, (target) => openHints.of(target)));
    const found = { platform, settings, workspace: this.#workspace, targets: this.#targets };
    const shared = { ...found, service, edits, journey, hints, openHints };
    this.#testing = this.#makeTesting(shared);
    const sandbox = this.#disposables.add(new SandboxState(api, service));
    const { onSave, requests } = this.#testing;
    const all = { ...shared, sandbox, onSave, requests, memento: context.workspaceState };
    const { lastRuns: runs } = this.#disposables.add(new RunViews(api, { ...all, engine: this.#engineActions() }));
    this.#guidance = this.#makeGuidance(context, { ...all, runs, load: bundles.task });
    this.#orphans = this.#disposables.add(new RemoveOrphansAtStart(this.#workspace, () => this.#removeOrphansNow()));
    this.#warmUp(all.sandbox);
    this.#keys = this.#disposables.add(new ContextKeys(api, { ...shared, log: this.#log, core: this.#core }));
    this.#disposables.add(this.#makeCommands({ ...shared, runs, extension: context.extension }));
    this.#readings = this.#disposables.add(new Coalescer(() => this.#read(), this.#unread));
    this.#watching = this.#disposables.add(new Watching(api, bundled, () => this.#readings.soon()));
    this.#listen(settings);
  }

  /** Reads courses and folders for the first time. Everything that needs them awaits this. Never rejects. */
  begin(): Promise<void> {
    this.#first ??= this.#readFirst();
    return this.#first;
  }

  /** What goes on after it may itself await `begin`. */
  async #readFirst(): Promise<void> {
    const { findingCourses } = editorCatalogue.activities;
    await reportErrors(this.api, this.#log, findingCourses, async () => {
      await this.reread();
      this.#orphans.begin();
    });
    this.#keys.lookForWalkthrough();
    const { title } = COMMANDS.startCourse;
    void reportErrors(this.api, this.#log, title, () => this.#guidance.resume(this.#workspaces()));
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

  readonly #unwritten = (root: string) => this.#workspace.unwrittenRuntime(root);

  readonly #unread = (error: unknown) => this.#failed(editorCatalogue.activities.findingCourses, error);

  #makeGuidance(
    context: ExtensionContext,
    sources: Omit<GuidanceSources, 'refresh' | 'ready' | 'runner' | 'crashed' | 'save'> & {
      readonly service: RunService;
    },
  ): Guidance {
    const save: GuidanceSources['save'] = (target, signal) => sources.service.save(target, signal);
    const refresh = () => this.reread();
    const ready = () => this.begin();
    const runner = () => this.#core.runner();
    const crashed = (error: unknown, what = COMMANDS.runProgram.title) => this.#log.crashed(what, error);
    const all = { ...sources, refresh, ready, runner, crashed, save };
    return this.#disposables.add(new Guidance(this.api, context, all));
  }

  #makeCommands(
    sources: Omit<CommandSources, 'testing' | 'guidance' | 'keys' | 'core' | 'log' | 'ready'>,
  ): EditorCommands {
    const seen = { testing: this.#testing, guidance: this.#guidance, keys: this.#keys };
    const used = { core: this.#core, log: this.#log, ready: () => this.begin() };
    this.#testing.tree.controller.refreshHandler = () => this.reread();
    return new EditorCommands(this.api, { ...sources, ...seen, ...used });
  }

  #makeTesting(sources: Omit<TestingSources, 'failed' | 'debug' | 'failureOf' | 'coverage'>): Testing {
    const failed = (error: unknown) => this.#failed(COMMANDS.runStepTests.title, error);
    const debug: TestingSources['debug'] = (debugged, token) => this.#guidance.debug(debugged, token);
    const failureOf: TestingSources['failureOf'] = (target, test) => this.#guidance.failureOf(target, test);
    const coverage = () => this.#guidance.coverageView();
    return this.#disposables.add(new Testing(this.api, { ...sources, failed, debug, failureOf, coverage }));
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

  #makeJourney(service: RunService): Journey {
    const tell = (why: Message) => void tellUnwritten(this.api, this.#log, why);
    const journey = new Journey(this.#workspace, () => this.reread(), this.#unread, tell);
    this.#disposables.add(service.onNews((one) => journey.heard(one)));
    return journey;
  }

  #measure(service: RunService, file: string | undefined): void {
    const failed = (error: unknown) => this.#log.crashed(editorCatalogue.activities.writingTimes, error);
    if (file) this.#disposables.add(new TimesFile(service, file, failed));
  }

  #engineActions(): EngineActions {
    const { title } = COMMANDS.runStepTests;
    return {
      ask: () => this.#core.engineAnswers(),
      everyMs: ASK_EVERY_MS,
      retry: (target) => reportErrors(this.api, this.#log, title, () => this.#testing.requests.runStep(target)),
      showLog: () => this.#log.show(),
    };
  }

  #warmUp(sandbox: SandboxState): void {
    const { warmingUp } = editorCatalogue.activities;
    const warm = async (target: Target) => {
      const warming = this.#core.warm(target);
      await Promise.all([this.#quietly(warmingUp, warming), sandbox.follow(warming)]);
    };
    this.#disposables.add(new WarmUp(this.api, this.#targets, warm));
  }

  /** Runs in the background. A failure goes to the log alone. */
  #removeOrphansNow(): Promise<void> {
    return this.#quietly(editorCatalogue.activities.removingOrphans, this.#core.removeOrphans());
  }

  #failed(what: string, error: unknown): void {
    void reportErrors(this.api, this.#log, what, () => Promise.reject(error));
  }

  async #quietly(what: string, work: Promise<unknown>): Promise<void> {
    await work.catch((error: unknown) => this.#log.crashed(what, error));
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
