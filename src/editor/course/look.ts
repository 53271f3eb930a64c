import type { Course, Problem } from '../../course/format/format';
import { problemError } from '../../course/format/read';
import type { Progress } from '../../course/progress/progress';
import { progressFile, readProgress } from '../../course/progress/progress-file';
import type { LearnerFolder } from '../base/target';

/** What a root says of itself. */
export interface Seen {
  /** Null when nobody works there, or it cannot be known on what. */
  readonly folder: LearnerFolder | null;
  /** How far the learner is; null when nothing says it. */
  readonly progress: Progress | null;
  /** What is wrong there, also where the folder is known all the same. */
  readonly problems: readonly Problem[];
}

/** Looks at a root, whatever lies there. `restricted`: the settings of this window's folders do not count. Never rejects. */
export async function lookAt(root: string, courses: readonly Course[], restricted: boolean): Promise<Seen> {
  const { course: id, problem, progress } = await readProgress(root);
  const course = courses.find((one) => one.id === id);
  const problems = problem === null ? [] : [problem];
  if (course !== undefined) return { folder: { root, course }, progress, problems };
  const unknown = id === null ? [] : [unknownCourse(root, id, restricted)];
  return { folder: null, progress, problems: [...problems, ...unknown] };
}

/** @throws CodedError when it is a learner's folder, but cannot be worked in */
export function folderOf({ folder, problems: [problem] }: Seen): LearnerFolder | null {
  if (folder === null && problem !== undefined) throw problemError(problem);
  return folder;
}

function unknownCourse(root: string, course: string, restricted: boolean): Problem {
  return { file: progressFile(root), line: null, code: 'folder-course-unknown', args: { course, restricted } };
}
