/*
 * Events behind the end record of a job whose lines are followed: which lines its tests have reached. They are made of marks that the
 * program itself can write, and are no part of a verdict.
 */

/** Lines of a file: the first and the last of each stretch, one after the other. */
export interface LinesOfFile {
  readonly path: string;
  readonly lines: readonly number[];
}

/** The lines that were reached during one test, by all processes of the program. */
export interface CoveredEvent {
  readonly event: 'covered';
  readonly test: string;
  readonly files: readonly LinesOfFile[];
}

/** A function of a file. It was called if a line of its body was reached, from `first` to `last`. */
export interface FunctionLines {
  /** As it is called in the file, with its class. */
  readonly name: string;
  /** That of its `def`. */
  readonly line: number;
  readonly first: number;
  readonly last: number;
}

/** The lines of a file on which something can run, and those of its functions of which it can be told whether they were called. */
export interface CoverableEvent extends LinesOfFile {
  readonly event: 'coverable';
  readonly functions: readonly FunctionLines[];
}

/**
 * Why nothing is told of the lines: the interpreter is too old to follow a run that is judged; no line of the program was seen, as of
 * one in another language; the program has started another interpreter, whose lines nobody marks; there would be too much to tell.
 */
export type Untraced = 'too-old' | 'no-lines' | 'others' | 'too-much';

/** The last word. `why` is null if all was told. */
export interface TracedEvent {
  readonly event: 'traced';
  readonly why: Untraced | null;
}

export type CoverageEvent = CoveredEvent | CoverableEvent | TracedEvent;
