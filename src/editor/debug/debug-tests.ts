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
  /** What the editor will ask an adapter for, by a name that no other can know. */
  readonly #awaited = new Map<string, () => vscode.DebugAdapter>();
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

  /** Resolves when the session of the run has ended. */
  async debug(debugged: Debugged, token: vscode.CancellationToken): Promise<void> {
    this.#current?.leave();
    const current = new DebuggedRun(this.api, debugged, {
      ...this.sources,
      open: (session) => void this.#openProgram(current, session, debugged).catch(this.sources.crashed),
    });
    this.#current = current;
    const stopped = token.onCancellationRequested(() => current.leave());
    try {
      if (await this.#openRun(current, debugged)) await current.over;
    } finally {
      stopped.dispose();
      current.leave();
      if (this.#current === current) this.#current = null;
    }
  }

  dispose(): void {
    this.#current?.leave();
    this.#disposables.dispose();
  }

  #openRun(current: DebuggedRun, { target, run }: Debugged): Thenable<boolean> {
    const name = programCatalogue.words.debugSession(target.course.id, target.step.title);
    const adapter = () => {
      const made = new RunAdapter(this.api, current);
      current.shows(made);
      return made;
    };
    return this.#start('launch', name, adapter, { testRun: run });
  }

  async #openProgram(current: DebuggedRun, session: ProgramSession, { target, run }: Debugged): Promise<void> {
    const name = programCatalogue.words.debugProgram(target.step.entry ?? target.course.entry, session.number + 1);
    const parentSession = current.session;
    const within = {
      compact: true,
      lifecycleManagedByParent: true,
      consoleMode: this.api.DebugConsoleMode.MergeWithParent,
    };
    const options = { ...within, testRun: run, ...(parentSession === undefined ? {} : { parentSession }) };
    const opened = await this.#start('attach', name, () => new ProgramAdapter(this.api, session), options);
    if (!opened) session.goAlone();
  }

  async #start(
    request: 'launch' | 'attach',
    name: string,
    adapter: () => vscode.DebugAdapter,
    options: vscode.DebugSessionOptions,
  ): Promise<boolean> {
    const key = randomUUID();
    this.#awaited.set(key, adapter);
    try {
      const config = { type: DEBUG_TYPE, request, name, key, internalConsoleOptions: 'openOnSessionStart' };
      const own = { suppressSaveBeforeStart: true, suppressDebugToolbar: false, ...options };
      return await this.api.debug.startDebugging(undefined, config, own);
    } finally {
      this.#awaited.delete(key);
    }
  }

  /** A session that was not opened here gets nothing to talk to. */
  #descriptor(session: vscode.DebugSession): vscode.DebugAdapterDescriptor | undefined {
    const adapter = this.#awaited.get(String(session.configuration.key))?.();
    if (adapter === undefined) return undefined;
    if (adapter instanceof RunAdapter) this.#current?.isIn(session);
    return new this.api.DebugAdapterInlineImplementation(adapter);
  }
}
