import path from 'node:path';
import { type Code, CodedError, type Message } from '../contract/codes';
import { PROGRAM_TERMINAL, TERMINALS_MAX } from '../contract/terminal-frames';
import { slashed } from '../course/files/paths';
import type { Course, Step } from '../course/format/format';
import { findStep } from '../course/format/load';
import { problemError } from '../course/format/read';
import { markedFolder } from '../course/program/root';
import { currentStep, noProgress } from '../course/progress/progress';
import { readProgress } from '../course/progress/progress-file';
import { programLines } from '../results/texts/program-catalogue';
import { wholeCatalogue } from '../results/texts/whole-catalogue';
import { endingOfProblem } from '../results/verdict/problems';
import type { ProgramRequest, ProgramResult, TerminalTalk } from '../run/run-program';
import type { RunArgs } from './args';
import { type CommandContext, EXIT, exitCodeOf, withErrorsShown } from './command';
import type { Keyboard } from './keyboard';
import { readerLeft } from './output';
import { buildShownOn } from './terminal';
import { courseOf, fileOf } from './test-command';

/** As a shell tells a signal. */
const SIGNALLED = 128;
/** What ends a program whose reader has left. */
const SIGPIPE = 13;
/** What Ctrl+C is as a byte. So many within so many milliseconds end a program that does not end by itself. */
const INTERRUPT = 3;
const INSISTS = 3;
const INSISTS_MS = 2_000;
/** Endings of a program that it has brought about itself. */
const ENDED: ReadonlySet<Code> = new Set<Code>([
  'program-time-over',
  'program-out-of-memory',
  'program-terminals',
  'launcher-stopped',
]);

/** `codealong run`: runs one program, for a person or for a script. @returns the program's own exit code */
export function runCommand(args: RunArgs, context: CommandContext): Promise<number> {
  return withErrorsShown(context.terminal, EXIT.usage, async () => {
    const { course, step, ...files } = await programOf(args, context);
    if (args.client && course.client === undefined) throw new CodedError('no-client', { course: course.title });
    const { keyboard, terminal, runner } = context;
    terminal.busy(wholeCatalogue.commandLine.phases.sandbox);
    const session = new Session(keyboard, args.client ? (course.client ?? null) : null, context.signal);
    const asked = session.request(() => terminal.idle());
    const request = { ...files, course, step, ...asked, building: buildShownOn(terminal) };
    const running = runner.runProgram(request).catch(resultOfTrouble);
    const result = await running.finally(() => {
      terminal.idle();
      session.close();
    });
    return session.code ?? tell(session.trouble ?? result, context);
  });
}

/** It could not be started. @throws whatever is no message for a person */
function resultOfTrouble(error: unknown): ProgramResult {
  if (!(error instanceof CodedError)) throw error;
  return resultOf(error.told);
}

function resultOf(told: Message): ProgramResult {
  return { told, notes: [], code: null };
}

/** What is typed and shown at this command line, for the program or for its client. */
class Session {
  readonly #left = new AbortController();
  /** When Ctrl+C was typed, by performance.now(), with no other key in between. */
  #interrupts: readonly number[] = [];
  /** The exit code, where it is not the program's: that of a client that has ended, or for a reader that has left. */
  code: number | null = null;
  /** Why the client is not there; null if it is, or is not wanted. */
  trouble: ProgramResult | null = null;

  constructor(
    private readonly keyboard: Keyboard,
    /** Its file; null if the program is talked to. */
    private readonly client: string | null,
    private readonly signal: AbortSignal,
  ) {}

  request(idle: () => void): Pick<ProgramRequest, 'tty' | 'size' | 'owner' | 'started' | 'needsClient' | 'signal'> {
    const { isTerminal, size } = this.keyboard;
    return {
      tty: isTerminal,
      size,
      owner: {
        // Beside a client, what the program prints stands apart.
        output: (bytes, stream, shown) => this.#show(bytes, this.client === null ? stream : 'stderr', shown),
        left: () => undefined,
      },
      started: (talk) => {
        idle();
        this.#begin(talk);
      },
      needsClient: this.client !== null,
      signal: AbortSignal.any([this.signal, this.#left.signal]),
    };
  }

  close(): void {
    this.keyboard.restore();
  }

  #begin(talk: TerminalTalk): void {
    const terminal = this.client === null ? PROGRAM_TERMINAL : this.#openClient(talk, this.client);
    if (terminal !== PROGRAM_TERMINAL) talk.endInput(PROGRAM_TERMINAL);
    this.keyboard.watchSize((size) => talk.resize(terminal, size));
    const typed = async (bytes: Uint8Array) => {
      talk.type(terminal, bytes);
      // A person's Ctrl+C has to be read even when the program does not read. What is too much then is dropped.
      if (!this.keyboard.isTerminal) await talk.room(terminal);
      else if (this.#insists(bytes)) this.#left.abort();
    };
    void this.keyboard.read(typed).then(() => talk.endInput(terminal));
  }

  #insists(bytes: Uint8Array): boolean {
    const now = performance.now();
    const again = bytes.every((byte) => byte === INTERRUPT)
      ? [...this.#interrupts, ...Array.from(bytes, () => now)]
      : [];
    this.#interrupts = again.filter((time) => now - time < INSISTS_MS).slice(-INSISTS);
    return this.#interrupts.length === INSISTS;
  }

  #openClient(talk: TerminalTalk, file: string): number {
    const { isTerminal, size } = this.keyboard;
    const owner: ProgramRequest['owner'] = {
      output: (bytes, stream, shown) => this.#show(bytes, stream, shown),
      left: ({ exit_code, signal }) => {
        if (exit_code !== null || signal !== null) this.code ??= exit_code ?? SIGNALLED + (signal ?? 0);
        else if (talk.isOver)
          return; // the program has ended first
        else this.trouble = resultOf({ code: 'client-not-started', args: { file } });
        this.#left.abort();
      },
    };
    const opened = talk.openClient(owner, isTerminal, size);
    if (opened === null) throw new CodedError('clients-too-many', { most: TERMINALS_MAX - 1 });
    return opened;
  }

  /** Without a reader there is nothing to run for. One that has enough, like `head`, is no failure, and nothing is said. */
  #show(bytes: Uint8Array, where: 'stdout' | 'stderr', shown: () => void): void {
    this.keyboard.show(bytes, where, (trouble) => {
      if (trouble !== null && readerLeft(trouble)) this.code ??= SIGNALLED + SIGPIPE;
      if (trouble !== null) this.#left.abort();
      shown();
    });
  }
}

interface ProgramPlace extends Pick<ProgramRequest, 'file' | 'source' | 'root' | 'entry'> {
  readonly course: Course;
  readonly step: Step;
}

/** The file that was named, or the entry of the folder's present step. @throws CodedError */
async function programOf(args: RunArgs, context: CommandContext): Promise<ProgramPlace> {
  const { cwd } = context;
  const file = args.file === null ? null : await fileOf(args.file, cwd);
  const given = args.root === null ? null : path.resolve(cwd, args.root);
  const start = given ?? (file === null ? cwd : path.dirname(file));
  const root = given ?? (await markedFolder(start));
  const { progress, course: started, problem } = await readProgress(root ?? start);
  const name = args.course ?? started;
  if (name === null && problem !== null) throw problemError(problem);
  if (name === null) throw new CodedError('no-course-here', { folder: start });
  const course = await courseOf(name, context);
  const present = currentStep(course, progress ?? noProgress(course.id));
  const own = course.shape === 'separate' ? stepOfFile(course, root, file) : undefined;
  const step = args.step === null ? (own ?? present) : findStep(course, args.step);
  return { course, step, file, source: null, root: file === null ? (root ?? start) : given, entry: args.entry };
}

function stepOfFile(course: Course, root: string | null, file: string | null): Step | undefined {
  if (root === null || file === null) return undefined;
  const name = slashed(path.relative(root, file));
  return course.steps.find((step) => (step.entry ?? course.entry) === name);
}

/** Says how it ended, where the exit code alone does not, and what may be the reason. */
function tell({ told, notes, code }: ProgramResult, { terminal, keyboard }: CommandContext): number {
  const isPlain = code !== null && code >= 0 && !keyboard.isTerminal;
  const said = isPlain ? (code === 0 ? [] : notes) : [told, ...notes];
  for (const line of said.flatMap(programLines)) terminal.error(line);
  if (code !== null) return code < 0 ? SIGNALLED - code : code;
  return ENDED.has(told.code) ? EXIT.notPassed : exitCodeOf(endingOfProblem(told).outcome);
}
