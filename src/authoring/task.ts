import type { Step } from '../course/format/format';
import type { Finding } from './finding';
import type { Go, Tried } from './trial';

/** Something to be done about a step: it takes a while, and ends in findings. */
export interface Task {
  readonly step: Step;
  /** What is tried, for a person who waits. */
  readonly tries: Tried;
  readonly name: string;
  readonly run: (go: Go) => Promise<readonly Finding[]>;
  /** Whether it is left out, as what came before has shown that it would say nothing new. */
  readonly skipped?: () => boolean;
}
