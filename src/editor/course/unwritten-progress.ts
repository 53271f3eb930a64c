import { noProgress, type Progress, withKnown } from '../../course/progress/progress';

/**
 * What the learner did in folders whose progress cannot be written. It counts for this window as if it had been written, and is gone with it,
 * unless the folder can be written later on.
 */
export class UnwrittenProgress {
  /** By the root of the folder. */
  readonly #held = new Map<string, Progress>();

  /** Whether anything of this folder is not written. */
  has(root: string): boolean {
    return this.#held.has(root);
  }

  /** @param course its id */
  add(root: string, course: string, change: (progress: Progress) => Progress): void {
    const held = this.#held.get(root);
    this.#held.set(root, change(held?.course === course ? held : noProgress(course)));
  }

  /** The progress that counts. @param read null when there is none that can be understood */
  on(root: string, read: Progress | null): Progress | null {
    const held = this.#held.get(root);
    if (held === undefined) return read;
    const known = read ?? withoutKnown(held);
    return held.course === known.course ? joined(known, held) : known;
  }

  /** It is written now. */
  forget(root: string): void {
    this.#held.delete(root);
  }
}

/** Which steps were there before is not written either. */
function withoutKnown({ known: _, ...held }: Progress): Progress {
  return held;
}

/** What the learner chose in this window. */
function runtimeOf({ runtime }: Progress): Pick<Progress, 'runtime'> {
  return runtime === undefined ? {} : { runtime };
}

/** What was written says more of a step than what was not. Nobody has noted the known steps unless the file has them: then all are. */
function joined(read: Progress, held: Progress): Progress {
  // As with a pass that is written: whoever has not chosen a step stays at the first that they pass.
  const [first = null] = Object.keys(held.steps);
  const current = held.current ?? read.current ?? first;
  const both = { ...read, steps: { ...held.steps, ...read.steps }, current, ...runtimeOf(held) };
  return read.known === undefined ? both : withKnown(both, held.known ?? []);
}
