import type { References } from '../authoring/reference';
import type { Limits } from '../contract/limits';
import type { Platform } from '../contract/platform';
import type { Home } from '../run/home';
import type { Runner } from '../run/runner';
import type { Terminal } from './terminal';

/** What a command works with. */
export interface Context {
  readonly platform: Platform;
  readonly cwd: string;
  readonly home: Home;
  /** Of this package. */
  readonly version: string;
  readonly terminal: Terminal;
  readonly runner: Runner;
  /** Where the genuine program of a course comes from; null where there is none to be had. */
  readonly references: References;
  readonly maxima: Limits;
  readonly signal: AbortSignal;
  /** The whole of stdin. */
  readonly readStdin: () => Promise<Uint8Array>;
}
