import type { Platform } from '../../contract/platform';
import { toJobPath } from '../files/paths';
import type { CourseText, StepText } from '../format/format';

/** Everything that decides which file is started. All paths are relative to the learner's root. */
export interface EntryChoice {
  /** `--entry`, with the separators of this machine, or null. */
  readonly given: string | null;
  /** The file that is tested; null for source text that has no file. */
  readonly file: string | null;
  /** Whether the root has `.codealong/`. */
  readonly marked: boolean;
}

/**
 * The path of the file that is started: the given one; else the step's entry if the folder belongs to a course (even when a helper
 * file is active) or if there is no file at all; else the file itself.
 * @throws CodedError `bad-file-name`
 */
export function entryPath(
  choice: EntryChoice,
  step: Pick<StepText, 'entry'>,
  course: Pick<CourseText, 'entry'>,
  platform: Platform,
): string {
  const named = step.entry ?? course.entry;
  return toJobPath(choice.given ?? (choice.marked || choice.file === null ? named : choice.file), platform);
}
