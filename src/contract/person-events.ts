/* Events of jobs in which a person takes part: one who runs the program at a terminal, or one who debugs it. */

/** What the process of a terminal wrote: bytes in base64. They are the program's word, or the client's. Only of interactive jobs. */
export interface WroteEvent {
  readonly event: 'wrote';
  readonly terminal: number;
  readonly stream: 'stdout' | 'stderr';
  readonly data: string;
}

/** So many bytes of input have been written to a terminal. Only of interactive jobs. */
export interface TookEvent {
  readonly event: 'took';
  readonly terminal: number;
  readonly bytes: number;
}

/** The process of a terminal has ended, after its last words. Both are null if it could not be started. Only of interactive jobs. */
export interface LeftEvent {
  readonly event: 'left';
  readonly terminal: number;
  readonly exit_code: number | null;
  readonly signal: number | null;
}

/** The TCP ports that have a listener: sent when they have changed, at most the first 16. Only of interactive jobs. */
export interface ListeningEvent {
  readonly event: 'listening';
  readonly ports: readonly number[];
}

/** A program has started, and its debugger listens. The clock stands until the host says that it is ready. Only of debugged jobs, like the next three. */
export interface DebuggingEvent {
  readonly event: 'debugging';
  readonly session: number;
}

/** What a program's debugger says: bytes in base64. They are the program's word. */
export interface SpokeEvent {
  readonly event: 'spoke';
  readonly session: number;
  readonly data: string;
}

/** A debugged program has ended, or has closed its debugger's socket, or has said `too_much`. */
export interface HungUpEvent {
  readonly event: 'hung-up';
  readonly session: number;
  readonly too_much: boolean;
}

/** A line of what the suite and the program say to each other, as it is said. */
export interface TalkedEvent {
  readonly event: 'talked';
  readonly line: string;
}
