import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { MAXIMUM_LIMITS } from '../../src/contract/limits';
import type { Platform } from '../../src/contract/platform';
import { findStep, loadDirectory } from '../../src/course/format/load';
import type { RunSettings, StepRequest, StepResult } from '../../src/run/request';
import { Runner, type RunnerParts } from '../../src/run/runner';

export const ROOT = path.resolve(__dirname, '..', '..');
export const PROGRAMS = path.join(ROOT, 'test', 'fixtures', 'programs');
export const REDIS = path.join(ROOT, 'courses', 'redis');
/** The ids of its steps, in their order. Read when asked for: a bundle of tests in the editor lies elsewhere. */
export function redisSteps(): readonly string[] {
  const { steps } = JSON.parse(readFileSync(path.join(REDIS, 'course.json'), 'utf8'));
  return steps.map(({ id }: { readonly id: string }) => id);
}
/** The runtime of the tests: `CODEALONG_TEST_RUNTIME=python-3.11`; without it the one that a learner would get. */
const RUNTIME = process.env.CODEALONG_TEST_RUNTIME ?? null;
export const SETTINGS: RunSettings = { engineHost: null, image: null, runtime: RUNTIME, maxima: MAXIMUM_LIMITS };
export const PLATFORM: Platform = { platform: process.platform, env: process.env, home: os.homedir() };

interface RunnerOptions extends RunnerParts {
  readonly session?: string;
  /** Read at each run. */
  readonly settings?: Partial<RunSettings>;
}

/** A runner on the engine of this machine, like the command line's. The caller disposes it. */
export function newRunner({ session, settings = {}, ...parts }: RunnerOptions = {}): Runner {
  const env = session === undefined ? PLATFORM.env : { ...PLATFORM.env, CODEALONG_SESSION: session };
  return new Runner({ ...PLATFORM, env }, path.join(ROOT, 'docker'), () => ({ ...SETTINGS, ...settings }), parts);
}

/** Runs a file, or source text, against a step of the course in that folder. */
export async function runOn(
  runner: Pick<Runner, 'run'>,
  course: string,
  step: string | number,
  program: { readonly file: string } | { readonly source: string | Uint8Array },
  more: Partial<StepRequest> = {},
): Promise<StepResult> {
  const loaded = await loadDirectory(course);
  const source = 'source' in program ? Buffer.from(program.source) : null;
  return runner.run({
    course: loaded,
    step: findStep(loaded, String(step)),
    file: 'file' in program ? program.file : null,
    source,
    root: null,
    entry: null,
    withEarlier: false,
    seed: null,
    ...more,
  });
}

export function programFile(name: string): string {
  return path.join(PROGRAMS, name);
}

export function solution(step: string): string {
  return path.join(REDIS, 'steps', step, 'solution', 'main.py');
}

export function read(file: string): string {
  return readFileSync(file, 'utf8');
}

/** Makes a folder for a test and removes it with its content. */
export async function inTemporaryFolder<T>(use: (folder: string) => Promise<T>, prefix = 'codealong-'): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), prefix));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
