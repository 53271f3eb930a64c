import type * as vscode from 'vscode';
import { escapeText } from '../../contract/escape-text';
import type { ToEditor, Unnumbered } from '../../debug/dap';
import { isRecord } from '../../debug/kept';
import type { ProgramSession } from '../../debug/program-session';
import { CAPABILITIES } from '../../debug/to-program';
import type { Api } from '../base/api';

type Emitter = vscode.EventEmitter<vscode.DebugProtocolMessage>;

/** Colours of the Debug Console. The category `important` would do as well, but the editor shows that as a notification, too. */
const COLOURS = { plain: '', bad: '\u001b[31m', good: '\u001b[32m', notable: '\u001b[33m' } as const;
const NO_COLOUR = '\u001b[39m';
export type Colour = keyof typeof COLOURS;

/** The editor's side of one program's session. */
export class ProgramAdapter implements vscode.DebugAdapter {
  readonly #sent: Emitter;
  #listens = false;

  constructor(
    api: Api,
    private readonly session: ProgramSession,
  ) {
    this.#sent = new api.EventEmitter();
  }

  get onDidSendMessage() {
    return this.#sent.event;
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    this.#listen();
    this.session.take(message);
  }

  dispose(): void {
    this.#sent.dispose();
  }

  /** With the editor's first message: before that it may not hear us yet. */
  #listen(): void {
    if (this.#listens) return;
    this.#listens = true;
    this.session.listen((message) => this.#sent.fire(message as vscode.DebugProtocolMessage));
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

  /** A line of ours in the Debug Console. */
  say(text: string, colour: Colour = 'plain'): void {
    const start = COLOURS[colour];
    this.#output('console', `${start}${escapeText(text)}${start && NO_COLOUR}\n`);
  }

  /** Text that the program has printed. */
  printed(text: string, stream: 'stdout' | 'stderr'): void {
    this.#output(stream, escapeText(text));
  }

  end(): void {
    this.#tell({ type: 'event', event: 'terminated', body: {} });
  }

  dispose(): void {
    this.#sent.dispose();
  }

  #output(category: string, output: string): void {
    this.#tell({ type: 'event', event: 'output', body: { category, output } });
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
