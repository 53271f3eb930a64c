import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import { isFolder } from '../files/disk';
import { isWithin, toJobPath } from '../files/paths';
import type { CourseText, StepText } from '../format/format';
import { languageOfFile } from '../languages';

/** Our folder in the learner's folder. The folder that contains it is the root of a learner's program. */
export const LEARNER_FOLDER = '.codealong';

export interface Root {
  /** Absolute. */
  readonly directory: string;
  /** Whether it contains `.codealong/`: the course then names the entry. */
  readonly marked: boolean;
  /** The file relative to the root, with `/`. */
  readonly file: string;
}

/**
 * The root that a file belongs to: the given one, else the nearest folder with `.codealong/`, else the
 * folder in which its language starts it. `file` and `given` are absolute; the file need not exist.
 * @throws CodedError `file-outside-root` {file, root}
 */
export async function findRoot(file: string, given: string | null, platform: Platform): Promise<Root> {
  const directory = given ?? (await markedFolder(path.dirname(file))) ?? (await languageOfFile(file).rootOf(file));
  const relative = isWithin(directory, file, platform);
  if (relative === null) throw new CodedError('file-outside-root', { file, root: directory });
  return { directory, marked: await isFolder(path.join(directory, LEARNER_FOLDER)), file: relative };
}

/** The nearest folder with `.codealong/`: the folder itself or one above it. Absolute paths. */
export async function markedFolder(start: string): Promise<string | null> {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (await isFolder(path.join(folder, LEARNER_FOLDER))) return folder;
    if (path.dirname(folder) === folder) return null;
  }
}

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
