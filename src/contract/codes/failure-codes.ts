import type { MessageValue, NoArgs } from './args';

type Raw = MessageValue | undefined;
type Reader = (value: Raw) => MessageValue;

/** Null for what is missing or empty. */
const word = (value: Raw): string | null =>
  value === undefined || value === null || value === '' ? null : String(value);
const figure = (value: Raw): number | null => (typeof value === 'number' ? value : null);

const ending = { exit_code: figure, signal: figure };
/** Where two long values first differ: `unit` is `character`, `byte`, `item` or `key`; `at` from 1, null for a key. All null when it was not looked for. */
const difference = { unit: word, at: figure, key: word, wanted_size: figure, came_size: figure };
const onPort = { port: figure, seconds: figure };

/**
 * The codes that a sandbox may send about a test, and how each arg is read. An image may be newer or hostile: an arg that is missing or of
 * another type is null, and the sentence leaves it out.
 */
export const FAILURE_ARGS = {
  /** A code that this version does not know, with its args as lines. */
  'unknown-code': { code: word, said: word },
  message: difference,
  assertion: difference,
  /** `wanted`: the exception that the test expected in its place; null if it expected none. */
  raised: { type: word, message: word, function: word, wanted: word },
  /**
   * The suite's own code raised an exception on what it had read of the program. `given`: how that came, `printed`, `printed-nothing`,
   * `returned`, `gave-nothing`, `raised`, `stopped` (no more values), `sent`, `sent-nothing` or `file`. `line`, `source`: the suite's.
   */
  'answer-unread': { type: word, message: word, given: word, line: figure, source: word },
  'suite-error': { type: word, message: word },
  exited: { ...ending, waiting_for: word },
  'exited-early': { ...ending, port: figure, protocol: word },
  'exit-code': { ...ending, wanted: word },
  'no-exit': { seconds: figure },
  'output-missing': { seconds: figure, wanted: word },
  'output-closed': { wanted: word },
  'call-timeout': { function: word, seconds: figure },
  'call-ended': { ...ending, function: word },
  /** `place`: a module or a class. `name` is null if that module itself is missing. */
  'name-missing': { place: word, name: word },
  /** `where`: `argument` if the function put it into one, `object` if a held object is compared with a plain value, else null. */
  'not-plain': { function: word, type: word, where: word },
  'not-callable': { function: word, type: word },
  'too-many-values': { function: word, most: figure },
  'too-large': { function: word },
  'read-file-missing': { path: word },
  /** `why`: `not-regular`, `too-large` (more than `limit` bytes), or the system's own words. */
  'read-file-refused': { path: word, why: word, limit: figure },
  'write-file-refused': { path: word, why: word },
  'stdin-closed': {},
  'stdin-full': { seconds: figure },
  /** `took` and `computed`: seconds of a run that the machine was too busy for; null when that is not the reason. */
  'run-timeout': { ...onPort, waiting_for: word, function: word, took: figure, computed: figure },
  /** The test's own code had not come to an end with what the program answered. `test`: its name, if the run itself is told about. */
  'check-endless': { seconds: figure, test: word },
  'too-much-written': { bytes: figure },
  'launcher-lost': {},
  /** The kernel refused a call of the runner's own. `why`: the name of the error, `ENFILE`. */
  'machine-refused': { call: word, why: word },
  'too-many-terminals': { most: figure },
  'output-limit': { test: word },
  'not-started': { why: word },
  'not-listening': onPort,
  'not-bound': onPort,
  /** `protocol`: `tcp` or `udp`. */
  'wrong-port': { port: figure, protocol: word, found: word },
  /** `wanted`: the protocol of the test. `found`: the ports that the program has for the other one. */
  'wrong-protocol': { port: figure, wanted: word, found: word },
  /** The kernel answered a datagram: nobody has the port. */
  'datagram-refused': { port: figure },
  'no-datagram': onPort,
  /** `found`: the port from which the answer came. */
  'datagram-elsewhere': { port: figure, found: figure },
  'datagram-unexpected': { port: figure },
  refused: { port: figure },
  'queue-full': onPort,
  'connection-closed': { port: figure },
  'connection-reset': { port: figure },
  'nothing-received': onPort,
  'reply-incomplete': onPort,
  'send-blocked': onPort,
  /** `why`: the exception of the suite's reader. */
  unreadable: { why: word },
  'too-much-sent': { port: figure, bytes: figure },
  'still-open': onPort,
  'port-taken': { ports: word },
  /** `wanted`: the names of its classes, null when any exception would have done. `function`: the call as a learner would try it. */
  'no-exception': { function: word, wanted: word },
  'exception-words': {},
  /** A mark left the test out. */
  skipped: { reason: word },
  /** A mark says that the test fails, and it did. */
  'expected-failure': { reason: word },
  /** A mark says that the test fails, and it passed. */
  'unexpected-pass': { reason: word },
  /** The run ended during this test, and no more is known. */
  'not-finished': {},
} satisfies Readonly<Record<string, Readonly<Record<string, Reader>>>>;

type ArgsRead<F> = { readonly [N in keyof F]: F[N] extends (value: Raw) => infer T ? T : never };

/** Codes that come from a sandbox. */
export type SaidCode = keyof typeof FAILURE_ARGS;

type Said = {
  readonly [C in Exclude<SaidCode, 'raised' | 'suite-error' | 'message' | 'assertion'>]: ArgsRead<
    (typeof FAILURE_ARGS)[C]
  >;
};

/** A line of the learner's file, as far as known. */
interface Pointed {
  readonly file?: string | null;
  readonly line?: number | null;
  /** The line itself, and the marks below it. */
  readonly source?: string | null;
}

interface Exception extends Pointed {
  readonly type?: string | null;
  readonly message: string | null;
  readonly function?: string | null;
  /** The exception that was expected; null or missing if none was. */
  readonly wanted?: string | null;
  /** The advice of the language's reader on this exception; null if it has none. */
  readonly advice?: string | null;
  /** The language's name, when the program could not even be read; null for any other exception. */
  readonly unreadable_by?: string | null;
}

/** Versions as `3.12`. `what`: see `VersionReason`. */
interface VersionArgs {
  /** The name of the language. */
  readonly language: string;
  readonly version: string;
  readonly found: string;
  readonly what: string;
}

/** Where the program would run. */
interface ElsewhereArgs {
  /** The titles of the runtimes of the course that would do, the oldest first; empty if none would, null if they are not known. */
  readonly runtimes: string | null;
  /** The id of the newest of them. */
  readonly run_in: string | null;
  /** The titles of all runtimes that the course takes; empty if none can be chosen. */
  readonly taken: string;
}

interface HangLocationArgs {
  readonly file: string;
  readonly line: number;
  readonly source?: string;
  readonly busy: boolean;
  readonly wait: string | null;
  /** Whether it waits for a lock that no other thread waits for. */
  readonly alone?: boolean;
  /** Whether another thread waits for data or for a thread, or sleeps: it may hold the lock. */
  readonly waits?: boolean;
  /** Lines `<file>:<line>: <source>`. */
  readonly others: string;
  /** Nothing was said before it, so there is no moment to refer to. */
  readonly by_itself?: boolean;
}

interface NeverReachedArgs {
  /** The word that the test sent; null where the lines are not about one. */
  readonly word: string | null;
  /** Whether the test called a function with the word. */
  readonly called: boolean;
  /** Null outside of functions. */
  readonly function: string | null;
  readonly first: number;
  readonly last: number;
  /** The whole function. */
  readonly whole: boolean;
  /** Where the program has other files as well, or the lines are in no function; else null. */
  readonly file: string | null;
}

/** Codes from a test about a program, and codes about what the program did by itself. */
export interface FailureCodes extends Said {
  /** Fields that are missing were not told. */
  readonly message: Partial<ArgsRead<typeof difference>>;
  readonly assertion: Partial<ArgsRead<typeof difference>>;
  /** The suite's own code broke. */
  readonly 'suite-error': Omit<Exception, 'source' | 'function' | 'wanted' | 'advice' | 'unreadable_by'> & {
    readonly test?: string | null;
    /** Why it broke, if the version of its interpreter is the reason. */
    readonly version?: VersionArgs & { readonly kind: 'newer' | 'removed' };
  };
  /** An exception in a function that the test called. */
  readonly raised: Exception;
  /** An uncaught exception ended the program. */
  readonly 'program-stopped': Exception;
  /** A traceback that the program printed and survived. `thread`: it ended a thread of it. */
  readonly 'program-reported': Exception & { readonly thread?: boolean };
  /** `test`: the name of the first one that fails for this cause; the exception and its line as far as known. */
  readonly 'same-cause': {
    readonly test: string;
    readonly type: string | null;
    readonly file: string | null;
    readonly line: number | null;
  };
  /** All tests of the step, so many, fail for the same cause. */
  readonly 'one-cause': { readonly count: number };
  /** The program is written for a newer version of its interpreter. */
  readonly 'needs-newer': VersionArgs & ElsewhereArgs;
  /** The program is written for an older version. `instead`: what has taken the place of the name; null if nothing has. */
  readonly 'was-removed': VersionArgs & ElsewhereArgs & { readonly instead: string | null };
  /** An `async def` was called, but none of its code ran. */
  readonly 'never-awaited': { readonly function: string; readonly file: string; readonly line: number };
  readonly 'said-nothing': NoArgs;
  /** The call as a learner would write it. */
  readonly 'printed-not-returned': { readonly call: string };
  /** The function gave back what the test looks for in what is printed. */
  readonly 'returned-not-printed': { readonly call: string };
  readonly 'text-in-front': { readonly front: string };
  readonly 'repeats-itself': { readonly line: string };
  /** The program ended by itself, with an error. */
  readonly 'program-ended': { readonly exit_code: number | null; readonly signal: number | null };
  readonly 'program-hung': HangLocationArgs;
  readonly 'program-crashed': HangLocationArgs;
  /** Lines that the test should have reached. */
  readonly 'never-reached': NeverReachedArgs;
  /** The run ended before this test. */
  readonly 'not-run': NoArgs;
}
