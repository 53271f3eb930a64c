import type { Message } from './codes';
import type { Location, StackFrame } from './events';
import type { Entry, JobFile } from './job';

/** What the host has to know of a language before a run: which files are programs, and how one is started. */
export interface Language {
  /** As `course.json` names it: `python`. */
  readonly id: string;
  /** How the editor names the language of a document. */
  readonly editorId: string;
  /** Of its source files, with the dot. */
  readonly extension: string;
  /** How the file at `path` is started. */
  readonly entryOf: (path: string, files: readonly JobFile[]) => Entry;
  /** The folder in which a file has to be started, where nothing marks one. Absolute paths; the file need not exist. */
  readonly rootOf: (file: string) => Promise<string>;
  /** Looks at the entry before anything is started. @throws CodedError `source-*` */
  readonly checkSource: (file: string, bytes: Uint8Array) => readonly Message[];
  /** What is worth a word about the files beside the entry. */
  readonly notesOn: (entry: Entry, files: readonly JobFile[]) => readonly Message[];
}

/** One line of a traceback: a place in a file as the interpreter wrote it (absolute), and the source lines shown under it. */
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
}

/** What a thread waits for, as far as its frames show. */
export type Wait = 'client' | 'data' | 'input' | 'lock' | 'loop' | 'process' | 'select' | 'sleep' | 'threads';

/** A function that the program has called, and that never ran. */
export interface Forgotten {
  readonly function: string;
  readonly place: Location;
}

/** What the host has to know of a language after a run: how to read what a program has said. All text is hostile. */
export interface ProgramReader {
  /** The `id` of its `Language`. */
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  /** The exit code of a program that an exception has ended. */
  readonly crashCode: number;
  /** The exception that ended it all; null when the text has none. */
  readonly exceptionIn: (text: string) => RaisedException | null;
  /** What an interrupt from the keyboard becomes. */
  readonly isInterrupt: (exception: RaisedException) => boolean;
  /** The program was never started, because a file of it could not be read. */
  readonly isUnreadable: (exception: RaisedException) => boolean;
  /** The part is marked by the course as still to be written. */
  readonly isPlaceholder: (exception: RaisedException) => boolean;
  /** The tracebacks of the text as a learner reads them: their own frames, with paths relative to their folder. */
  readonly learnersTraceback: (text: string) => string;
  /** The learner's paths, as the interpreter quotes them, without the sandbox's folder. */
  readonly withoutRoot: (text: string) => string;
  /** Null when the text tells of none. */
  readonly forgottenIn: (text: string) => Forgotten | null;
  /** @param own the learner's innermost frame, @param inner the frames inside it, the innermost first */
  readonly waitOf: (own: StackFrame, inner: readonly StackFrame[]) => Wait | null;
  /** What to do about an uncaught exception; null when there is nothing better to say than its message. */
  readonly adviceFor: (exception: Pick<RaisedException, 'type' | 'message'>) => string | null;
}
