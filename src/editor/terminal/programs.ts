import type { TerminalProfile } from 'vscode';
import { programCatalogue, programLines } from '../../results/texts/program-catalogue';
import { speak } from '../../results/texts/translation';
import type { Api, Disposable } from '../base/api';
import { plainMessage } from '../base/escape-ui';
import type { Target } from '../base/target';
import { tellNoCourse } from '../course/no-course';
import type { Targets } from '../course/targets';
import { ClientTerminal } from './client-terminal';
import { type ProgramSources, ProgramTerminal, programOf } from './program-terminal';

export interface ProgramsSources extends Pick<ProgramSources, 'runner' | 'save' | 'crashed'> {
  readonly targets: Pick<Targets, 'meant' | 'of' | 'withoutFile'>;
  /** Of this extension, and the name of its profile of a client. */
  readonly extensionId: string;
  readonly clientProfile: string;
}

const SPLIT = 'workbench.action.terminal.split';

/** `codealong.runProgram` and `codealong.openClient`: the terminals of the learner's programs and of their clients. */
export class Programs implements Disposable {
  /** By the learner's root, or by the file of a program outside any course. */
  readonly #programs = new Map<string, ProgramTerminal>();
  readonly #clients = new Map<ClientTerminal, ProgramTerminal>();
  /** The programs whose client was offered. */
  readonly #offered = new WeakSet<ProgramTerminal>();
  /** The client that the editor makes a terminal for just now. */
  #wanted: ClientTerminal | null = null;

  constructor(
    private readonly api: Api,
    private readonly sources: ProgramsSources,
  ) {
    // The texts of this bundle are not those of the window's.
    speak(api.l10n.bundle, { program: programCatalogue.words });
  }

  /** The actions of commands, by their names. */
  get actions() {
    return {
      runProgram: (given: unknown) => this.#run(given),
      openClient: (given: unknown) => this.#openClient(given),
    };
  }

  dispose(): void {
    for (const one of [...this.#clients.keys(), ...this.#programs.values()]) one.shut();
  }

  /** A program of the folder that still runs is ended, and its terminal used again. */
  async #run(given: unknown): Promise<void> {
    const target = await this.#target(given);
    if (target === null) return;
    const known = this.#programs.get(keyOf(target));
    const program = known ?? this.#make(target);
    program.terminal.show();
    if (known === undefined) return;
    known.target = target;
    void known.run();
  }

  async #openClient(given: unknown): Promise<void> {
    const target = await this.#target(given);
    if (target === null) return;
    if (target.course.client === undefined) {
      const told = { code: 'no-client', args: { course: target.course.title } } as const;
      void this.api.window.showInformationMessage(plainMessage(programLines(told).join(' ')));
      return;
    }
    const known = this.#programs.get(keyOf(target));
    const program = known ?? this.#make(target);
    if (known === undefined) program.terminal.show(true);
    else known.ensure();
    await this.#addClient(program, known === undefined);
  }

  /** @param isNew whether the editor does not know the program's terminal yet */
  async #addClient(program: ProgramTerminal, isNew = false): Promise<void> {
    const client = this.#makeClient(program);
    if (!isNew && (await this.#split(program, client))) return;
    const location = { parentTerminal: program.terminal };
    this.api.window.createTerminal({ ...client.options, location }).show();
  }

  #makeClient(program: ProgramTerminal): ClientTerminal {
    this.#offered.add(program);
    const client = new ClientTerminal(this.api, program, (one) => this.#clients.delete(one));
    this.#clients.set(client, program);
    return client;
  }

  /**
   * Puts the client beside its program. VS Code forgets `parentTerminal` for a terminal that it has opened before, so its own command to
   * split is asked, with our profile of a client. @returns whether it has taken the client
   */
  async #split(program: ProgramTerminal, client: ClientTerminal): Promise<boolean> {
    program.terminal.show(true);
    this.#wanted = client;
    const config = {
      extensionIdentifier: this.sources.extensionId,
      id: this.sources.clientProfile,
      title: client.options.name,
    };
    await this.api.commands.executeCommand(SPLIT, { config }).then(undefined, () => undefined);
    const taken = this.#wanted !== client;
    this.#wanted = null;
    return taken;
  }

  /** A client for the editor, which asks when it splits a terminal. The manifest has no such profile: it would be offered in every window. */
  provideTerminalProfile(): TerminalProfile | undefined {
    const client = this.#wanted;
    this.#wanted = null;
    return client === null ? undefined : new this.api.TerminalProfile(client.options);
  }

  #make(target: Target): ProgramTerminal {
    const { runner, save, targets, crashed } = this.sources;
    const program = new ProgramTerminal(this.api, target, {
      runner,
      save,
      crashed,
      present: async (given) => (await targets.of(given.file)) ?? given,
      listens: (one, port) => void this.#offerClient(one, port).catch(crashed),
      closed: (one) => this.#closed(one),
    });
    this.#programs.set(keyOf(target), program);
    return program;
  }

  /** The clients of a program that nobody sees any more have nothing to talk to. */
  #closed(program: ProgramTerminal): void {
    for (const [key, one] of this.#programs) if (one === program) this.#programs.delete(key);
    for (const [client, of] of [...this.#clients]) if (of === program) client.shut();
  }

  /** Once for each terminal: a program may be run a hundred times in it. */
  async #offerClient(program: ProgramTerminal, port: number): Promise<void> {
    const { target } = program;
    if (target.course.client === undefined || this.#offered.has(program)) return;
    this.#offered.add(program);
    const { words } = programCatalogue;
    const text = plainMessage(words.listens(programOf(target), port));
    const answer = await this.api.window.showInformationMessage(text, words.openClient);
    if (answer === words.openClient && this.#programs.get(keyOf(target)) === program) await this.#addClient(program);
  }

  async #target(given: unknown): Promise<Target | null> {
    const target = await this.sources.targets.meant(given);
    if (target === null) await tellNoCourse(this.api, this.sources.targets, target);
    return target;
  }
}

function keyOf({ root, file, alone }: Target): string {
  return alone ? file : root;
}
