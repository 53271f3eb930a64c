import type { ExtensionTerminalOptions, Pseudoterminal } from 'vscode';
import type { Api } from '../../src/editor/base/api';
import type { MoreTexts } from '../../src/results/texts/index';
import type { ProgramRequest, ProgramResult } from '../../src/run/run-program';
import { TerminalTalk } from '../../src/sandbox/terminal-talk';
import type { FakeWindow } from './fake-window';

/** A terminal of the editor: what is on it, and whether it is still there. */
export class FakeTerminal {
  text = '';
  isOpen = false;
  isClosed = false;
  shows = 0;

  constructor(readonly options: ExtensionTerminalOptions) {}

  get name(): string {
    return this.options.name;
  }

  get pty(): Pseudoterminal {
    return this.options.pty;
  }

  /** The editor shows it for the first time. */
  open(): void {
    this.isOpen = true;
    this.pty.onDidWrite((text) => {
      this.text += text;
    });
    this.pty.onDidClose?.(() => this.close());
    this.pty.open({ columns: 90, rows: 20 });
  }

  show(): void {
    this.shows += 1;
    if (!this.isOpen) this.open();
  }

  /** The learner closes it, or the extension does. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.pty.close();
  }

  /** Its lines without colours and modes. */
  get lines(): readonly string[] {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they begin every colour and mode
    return this.text.replaceAll(/\u001b\[[?!0-9;]*[a-z]/g, '').split('\r\n');
  }
}

class FakeProfile {
  constructor(readonly options: ExtensionTerminalOptions) {}
}

/** The terminals of a window. `splits`: what happens when the editor is asked to split one. */
export class FakeTerminals {
  readonly all: FakeTerminal[] = [];
  splits: () => Promise<void> = async () => undefined;

  constructor(private readonly window: FakeWindow) {}

  get api(): Api {
    const { api } = this.window;
    const window = Object.create(api.window, {
      createTerminal: { value: (options: ExtensionTerminalOptions) => this.add(options) },
    });
    const commands = {
      executeCommand: async (name: string, ...given: readonly unknown[]) => {
        await api.commands.executeCommand(name, ...given);
        if (name === 'workbench.action.terminal.split') await this.splits();
      },
    };
    return Object.assign(Object.create(api), { window, commands, TerminalProfile: FakeProfile });
  }

  add(options: ExtensionTerminalOptions): FakeTerminal {
    const made = new FakeTerminal(options);
    this.all.push(made);
    return made;
  }
}

/** One start of a program. */
export interface FakeStart {
  readonly request: ProgramRequest;
  readonly talk: TerminalTalk;
  /** Kinds of the frames that were sent, one letter each. */
  readonly frames: string[];
  end(result: ProgramResult): void;
}

/** Runs no program: the test says what happens. */
export class FakePrograms {
  readonly starts: FakeStart[] = [];
  texts: readonly MoreTexts[] = [];
  /** What keeps programs from starting: the image is built until then. */
  building: Promise<void> | null = null;
  /** A defect of ours that the next start meets. */
  defect: Error | null = null;

  async runProgram(request: ProgramRequest): Promise<ProgramResult> {
    const { building, defect } = this;
    this.defect = null;
    if (defect !== null) throw defect;
    if (building !== null) {
      request.building?.({ step: 1, steps: 9, line: 'FROM' });
      await building;
    }
    return this.#start(request);
  }

  #start(request: ProgramRequest): Promise<ProgramResult> {
    return new Promise((resolve) => {
      const frames: string[] = [];
      const say = (frame: Uint8Array) => void frames.push(String.fromCharCode(frame[0] ?? 0));
      const listening = (ports: readonly number[]) => request.listening?.(ports);
      const talk = new TerminalTalk({ say, forget: () => undefined }, request.owner, request.tty, listening);
      const end = (result: ProgramResult) => {
        talk.take({ event: 'left', terminal: 0, exit_code: result.code, signal: null });
        talk.end();
        resolve(result);
      };
      this.starts.push({ request, talk, frames, end });
      const cancelled = { told: { code: 'cancelled', args: {} }, notes: [], code: null } as const;
      request.signal?.addEventListener('abort', () => end(cancelled), { once: true });
      request.started(talk, { runtime: 'python3', entry: { kind: 'file', path: 'main.py', module: null } });
    });
  }
}
