import type { RunWatch } from '../run/request';
import type { Runner } from '../run/runner';
import type { Finding } from './finding';
import type { ReferenceProvider } from './reference-trial';
import type { Task } from './task';

/** How far a check is: `done` of `total` tasks; `task` was begun last. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly task: Pick<Task, 'step' | 'tries' | 'name'>;
}

export interface CheckOptions {
  readonly runner: Pick<Runner, 'run'>;
  readonly signal: AbortSignal;
  /** The id or the number of the only step to check; null for all. */
  readonly step: string | null;
  /** Repeats each solution 20 times and each wrong program 3 times while every core is busy. */
  readonly all: boolean;
  /** Writes the texts of wrong programs where they are missing or differ, and nothing else. */
  readonly accept: boolean;
  /** Gives the genuine program, with which every step is run; null leaves that out. */
  readonly reference: ReferenceProvider | null;
  /** Called with each finding, in the order of the course. */
  readonly show: (finding: Finding) => void;
  readonly progress: (progress: Progress) => void;
  readonly watch: RunWatch;
}
