import path from 'node:path';
import { CodedError } from '../contract/codes';
import { OUTCOMES } from '../contract/outcomes';
import type { Course, Step } from '../course/format/format';
import type { RunWatch, StepResult } from '../run/request';
import type { Runner } from '../run/runner';
import type { CheckFinding } from './finding';

/** The kind of a program. `previous` is the solution of the step before. */
export type Tried = 'starter' | 'previous' | 'solution' | 'wrong' | 'reference';

/** A program that is run against a step's suite. */
export interface Trial {
  readonly step: Step;
  readonly program: Tried;
  /** For a person, relative to the course, with `/`: `steps/02-ping/solution`. */
  readonly name: string;
  /** The program's folder, absolute; null for a source text, which is run under the entry's name. */
  readonly root: string | null;
  readonly source: Uint8Array | null;
  /** Relative to the root, with `/`. */
  readonly entry: string;
  /** Whether all earlier steps are run as well if this one passes. */
  readonly withEarlier: boolean;
  /** null draws one. */
  readonly seed: number | null;
  /** Follows which lines are reached, along with the run. */
  readonly coverage?: 'along';
}

/** Runs a trial. @throws CodedError only `cancelled` */
export type Go = (trial: Trial) => Promise<StepResult>;

/** Work on one step that takes a while and results in findings. */
export interface Task {
  readonly step: Step;
  /** For a person who waits. */
  readonly tries: Tried;
  readonly name: string;
  readonly run: (go: Go) => Promise<readonly CheckFinding[]>;
  /** Asked before `run`: whether earlier tasks have made this one pointless. */
  readonly skipped?: () => boolean;
}

/** Runs trials on one runner. */
export class Trials {
  #over = false;

  constructor(
    private readonly course: Course,
    private readonly runner: Pick<Runner, 'run'>,
    private readonly signal: AbortSignal,
    private readonly watch: RunWatch,
  ) {}

  /** Whether the engine is missing: every further trial would wait for it in vain. */
  get over(): boolean {
    return this.#over;
  }

  /** @throws CodedError `cancelled` */
  readonly go: Go = async ({ step, root, source, entry, withEarlier, seed, coverage }) => {
    const { course, signal, watch } = this;
    if (signal.aborted) throw new CodedError('cancelled', { call: 'check' });
    const file = root === null ? null : path.join(root, entry);
    const request = { course, step, file, source, root, entry, withEarlier, seed, coverage, signal, watch };
    const result = await this.runner.run(request);
    const { fault, withoutEngine } = OUTCOMES[result.verdict.outcome];
    if (fault === 'person') throw new CodedError('cancelled', { call: 'check' });
    if (withoutEngine) this.#over = true;
    return result;
  };
}

/** The message arguments that name a trial, with these more. */
export function trialArgs<M extends object>({ step, program, name }: Trial, more: M) {
  return { step: step.id, number: step.number, program, name, ...more };
}
