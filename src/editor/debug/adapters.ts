import type * as vscode from 'vscode';
import { escapeText } from '../../contract/escape-text';
import type { ToEditor, Unnumbered } from '../../debug/dap';
import { isRecord } from '../../debug/kept';
import type { ProgramSession } from '../../debug/program-session';
import { CAPABILITIES } from '../../debug/to-program';
import type { Api } from '../base/api';

type Emitter = vscode.EventEmitter<vscode.DebugProtocolMessage>;

/** The editor's side of one program's session. */
export class ProgramAdapter implements vscode.DebugAdapter {
  readonly #sent: Emitter;

  constructor(
    api: Api,
    private readonly session: ProgramSession,
  ) {
    this.#sent = new api.EventEmitter();
    session.listen((message) => this.#sent.fire(message as vscode.DebugProtocolMessage));
  }

  get onDidSendMessage() {
    return this.#sent.event;
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    this.session.take(message);
  }

  dispose(): void {
    this.#sent.dispose();
  }
}

/** What the session of a whole run asks of the run. */
export interface RunOfAdapter {
  begin(): void;
  leave(): void;
}

/** The session of a whole run: it has no program of its own, and its Debug Console shows what the tests say. */
export class RunAdapter implements vscode.DebugAdapter {
  readonly #sent: Emitter;
  #told = 0;

  constructor(
    api: Api,
    private readonly run: RunOfAdapter,
  ) {
    this.#sent = new api.EventEmitter();
  }

  get onDidSendMessage() {
    return this.#sent.event;
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    if (!isRecord(message) || message.type !== 'request') return;
    const request = { seq: Number(message.seq), command: String(message.command), given: message.arguments };
    const { seq: request_seq, command } = request;
    this.#tell({ type: 'response', request_seq, command, success: true, body: bodyOf(command, request.given) });
    if (command === 'launch') {
      this.#tell({ type: 'event', event: 'initialized' });
      this.run.begin();
    }
    if (command === 'disconnect' || command === 'terminate') this.run.leave();
  }

  /** A line of the Debug Console. */
  say(text: string, category: 'console' | 'stdout' | 'stderr' | 'important' = 'console'): void {
    this.#tell({ type: 'event', event: 'output', body: { category, output: escapeText(text) } });
  }

  end(): void {
    this.#tell({ type: 'event', event: 'terminated', body: {} });
  }

  dispose(): void {
    this.#sent.dispose();
  }

  #tell(message: Unnumbered<ToEditor>): void {
    this.#told += 1;
    this.#sent.fire({ ...message, seq: this.#told } as vscode.DebugProtocolMessage);
  }
}

/** Breakpoints belong to the programs' own sessions. */
function bodyOf(command: string, given: unknown): Readonly<Record<string, unknown>> {
  if (command === 'initialize') return CAPABILITIES;
  if (command === 'threads') return { threads: [] };
  const asked = isRecord(given) && Array.isArray(given.breakpoints) ? given.breakpoints : [];
  return command === 'setBreakpoints' ? { breakpoints: asked.map(() => ({ verified: false })) } : {};
}
