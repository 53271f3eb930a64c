import { equal } from 'node:assert/strict';
import type * as vscode from 'vscode';
import { DEBUG_TYPE } from '../../src/editor/debug/debugged';

export interface Session {
  readonly configuration: vscode.DebugConfiguration;
  readonly options: vscode.DebugSessionOptions;
  readonly adapter: vscode.DebugAdapter;
  readonly told: Record<string, unknown>[];
}

/** The editor's debugging: it asks for an adapter, and talks to it as VS Code does. */
export class FakeDebug {
  readonly sessions: Session[] = [];
  /** Whether the editor opens sessions. */
  opens = true;
  /** What an attempt to open one ends in. */
  breaks: Error | null = null;
  #factory: vscode.DebugAdapterDescriptorFactory | null = null;
  #seq = 0;

  readonly members = {
    registerDebugAdapterDescriptorFactory: (type: string, factory: vscode.DebugAdapterDescriptorFactory) => {
      equal(type, DEBUG_TYPE);
      this.#factory = factory;
      return { dispose: () => undefined };
    },
    startDebugging: async (
      _folder: unknown,
      configuration: vscode.DebugConfiguration,
      options: vscode.DebugSessionOptions,
    ) => {
      if (this.breaks !== null) throw this.breaks;
      return this.opens && this.open(configuration, options);
    },
  };

  open(configuration: vscode.DebugConfiguration, options: vscode.DebugSessionOptions): boolean {
    const made = this.#factory?.createDebugAdapterDescriptor({ configuration } as never, undefined);
    const adapter = (made as unknown as { adapter: vscode.DebugAdapter } | undefined)?.adapter;
    if (adapter === undefined) return false;
    const session: Session = { configuration, options, adapter, told: [] };
    adapter.onDidSendMessage((message) => this.#hear(session, message as Record<string, unknown>));
    this.sessions.push(session);
    this.ask(session, 'initialize');
    this.ask(session, configuration.request);
    return true;
  }

  /** VS Code closes a session by itself when it hears of its end. */
  #hear(session: Session, message: Record<string, unknown>): void {
    session.told.push(message);
    if (message.event === 'terminated') this.ask(session, 'disconnect', { terminateDebuggee: false });
  }

  ask(session: Session, command: string, given: object = {}): void {
    this.#seq += 1;
    session.adapter.handleMessage({ type: 'request', seq: this.#seq, command, arguments: given } as never);
  }
}

/** The events that a session was told, in their order. */
export function eventsOf({ told }: Session): readonly unknown[] {
  return told.flatMap(({ event }) => (event === undefined ? [] : [event]));
}
