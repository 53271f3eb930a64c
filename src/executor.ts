import os from 'node:os';
import { MAXIMUM_LIMITS } from './contract/limits';
import type { Platform } from './contract/platform';
import type { Report } from './contract/report';
import { discoverCourses } from './course/format/discover';
import { findStep, loadCourse } from './course/format/load';
import { findHome } from './run/home';
import { LAST_SEARCH_MS } from './run/orphan-removal-schedule';
import { Runner } from './run/runner';

export interface RunOptions {
  /** A course's id, or its folder. Default: `redis`. */
  readonly course?: string;
  /** A step's id, or its number from 1. Default: the first step. */
  readonly step?: string | number;
  readonly signal?: AbortSignal;
}

export interface Executor {
  /**
   * Runs the source text of a program against a step's tests, in a container of its own.
   * @returns the report of this run, whatever its ending.
   * @throws TypeError for anything but source text, CodedError `unknown-course` or `unknown-step`.
   */
  runTests(code: string, options?: RunOptions): Promise<Report>;
  /** Waits for removals in progress, removes what killed processes left behind, and closes the connection to the engine. */
  dispose(): Promise<void>;
}

/** The core as a library: source text in, a report out. */
export function getDockerExecutor(): Executor {
  const platform: Platform = { platform: process.platform, env: process.env, home: os.homedir() };
  const home = findHome(__dirname);
  const settings = { engineHost: null, image: null, maxima: MAXIMUM_LIMITS };
  const runner = new Runner(platform, home.dockerDir, () => settings);
  return {
    runTests: async (code, options = {}) => {
      if (typeof code !== 'string') throw new TypeError('runTests takes the source text of a program');
      const found = await discoverCourses({ bundled: home.coursesDir, extra: [], workspaces: [] }, platform);
      const course = await loadCourse(options.course ?? 'redis', found, process.cwd(), platform);
      const step = findStep(course, String(options.step ?? 1));
      const source = Buffer.from(code, 'utf8');
      const where = { file: null, root: null, entry: null, source };
      const how = { withEarlier: false, seed: null, signal: options.signal };
      const { report } = await runner.run({ course, step, ...where, ...how });
      await runner.removals.settled();
      return report;
    },
    dispose: async () => {
      await runner.removeOrphans(LAST_SEARCH_MS);
      await runner.dispose();
    },
  };
}
