/** The parts of a run on its way through the editor, in their order. */
export type Part =
  /** Until the unsaved files are on the disk. A program that is run meanwhile has no such part. */
  | 'save'
  /** The learner's files, the suite, the engine and the image: until a sandbox is requested. */
  | 'snapshot'
  /** Until one waits for the job. */
  | 'claim'
  /** Until the step's own verdict. */
  | 'run'
  /** Until the end of the run: earlier steps, progress. */
  | 'after';

/** Milliseconds of each part that was reached. */
export type RunTimes = ReadonlyMap<Part, number>;

/** Starts when it is made. */
export class RunClock {
  readonly #times = new Map<Part, number>();
  #since: number;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.#since = now();
  }

  /** The time since the part before belongs to this one. */
  ended(part: Part): void {
    const now = this.now();
    this.#times.set(part, now - this.#since);
    this.#since = now;
  }

  get times(): RunTimes {
    return this.#times;
  }
}

/** Milliseconds until the step's own verdict; null for a run that did not come to one. */
export function untilVerdict(times: RunTimes): number | null {
  if (!times.has('run')) return null;
  return [...times].reduce((sum, [part, took]) => (part === 'after' ? sum : sum + took), 0);
}

/** `save 4, snapshot 6, claim 2, run 90, after 3`. */
export function timesText(times: RunTimes): string {
  return [...times].map(([part, took]) => `${part} ${Math.round(took)}`).join(', ');
}
