import { programLines } from '../../results/report/program-end';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { programCatalogue } from '../../results/texts/program-catalogue';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { COMMANDS } from '../base/commands';
import { plainMessage } from '../base/escape-ui';
import type { Target } from '../base/target';
import type { Targets } from '../course/targets';
import { ClientTerminal } from './client-terminal';
import { type ProgramSources, ProgramTerminal, programOf } from './program-terminal';

export interface ProgramsSources extends Pick<ProgramSources, 'runner' | 'crashed'> {
  readonly targets: Pick<Targets, 'meant' | 'of'>;
}

/** `codealong.runProgram` and `codealong.openClient`: the terminals of the learner's programs and of their clients. */
export class Programs implements Disposable {
  /** By the learner's root, or by the file of a program outside any course. */
  readonly #programs = new Map<string, ProgramTerminal>();
  readonly #clients = new Map<ClientTerminal, ProgramTerminal>();
  /** The programs whose client was offered. */
  readonly #offered = new WeakSet<ProgramTerminal>();
  readonly #disposables = new DisposableStore();

  constructor(
    private readonly api: Api,
    private readonly sources: ProgramsSources,
  ) {}

  /** The actions of commands, by their names. */
  get actions() {
    return {
      runProgram: (given: unknown) => this.#run(given),
      openClient: (given: unknown) => this.#openClient(given),
    };
  }

  dispose(): void {
    for (const one of [...this.#clients.keys(), ...this.#programs.values()]) one.terminal.dispose();
    for (const one of [...this.#clients.keys(), ...this.#programs.values()]) one.dispose();
    this.#disposables.dispose();
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
    else if (known.talk === null) void known.run();
    this.#addClient(program);
  }

  #addClient(program: ProgramTerminal): void {
    this.#offered.add(program);
    const client = new ClientTerminal(this.api, program, (one) => this.#clients.delete(one));
    this.#clients.set(client, program);
    client.terminal.show();
  }

  #make(target: Target): ProgramTerminal {
    const { runner, targets, crashed } = this.sources;
    const program = new ProgramTerminal(this.api, target, {
      runner,
      crashed,
      present: async (given) => (await targets.of(given.file)) ?? given,
      listens: (one, port) => void this.#offerClient(one, port),
      closed: (one) => this.#closed(one),
    });
    this.#programs.set(keyOf(target), program);
    return program;
  }

  /** The clients of a program that nobody sees any more have nothing to talk to. */
  #closed(program: ProgramTerminal): void {
    for (const [key, one] of this.#programs) if (one === program) this.#programs.delete(key);
    for (const [client, of] of [...this.#clients]) if (of === program) client.terminal.dispose();
  }

  /** Once for each terminal: a program may be run a hundred times in it. */
  async #offerClient(program: ProgramTerminal, port: number): Promise<void> {
    const { target } = program;
    if (target.course.client === undefined || this.#offered.has(program)) return;
    this.#offered.add(program);
    const { words } = programCatalogue;
    const text = plainMessage(words.listens(programOf(target), port));
    const answer = await this.api.window.showInformationMessage(text, words.openClient);
    if (answer === words.openClient && this.#programs.get(keyOf(target)) === program) this.#addClient(program);
  }

  async #target(given: unknown): Promise<Target | null> {
    const target = await this.sources.targets.meant(given);
    if (target === null) void this.#offerStart();
    return target;
  }

  async #offerStart(): Promise<void> {
    const { startCourse } = COMMANDS;
    const answer = await this.api.window.showInformationMessage(editorCatalogue.questions.noCourse, startCourse.title);
    if (answer === startCourse.title) await this.api.commands.executeCommand(startCourse.id);
  }
}

function keyOf({ root, file, alone }: Target): string {
  return alone ? file : root;
}
