import type { ExtensionTerminalOptions } from 'vscode';
import type { Message } from '../../contract/codes';
import { TERMINALS_MAX } from '../../contract/terminal-frames';
import { programCatalogue } from '../../results/texts/program-catalogue';
import type { ProcessEnd, TerminalTalk } from '../../run/run-program';
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
    const { talk, target, runtime } = this.program;
    if (talk === null || !this.#isOpen) return;
    this.#waits = false;
    this.#screen.begin(`$ ${runtime} ${target.course.client ?? ''}`);
    const owner = {
      output: (bytes: Uint8Array, _stream: unknown, shown: () => void) => this.#screen.output(bytes, shown),
      left: (end: ProcessEnd) => this.#left(talk, end),
    };
    const number = talk.clientProblem === null ? talk.openClient(owner, true, this.#screen.size) : null;
    if (number === null) {
      this.#cannot(talk.clientProblem ?? { code: 'clients-too-many', args: { most: TERMINALS_MAX - 1 } });
      return;
    }
    this.#number = number;
    this.#talk = talk;
  }

  #cannot(why: Message): void {
    this.#screen.end([why], programCatalogue.words.clientOver);
  }

  #left(talk: TerminalTalk, { exit_code, signal }: ProcessEnd): void {
    if (this.#talk !== talk) return;
    this.#talk = null;
    this.#waits = talk.isOver;
    const { words } = programCatalogue;
    const file = this.program.target.course.client ?? '';
    if (talk.isOver) this.#screen.end([], words.programOver);
    else if (exit_code === null && signal === null) this.#cannot({ code: 'client-not-started', args: { file } });
    else this.#screen.end([], words.clientOver);
  }
}
