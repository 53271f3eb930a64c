import type * as vscode from 'vscode';
import type { Location } from '../../contract/events';
import type { BuildProgress } from '../../engine/image/image-build';
import type { Runner } from '../../run/runner';
import type { Target } from '../base/target';
import type { RunService } from '../run/run-service';

/** The type of our sessions. The manifest hides it: nobody writes one by hand. */
export const DEBUG_TYPE = 'codealong';

/** Where the person sees how far the build of the image is. */
export interface BuildNews {
  show(progress: BuildProgress): void;
  close(): void;
}

export interface DebugSources {
  /** The core, loaded when it is needed first. */
  readonly runner: () => Promise<Pick<Runner, 'debugStep' | 'texts'>>;
  readonly save: RunService['save'];
  /** @param cancel what happens when the person does not want to wait for it */
  readonly buildNews: (cancel: () => void) => BuildNews;
  readonly crashed: (error: unknown) => void;
}

/** Tests that a person debugs: what, and where it is shown. */
export interface Debugged {
  readonly target: Target;
  /** The id of the only test that is run; null for all of the step. */
  readonly only: string | null;
  /** The line that the last report named; null if it named none. */
  readonly stopAt: Location | null;
  readonly run: vscode.TestRun;
  readonly item: (test: string) => vscode.TestItem | undefined;
}

/** A test that failed at the last run, and the learner's line that its report named. */
export interface KnownFailure {
  readonly test: string;
  readonly place: Location | null;
}
