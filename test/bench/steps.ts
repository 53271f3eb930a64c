import { readdirSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_LIMITS, type Limits, MAXIMUM_LIMITS } from '../../src/contract/limits';
import type { Course, Step } from '../../src/course/format/format';
import { loadDirectory } from '../../src/course/format/load';
import { resolveLimits } from '../../src/course/format/step-limits';
import type { StepRequest } from '../../src/run/request';
import { REDIS, ROOT } from '../support/run';

export const KATA = path.join(ROOT, 'test', 'courses', 'kata');

/** A step with the program that passes it. */
export interface BenchStep {
  readonly name: string;
  readonly roles: readonly string[];
  readonly course: Course;
  readonly step: Step;
  readonly entry: string;
  /** Absolute path of the folder `solution`. */
  readonly solution: string;
  readonly limits: Limits;
}

export async function benchStep(directory: string, index: number, role: string): Promise<BenchStep> {
  const course = await loadDirectory(directory);
  const step = course.steps[index];
  if (step === undefined) throw new Error(`${course.id} has no step ${index + 1}`);
  return asBenchStep(course, step, role);
}

export async function redisSteps(): Promise<readonly BenchStep[]> {
  const course = await loadDirectory(REDIS);
  return course.steps.map((step) => asBenchStep(course, step, 'longest')).filter(hasSolution);
}

export function requestOf({ course, step, solution, entry }: BenchStep): StepRequest {
  const file = path.join(solution, entry);
  return { course, step, file, source: null, root: null, entry: null, withEarlier: false, seed: 0 };
}

/** Each step once, with all its roles. */
export function withRoles(steps: readonly BenchStep[]): readonly BenchStep[] {
  const byName = new Map<string, BenchStep>();
  for (const step of steps) {
    const known = byName.get(step.name);
    byName.set(step.name, { ...step, roles: [...(known?.roles ?? []), ...step.roles] });
  }
  return [...byName.values()];
}

function asBenchStep(course: Course, step: Step, role: string): BenchStep {
  return {
    name: `${course.id}/${step.id}`,
    roles: [role],
    course,
    step,
    entry: step.entry ?? course.entry,
    solution: path.join(course.directory, step.folder, 'solution'),
    limits: resolveLimits(step, course, DEFAULT_LIMITS, MAXIMUM_LIMITS).limits,
  };
}

function hasSolution({ solution, entry }: BenchStep): boolean {
  try {
    return readdirSync(solution).includes(entry);
  } catch {
    return false;
  }
}
