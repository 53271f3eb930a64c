import type { Target } from '../course/target';

/** The steps that have passed in one request: run as a whole, a course need not run every step again after each later one. */
export class Passed {
  readonly #steps = new Set<string>();

  add(target: Target): void {
    this.#steps.add(keyOf(target, target.step.id));
  }

  hasAllBefore(target: Target): boolean {
    const { course, step } = target;
    return course.steps.every(({ id, number }) => number >= step.number || this.#steps.has(keyOf(target, id)));
  }
}

/** In another folder it is another program. */
function keyOf({ course, root }: Target, step: string): string {
  return JSON.stringify([root, course.id, step]);
}
