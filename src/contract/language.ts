import type { Message } from './codes';
import type { Location, StackFrame } from './events';
import type { Entry, JobFile } from './job';
import type { WantedVersion } from './runtime';

/** What the host must know about a language at any time: which files are programs. */
export interface Language {
  /** The name in `course.json`: `python`. */
  readonly id: string;
  /** The name for people: `Python`. */
  readonly name: string;
  /** The editor's name for the language of a document. */
  readonly editorId: string;
  /** The extension of its source files, with the dot. */
  readonly extension: string;
  /** The folder in which a file must be started if no folder is marked. Absolute paths; the file need not exist. */
  readonly rootOf: (file: string) => Promise<string>;
}

/**
 * How programs of a language are started: what the host must know right before a run. `version` is that of the runtime, such as `3.13`;
 * null for an image that belongs to none.
 */
export interface Launching {
  /** The sandbox's name for what runs them (`docker/runner/languages`): `python3`. */
  readonly runtime: string;
  /** The version that a learner's folder asks for; null when it says nothing. An absolute path. Never rejects. */
  readonly wantedVersion: (root: string) => Promise<WantedVersion | null>;
  /** How the file at `path` is started. */
  readonly entryOf: (path: string, files: readonly JobFile[], version: string | null) => Entry;
  /** Checks the entry before anything is started. @throws CodedError `source-*` */
  readonly checkSource: (file: string, bytes: Uint8Array) => readonly Message[];
  /**
   * A program that says by its exit code whether the file `source.txt` beside it can be compiled (0: yes, 3: no, 5: no, but the line whose number is
   * in `line.txt` can), without running any of it; null where no version reads more than another.
   */
  readonly compileCheck: string | null;
  /** Notes on the files beside the entry. */
  readonly notesOn: (entry: Entry, files: readonly JobFile[], version: string | null) => readonly Message[];
  /** The packages that lists among the learner's files name, each with its file, for a text about one that is missing. */
  readonly wishesOf: (files: readonly JobFile[]) => Readonly<Record<string, string>>;
}

/** What is known about packages in a run. */
export interface KnownPackages {
  /** The names of those that the course brings. */
  readonly brought: readonly string[];
  /** Those that the learner's own lists name, by name in small letters with `-` between words, each with its file. */
  readonly wished: Readonly<Record<string, string>>;
}

/** Where nothing is known. */
export const NO_PACKAGES: KnownPackages = { brought: [], wished: {} };

/** One entry of a traceback: a place in a file as the interpreter wrote it (absolute), and the source lines shown below it. */
export interface TracebackFrame {
  readonly file: string;
  readonly line: number;
  /** The function; null for a place in a file that could not be read. */
  readonly name: string | null;
  readonly source: readonly string[];
}

/** An exception as a traceback shows it, with frames from the outermost to the innermost. */
export interface RaisedException {
  readonly type: string;
  readonly message: string;
  readonly frames: readonly TracebackFrame[];
  /** It ended a thread that is not the main one, as far as the text says so. */
  readonly inThread?: boolean;
}

/** What a thread waits for, as far as its frames show. */
export type Wait =
  | 'client'
  | 'data'
  | 'datagram'
  | 'input'
  | 'lock'
  | 'loop'
  | 'output'
  | 'process'
  | 'select'
  | 'sleep'
  | 'threads';

/** A function that the program called but that never ran. */
export interface Forgotten {
  readonly function: string;
  readonly place: Location;
}

/** A program is not wrong, but written for another version of its interpreter than the sandbox has. Versions as `3.12`. */
export interface VersionReason {
  /** `newer`: it needs this version at least. `removed`: what it uses is gone since this version. */
  readonly kind: 'newer' | 'removed';
  readonly version: string;
  readonly found: string;
  /** A word of the language's reader for a form of writing or for what is done in another way, `unread` for one that it does not know, or a name between backquotes. */
  readonly what: string;
  /** What has taken the place of a name; null if nothing has, or for what is newer. */
  readonly instead: string | null;
}

/** Everything that the host must know about a language after a run: how to read a program's output. All text is hostile. */
export interface ProgramReader {
  /** The `id` of its `Language`. */
  readonly id: string;
  /** The `name` of its `Language`. */
  readonly name: string;
  /** The exit code of a program that an exception ended. */
  readonly crashCode: number;
  /** How the suite shows what a function gives back that returns nothing. */
  readonly nothing: string;
  /** The exception that ended the program; null if the text has none. */
  readonly exceptionIn: (text: string) => RaisedException | null;
  /** Whether the exception is an interrupt from the keyboard. */
  readonly isInterrupt: (exception: RaisedException) => boolean;
  /** Whether the program never started because one of its files could not be read. */
  readonly isUnreadable: (exception: RaisedException) => boolean;
  /** Whether the exception marks a part that the learner has still to write. */
  readonly isPlaceholder: (exception: RaisedException) => boolean;
  /** The tracebacks of the text for the learner: only their own frames, with paths relative to their folder. */
  readonly learnersTraceback: (text: string) => string;
  /** Removes the sandbox's folder from the learner's paths, as the interpreter quotes them. */
  readonly withoutRoot: (text: string) => string;
  /** Null if the text reports none. */
  readonly forgottenIn: (text: string) => Forgotten | null;
  /** @param own the learner's innermost frame, @param inner the frames inside it, the innermost first */
  readonly waitOf: (own: StackFrame, inner: readonly StackFrame[]) => Wait | null;
}
