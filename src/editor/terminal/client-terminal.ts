import type { ExtensionTerminalOptions } from 'vscode';
import { TERMINALS_MAX } from '../../contract/terminal-frames';
import { programCatalogue } from '../../results/texts/program-catalogue';
import type { TerminalTalk } from '../../run/run-program';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { plainLabel } from '../base/escape-ui';
import type { ProgramTerminal } from './program-terminal';
import { TerminalScreen } from './terminal-screen';

/** The terminal of a course's client, beside that of the program that it talks to. It comes back when the program is run again. */
export class ClientTerminal implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #screen: TerminalScreen;
  /** What the editor makes the terminal from. */
  readonly options: ExtensionTerminalOptions;
  /** The program that it talks to; null while its process does not run. */
  #talk: TerminalTalk | null = null;
  #number = 0;
  #isOpen = false;
  /** It waits for the program to run. */
  #waits = true;

  constructor(
    api: Api,
    private readonly program: ProgramTerminal,
    private readonly closed: (client: ClientTerminal) => void,
  ) {
    this.#screen = this.#disposables.add(
      new TerminalScreen(api, {
        opened: () => this.#open(),
        typed: (text) => this.#talk?.type(this.#number, Buffer.from(text, 'utf8')),
        resized: (size) => this.#talk?.resize(this.#number, size),
        again: () => this.#again(),
        closed: () => this.dispose(),
      }),
    );
    this.#disposables.add(program.onDidChange(() => (this.#waits ? this.#start() : undefined)));
    const name = plainLabel(programCatalogue.words.client(program.target.course.id));
    this.options = { name, pty: this.#screen, isTransient: true };
  }

  /** Closes the terminal in the editor. */
  shut(): void {
    this.#screen.shut();
    this.dispose();
  }

  dispose(): void {
    this.#talk?.closeClient(this.#number);
    this.#talk = null;
    this.#waits = false;
    this.#disposables.dispose();
    this.closed(this);
  }

  #open(): void {
    this.#isOpen = true;
    this.#start();
  }

  #again(): void {
    this.#waits = true;
    if (this.program.talk === null) this.program.ensure();
    else this.#start();
  }

  #start(): void {
    const { talk, target } = this.program;
    if (talk === null || !this.#isOpen) return;
    this.#waits = false;
    this.#screen.begin(`$ ${target.course.runtime} ${target.course.client ?? ''}`);
    const owner = {
      output: (bytes: Uint8Array, _stream: unknown, shown: () => void) => this.#screen.output(bytes, shown),
      left: () => this.#left(talk),
    };
    const number = talk.openClient(owner, true, this.#screen.size);
    if (number === null) {
      const told = { code: 'clients-too-many', args: { most: TERMINALS_MAX - 1 } } as const;
      this.#screen.end([told], programCatalogue.words.clientOver);
      return;
    }
    this.#number = number;
    this.#talk = talk;
  }

  #left(talk: TerminalTalk): void {
    if (this.#talk !== talk) return;
    this.#talk = null;
    const { words } = programCatalogue;
    this.#waits = talk.isOver;
    this.#screen.end([], talk.isOver ? words.programOver : words.clientOver);
  }
}
