import type { ReportTest } from '../contract/report';
import { filesDigest } from '../course/files/files-digest';
import type { RunnerImage } from '../engine/image/image';
import type { Expected, Program } from './prepare';

/** Passes that are kept at most; the oldest go first. */
const MOST = 500;

/** What a step passed with. With any of it changed, the pass says nothing. */
export interface PassOf {
  readonly image: RunnerImage;
  readonly program: Program;
  readonly expected: Expected;
}

/**
 * Which steps have passed, for the life of this process: an earlier step is not run again while nothing has changed. Never on the disk,
 * where it could be made up.
 */
export class Passes {
  readonly #known = new Map<string, readonly ReportTest[]>();

  add(pass: PassOf, tests: readonly ReportTest[]): void {
    const key = keyOf(pass);
    this.#known.delete(key);
    this.#known.set(key, tests);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
  }

  /** Its tests as they passed; null when it has to be run. */
  of(pass: PassOf): readonly ReportTest[] | null {
    return this.#known.get(keyOf(pass)) ?? null;
  }

  forget(): void {
    this.#known.clear();
  }
}

/** The seed is not part of it: a step passes with every seed, or its program has luck. */
function keyOf({ image, program, expected }: PassOf): string {
  const { timeout_seconds, memory_mb, pids, cpus } = expected.limits;
  const limits = [timeout_seconds, memory_mb, pids, cpus];
  const suite = [expected.suite.tests, filesDigest(expected.suite.files)];
  return JSON.stringify([image.id, program.entry, filesDigest(program.files), suite, limits]);
}
