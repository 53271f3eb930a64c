import type { References } from '../authoring/references';
import { CodedError } from '../contract/codes';
import { escapeLine } from '../contract/escape-text';
import type { Limits } from '../contract/limits';
import { OUTCOMES } from '../contract/outcomes';
import type { Platform } from '../contract/platform';
import type { Outcome } from '../contract/verdict';
import type { Problem } from '../course/format/format';
import { fullText, textOf } from '../results/texts';
import { wholeCatalogue } from '../results/texts/whole-catalogue';
import type { Home } from '../run/home';
import type { Runner } from '../run/runner';
import type { Keyboard } from './keyboard';
import type { Terminal } from './terminal';

/** Everything that a command works with. */
export interface CommandContext {
  readonly platform: Platform;
  readonly cwd: string;
  readonly home: Home;
  /** The version of this package. */
  readonly version: string;
  readonly terminal: Terminal;
  /** For a program that a person runs. */
  readonly keyboard: Keyboard;
  readonly runner: Runner;
  /** Provides the genuine program of a course. */
  readonly references: References;
  /** The same in another runtime. Whoever asks disposes both. */
  readonly inRuntime: (runtime: string) => Pick<CommandContext, 'runner' | 'references'>;
  readonly maxima: Limits;
  readonly signal: AbortSignal;
  /** The whole of stdin. @throws CodedError `stdin-too-large`, `stdin-unreadable`, `cancelled` */
  readonly readStdin: () => Promise<Uint8Array>;
}

/** Exit codes of the process. `hungUp`: cancelled because the terminal was closed. */
export const EXIT = { passed: 0, notPassed: 1, usage: 2, sandbox: 3, hungUp: 129, cancelled: 130 } as const;

/** The exit code for a run. A broken suite gives 3, like any other trouble of the sandbox. */
export function exitCodeOf(outcome: Outcome): number {
  if (outcome === 'passed') return EXIT.passed;
  const { fault } = OUTCOMES[outcome];
  if (fault === 'person') return EXIT.cancelled;
  return fault === 'engine' ? EXIT.sandbox : EXIT.notPassed;
}

/**
 * Does a command's work. A coded error is printed for a person; an unexpected error is rethrown.
 * @param failed the exit code after a coded error
 * @returns the exit code
 */
export async function withErrorsShown(
  terminal: Terminal,
  failed: number,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    terminal.idle();
    if (!(error instanceof CodedError)) throw error;
    for (const line of problemLines(error)) terminal.error(line);
    return error.code === 'cancelled' ? EXIT.cancelled : failed;
  }
}

/** A coded error or a problem of a course as lines for a person: what happened, then what to do. */
export function problemLines(problem: CodedError | Problem): readonly string[] {
  const messages = { ...wholeCatalogue.program.messages, ...wholeCatalogue.commandLine.messages };
  const advice = textOf(problem, messages).advice;
  return [`${locationOf(problem)}${fullText(problem, messages)}`, ...(advice === undefined ? [] : [advice])];
}

/** `course.json:3: `; empty for an error without a file. */
function locationOf(problem: CodedError | Problem): string {
  if (!('line' in problem)) return '';
  const file = escapeLine(problem.file);
  return problem.line === null ? `${file}: ` : `${file}:${problem.line}: `;
}
