import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';
import type { ProgramSession } from '../../debug/program-session';
import { programCatalogue } from '../../results/texts/program-catalogue';
import { speak } from '../../results/texts/translation';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { ProgramAdapter, RunAdapter } from './adapters';
import { DEBUG_TYPE, type Debugged, type DebugSources } from './debugged';
import { DebuggedRun } from './debugged-run';

/** Opens the editor's sessions: one for a run, and one within it for each start of a program. One run at a time. */
export class DebugTests implements Disposable {
  readonly #disposables = new DisposableStore();
  /** What the editor will ask an adapter for, by a name that no other can know. That of a run is asked for again when it is restarted. */
  readonly #awaited = new Map<string, (session: vscode.DebugSession) => vscode.DebugAdapter>();
  #current: DebuggedRun | null = null;

  constructor(
    private readonly api: Api,
    private readonly sources: DebugSources,
  ) {
    speak(api.l10n.bundle, { program: programCatalogue.words });
    const createDebugAdapterDescriptor = (session: vscode.DebugSession) => this.#descriptor(session);
    this.#disposables.add(
      api.debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, { createDebugAdapterDescriptor }),
    );
  }

  /** Resolves when the session of the run has ended. One that is restarted goes on without the test run. */
  async debug(debugged: Debugged, token: vscode.CancellationToken): Promise<void> {
    this.#current?.leave();
    this.#awaited.clear();
    const first: { run: DebuggedRun | null } = { run: null };
    const stopped = token.onCancellationRequested(() => first.run?.leave());
    const adapter = (session: vscode.DebugSession) => {
      const made = this.#begin(debugged, session);
      first.run ??= made.run;
      // Nobody had a run to stop when that was asked for.
      if (token.isCancellationRequested) made.run.leave();
      return made.adapter;
    };
    try {
      const { target, run } = debugged;
      const name = programCatalogue.words.debugSession(target.course.id, target.step.title);
      const config = {
        request: 'launch',
        name,
        key: this.#keyOf(adapter),
        internalConsoleOptions: 'openOnSessionStart',
      };
      await this.#goTo(target.file);
      if (await this.#start(config, { testRun: run })) await first.run?.over;
    } finally {
      stopped.dispose();
      first.run?.leave();
    }
  }

  dispose(): void {
    this.#current?.leave();
    this.#disposables.dispose();
  }

  /** The editor shows a stop in the active group. Without this, a learner who begins on the page of the task would lose sight of it. */
  async #goTo(file: string): Promise<void> {
    const { window, Uri, ViewColumn } = this.api;
    const shown = window.visibleTextEditors.find(({ document }) => document.uri.fsPath === Uri.file(file).fsPath);
    const where = { preview: false, viewColumn: shown?.viewColumn ?? ViewColumn.One };
    // The run says what is wrong with a file that is not there.
    await window.showTextDocument(Uri.file(file), where).then(undefined, () => undefined);
  }

  #begin(debugged: Debugged, session: vscode.DebugSession) {
    this.#current?.leave();
    const run: DebuggedRun = new DebuggedRun(debugged, {
      ...this.sources,
      open: (program) => void this.#openProgram(session, program, debugged).catch(this.sources.crashed),
    });
    this.#current = run;
    const adapter = new RunAdapter(this.api, run);
    run.shows(adapter);
    return { run, adapter };
  }

  async #openProgram(
    parentSession: vscode.DebugSession,
    program: ProgramSession,
    { target, run }: Debugged,
  ): Promise<void> {
    const name = programCatalogue.words.debugProgram(target.step.entry ?? target.course.entry, program.number + 1);
    const { MergeWithParent: consoleMode } = this.api.DebugConsoleMode;
    const within = { parentSession, compact: true, lifecycleManagedByParent: true, consoleMode, testRun: run };
    const key = this.#keyOf(() => new ProgramAdapter(this.api, program));
    let opened = false;
    try {
      opened = await this.#start({ request: 'attach', name, key, internalConsoleOptions: 'neverOpen' }, within);
    } finally {
      this.#awaited.delete(key);
      if (!opened) program.goAlone();
    }
  }

  #keyOf(adapter: (session: vscode.DebugSession) => vscode.DebugAdapter): string {
    const key = randomUUID();
    this.#awaited.set(key, adapter);
    return key;
  }

  #start(config: Omit<vscode.DebugConfiguration, 'type'>, options: vscode.DebugSessionOptions): Thenable<boolean> {
    const whole = { ...config, type: DEBUG_TYPE } as vscode.DebugConfiguration;
    return this.api.debug.startDebugging(undefined, whole, { suppressSaveBeforeStart: true, ...options });
  }

  /** A session that was not opened here gets nothing to talk to. */
  #descriptor(session: vscode.DebugSession): vscode.DebugAdapterDescriptor | undefined {
    const adapter = this.#awaited.get(String(session.configuration.key))?.(session);
    return adapter && new this.api.DebugAdapterInlineImplementation(adapter);
  }
}
