import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from '../../src/contract/verdict';
import { ROOT } from './run';

/** A course of two steps, for the smoke programs of all runtimes. */
export const SMOKE = path.join(ROOT, 'test', 'courses', 'smoke');
/** The step that the programs are run against. */
export const SMOKE_STEP = 'answer';

/** The programs that each runtime has in its folder `smoke`, each with the text that a learner must read, and how their runs end. */
export const SMOKE_PROGRAMS: Readonly<Record<string, Outcome>> = {
  listens: 'passed',
  hangs: 'failed',
  crashes: 'learner-error',
  'syntax-error': 'learner-error',
  'missing-package': 'learner-error',
};

/** The absolute path of a file in the folder `smoke` of a runtime. @param name such as `hangs.py` */
export function smokeFile(runtime: string, name: string): string {
  return path.join(smokeFolder(runtime), name);
}

/** What is in that folder, sorted. */
export function smokeFiles(runtime: string): readonly string[] {
  return readdirSync(smokeFolder(runtime)).sort();
}

function smokeFolder(runtime: string): string {
  return path.join(ROOT, 'docker', 'runtimes', runtime, 'smoke');
}
