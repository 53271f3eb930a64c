import type { Event } from 'vscode';
import type { SandboxEvent } from '../../contract/events';
import type { Report } from '../../contract/report';
import type { Verdict } from '../../contract/verdict';
import type { BuildProgress } from '../../engine/image/image-build';
import type { LiveTest, StepResult } from '../../run/request';
import type { RunTimes } from './run-times';
import type { Target } from './target';

/** An event of the sandbox. `finished`: the test that has finished with it, if one has. */
export interface EventNews {
  readonly kind: 'event';
  readonly target: Target;
  readonly event: SandboxEvent;
  readonly finished: LiveTest | null;
}

/** The news of all runs, for the views: status bar, CodeLens, diagnostics. */
export type RunNews =
  /** Comes again for the same target when saving has changed the program: then the news before it is void. `unsaved`: the program is still being saved. */
  | { readonly kind: 'started'; readonly target: Target; readonly unsaved?: true }
  | { readonly kind: 'building'; readonly target: Target; readonly progress: BuildProgress }
  | EventNews
  /** The step's own verdict and its report; earlier steps may still be run. */
  | { readonly kind: 'verdict'; readonly target: Target; readonly verdict: Verdict; readonly report: Report }
  | { readonly kind: 'finished'; readonly target: Target; readonly result: StepResult; readonly times?: RunTimes }
  /** The report of a run that has finished, with what a traced run of its first failure has found. */
  | { readonly kind: 'reached'; readonly target: Target; readonly report: Report }
  /** A defect of our own; there is no result. */
  | { readonly kind: 'crashed'; readonly target: Target; readonly error: unknown };

/** Where views hear the news of all runs. */
export interface RunNewsSource {
  readonly onNews: Event<RunNews>;
}

/** A newer run in the same folder has taken over. This one was cancelled. */
export interface ReplacedNews {
  readonly kind: 'replaced';
  readonly target: Target;
  readonly result: StepResult;
}

/** Hears the news of its own run before everybody else. The last news is `finished`, `replaced` or `crashed`, but for `reached`. */
export type RunObserver = (news: RunNews | ReplacedNews) => void;
