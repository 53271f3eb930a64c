import path from 'node:path';
import type { Terminal } from 'vscode';
import { CodedError, type Message } from '../../contract/codes';
import type { Job } from '../../contract/job';
import { PROGRAM_TERMINAL } from '../../contract/terminal-frames';
import { catalogue } from '../../results/texts';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { findAlsoIn } from '../../results/texts/index';
import { programCatalogue } from '../../results/texts/program-catalogue';
import type { ProgramResult, TerminalTalk } from '../../run/run-program';
import type { Runner } from '../../run/runner';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { COMMANDS } from '../base/commands';
import { plainLabel } from '../base/escape-ui';
import type { Target } from '../base/target';
import type { RunService } from '../run/run-service';
import { TerminalScreen } from './terminal-screen';

export interface ProgramSources {
  readonly runner: () => Promise<Pick<Runner, 'runProgram' | 'texts'>>;
  readonly save: RunService['save'];
  /** The step that the folder is at now. */
  readonly present: (target: Target) => Promise<Target>;
  /** The program has begun to listen on a port. */
  readonly listens: (program: ProgramTerminal, port: number) => void;
  readonly closed: (program: ProgramTerminal) => void;
  readonly crashed: (error: unknown) => void;
}

/** The terminal of a learner's program: one a folder. A new run in it replaces the one before. */
export class ProgramTerminal implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #screen: TerminalScreen;
  readonly #changed;
  readonly terminal: Terminal;
  /** Ends the newest start of the program. */
  #abort: AbortController | null = null;
  /** Resolves when that start is over, and all before it. */
  #over: Promise<void> = Promise.resolve();
  #talk: TerminalTalk | null = null;
  #isOpen = false;
  /** The image is being built for the newest start. */
  #isBuilding = false;
  /** Run was asked for during the build: the files may have changed since. */
  #isWantedAgain = false;
  #ports: readonly number[] = [];
  #runtime = '';

  constructor(
    api: Api,
    public target: Target,
    private readonly sources: ProgramSources,
  ) {
    this.#changed = this.#disposables.add(new api.EventEmitter<void>());
    this.#screen = this.#disposables.add(
      new TerminalScreen(api, {
        opened: () => {
          this.#isOpen = true;
          void this.run();
        },
        typed: (text) => this.#talk?.type(PROGRAM_TERMINAL, Buffer.from(text, 'utf8')),
        resized: (size) => this.#talk?.resize(PROGRAM_TERMINAL, size),
        again: () => void this.run(),
        closed: () => this.dispose(),
      }),
    );
    const name = plainLabel(programCatalogue.words.terminal(target.course.id, programOf(target)));
    this.terminal = api.window.createTerminal({ name, pty: this.#screen, isTransient: true });
  }

  /** Fires when a client may begin to talk to the program, or cannot any more. */
  get onDidChange() {
    return this.#changed.event;
  }

  /** For clients; null while no program runs. */
  get talk(): TerminalTalk | null {
    return this.#talk;
  }

  /** The command that the program was started with last, as its terminal shows it. Empty before it was. */
  get runtime(): string {
    return this.#runtime;
  }

  get ports(): readonly number[] {
    return this.#ports;
  }

  /**
   * Saves and starts the program; one that still runs is ended first. A build of the image goes on: the program starts anew after it. A
   * terminal that is not on the screen yet starts it then.
   */
  async run(): Promise<void> {
    if (!this.#isOpen) return;
    if (this.#isBuilding) {
      this.#isWantedAgain = true;
      return;
    }
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const { signal } = abort;
    this.#over = this.#over.then(() => (signal.aborted ? undefined : this.#toEnd(signal))).catch(this.sources.crashed);
    await this.#over;
    if (this.#abort === abort) this.#abort = null;
  }

  /** For a client: starts the program unless it runs, or is being started. */
  ensure(): void {
    if (this.#abort === null) void this.run();
  }

  /** Closes the terminal in the editor. */
  shut(): void {
    this.#screen.shut();
    this.dispose();
  }

  dispose(): void {
    this.#abort?.abort();
    this.#disposables.dispose();
    this.sources.closed(this);
  }

  async #toEnd(signal: AbortSignal): Promise<void> {
    const { words } = programCatalogue;
    this.#screen.begin(words.starting);
    try {
      const { told, notes } = await this.#saveAndRun(signal).catch(resultOfError);
      if (!signal.aborted) this.#screen.end([told, ...notes], words.again);
    } catch (error) {
      if (!signal.aborted) this.#screen.fail(editorCatalogue.news.defect(COMMANDS.runProgram.title), words.again);
      throw error;
    } finally {
      this.#isBuilding = false;
      this.#isWantedAgain = false;
      this.#ports = [];
      this.#talkIs(null);
    }
  }

  async #saveAndRun(signal: AbortSignal): Promise<ProgramResult> {
    this.target = await this.sources.present(this.target);
    const { course, step, file, root } = this.target;
    const [unsaved] = await this.sources.save(this.target, signal);
    if (unsaved !== undefined && !signal.aborted)
      throw new CodedError('program-not-saved', { file: path.relative(root, unsaved) });
    const runner = await this.sources.runner();
    runner.texts.forEach(findAlsoIn);
    return runner.runProgram({
      course,
      step,
      file,
      root,
      source: null,
      entry: null,
      tty: true,
      size: this.#screen.size,
      owner: { output: (bytes, _stream, shown) => this.#screen.output(bytes, shown), left: () => undefined },
      started: (talk, job) => this.#started(talk, job),
      listening: (ports) => this.#listens(ports),
      building: (progress) => {
        this.#isBuilding = true;
        this.#screen.say(programCatalogue.words.building(catalogue.building.news(progress)));
      },
      signal,
    });
  }

  #started(talk: TerminalTalk, { runtime, entry }: Pick<Job, 'runtime' | 'entry'>): void {
    this.#isBuilding = false;
    if (this.#isWantedAgain) {
      this.#isWantedAgain = false;
      void this.run();
      return;
    }
    this.#runtime = runtime;
    this.#screen.say(`$ ${runtime} ${entry.module === null ? entry.path : `-m ${entry.module}`}`);
    // Its size may have changed while the sandbox was started.
    talk.resize(PROGRAM_TERMINAL, this.#screen.size);
    this.#talkIs(talk);
  }

  #talkIs(talk: TerminalTalk | null): void {
    this.#talk = talk;
    this.#changed.fire();
  }

  #listens(ports: readonly number[]): void {
    const [news] = ports.filter((port) => !this.#ports.includes(port));
    this.#ports = ports;
    if (news !== undefined) this.sources.listens(this, news);
  }
}

/** The file that is started, as its terminal is called. */
export function programOf({ course, step, file, alone }: Target): string {
  return alone ? path.basename(file) : (step.entry ?? course.entry);
}

/** @throws whatever is no message for the learner */
function resultOfError(error: unknown): ProgramResult {
  if (!(error instanceof CodedError)) throw error;
  const told: Message = error.told;
  return { told, notes: [], code: null };
}
