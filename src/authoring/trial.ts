import path from 'node:path';
import { CodedError } from '../contract/codes';
import type { Course, Step } from '../course/format/format';
import type { RunWatch, StepResult } from '../run/request';
import type { Runner } from '../run/runner';

/** Whose program is tried. `previous` is the solution of the step before. */
export type Tried = 'starter' | 'previous' | 'solution' | 'wrong' | 'reference';

/** A program that is run against a step's suite. */
export interface Trial {
  readonly step: Step;
  readonly program: Tried;
  /** What a person sees of it, relative to the course, with `/`: `steps/02-ping/solution`. */
  readonly name: string;
  /** The program's folder, absolute; null for source text alone, which then stands under the entry's name. */
  readonly root: string | null;
  readonly source: Uint8Array | null;
  /** Relative to the root, with `/`. */
  readonly entry: string;
  /** Whether all earlier steps are run as well, once this one has passed. */
  readonly withEarlier: boolean;
  /** null draws one. */
  readonly seed: number | null;
}

/** Runs a trial; rejects with `cancelled` alone. */
export type Go = (trial: Trial) => Promise<StepResult>;

/** Runs trials on one runner, and stops taking any when there is no engine: each would wait for it in vain. */
export class Trials {
  #over = false;

  constructor(
    private readonly course: Course,
    private readonly runner: Pick<Runner, 'run'>,
    private readonly signal: AbortSignal,
    private readonly watch: RunWatch,
  ) {}

  /** There is no engine: nothing can be tried. */
  get over(): boolean {
    return this.#over;
  }

  /** @throws CodedError `cancelled` */
  readonly go: Go = async ({ step, root, source, entry, withEarlier, seed }) => {
    const { course, signal, watch } = this;
    if (signal.aborted) throw new CodedError('cancelled', { call: 'check' });
    const file = root === null ? null : path.join(root, entry);
    const request = { course, step, file, source, root, entry, withEarlier, seed, signal, watch };
    const result = await this.runner.run(request);
    if (result.verdict.outcome === 'cancelled') throw new CodedError('cancelled', { call: 'check' });
    if (result.verdict.outcome === 'engine-missing') this.#over = true;
    return result;
  };
}
