import type { AuthorCodes } from './codes/author-codes';
import type { ConnectionCodes } from './codes/connection-codes';
import type { CourseCodes } from './codes/course-codes';
import type { EngineCodes } from './codes/engine-codes';
import type { FailureCodes } from './codes/failure-codes';
import type { LearnerCodes } from './codes/learner-codes';
import type { PackageCodes } from './codes/package-codes';
import type { ProgramCodes, RunCodes } from './codes/run-codes';
import type { RuntimeCodes } from './codes/runtime-codes';
import type { CommandLineCodes, SetupCodes } from './codes/setup-codes';

export type { MessageValue } from './codes/args';

/** Every code with the args of its sentence. Add a code here; the compiler then asks for its sentence in `src/results/texts`. */
export interface CodeArgs
  extends EngineCodes,
    ConnectionCodes,
    RunCodes,
    FailureCodes,
    CourseCodes,
    LearnerCodes,
    AuthorCodes,
    SetupCodes,
    ProgramCodes,
    PackageCodes,
    RuntimeCodes,
    CommandLineCodes {}

export type Code = keyof CodeArgs;

/** Codes that only `codealong check`, the doctor and the command line use. A window loads their texts separately, or not at all. */
export type AuthorCode = keyof AuthorCodes;
export type SetupCode = keyof SetupCodes;
export type CommandLineCode = keyof CommandLineCodes;
/** Codes about a program that a person runs. A window loads their texts with the first terminal. */
export type ProgramCode = keyof ProgramCodes;
/** Codes about the packages of a course. Their texts come with the core. */
export type PackageCode = keyof PackageCodes;
/** Codes about the choice of a runtime. Their texts come with the core. */
export type RuntimeCode = keyof RuntimeCodes;
/** Codes about the way to an engine on another machine. Their texts come with the core. */
export type ConnectionCode = keyof ConnectionCodes;
/** Codes that a window tells. Some are told of runs alone: their texts come with the core, too. */
export type WindowCode = Exclude<
  Code,
  AuthorCode | SetupCode | CommandLineCode | ProgramCode | PackageCode | RuntimeCode | ConnectionCode
>;

/**
 * What happened, as a code with args. Every text that a person reads is made from one of these, in the catalogue of
 * `src/results/texts`. No room below that one writes prose.
 */
export type Message<K extends Code = Code> = {
  readonly [C in K]: { readonly code: C; readonly args: CodeArgs[C] };
}[K];

/** Each bundle has a class of its own, and an error made in one is looked at in another. */
const CODED = Symbol.for('codealong.CodedError');

class TellingError<K extends Code> extends Error {
  constructor(
    readonly code: K,
    readonly args: CodeArgs[K],
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'CodedError';
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && CODED in value;
  }

  get [CODED](): true {
    return true;
  }

  /** The same message as plain data. */
  get told(): Message<K> {
    return { code: this.code, args: this.args };
  }
}

/** An error that carries the message for the person who reads it. */
export type CodedError<K extends Code = Code> = { readonly [C in K]: TellingError<C> }[K];

interface CodedErrorConstructor {
  new <K extends Code>(code: K, args: CodeArgs[K], options?: ErrorOptions): CodedError<K>;
  /** Lets `instanceof` narrow to the union of all codes. A generic class alone would narrow to `any`. */
  readonly prototype: CodedError;
}

export const CodedError: CodedErrorConstructor = TellingError;

/** Only the code and the args of an object that has more fields. */
export function messageOf<K extends Code = Code>({ code, args }: Message<K>): Message<K> {
  return { code, args };
}

/** For callers that only look: another part reports what is wrong. */
export function nullIfCoded(error: unknown): null {
  if (error instanceof CodedError) return null;
  throw error;
}
