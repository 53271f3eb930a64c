import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../contract/codes';
import { diskErrorCode } from '../../course/files/disk';
import type { Course } from '../../course/format/format';
import { LEARNER_FOLDER } from '../../course/program/root';
import { readProgress } from '../../course/progress/progress-file';

/** Names that a folder may hold and still count as empty. */
const NOTHING = new Set(['.git', '.vscode', '.DS_Store', 'Thumbs.db', 'desktop.ini']);
const TRIES = 100;

/** Where a course will be worked on. */
export interface Destination {
  /** Absolute; need not exist yet. */
  readonly root: string;
  /** This course was started there before. */
  readonly startedBefore: boolean;
}

/**
 * The folder that was picked, when it is empty or this course was started in it; else a folder of the course's own in it:
 * `redis`, `redis-2`, … @throws CodedError `course-not-copied` {file, reason}
 */
export async function destinationIn(picked: string, course: Course): Promise<Destination> {
  for (const root of candidates(picked, course.id)) {
    const entries = await namesIn(root, picked);
    if (entries.every((name) => NOTHING.has(name))) return { root, startedBefore: false };
    const startedBefore = entries.includes(LEARNER_FOLDER) ? await startedIn(root, course) : null;
    if (startedBefore !== null) return { root, startedBefore };
  }
  throw new CodedError('course-not-copied', { file: path.join(picked, course.id), reason: 'EEXIST' });
}

function candidates(picked: string, id: string): readonly string[] {
  const own = Array.from({ length: TRIES }, (_, index) => (index === 0 ? id : `${id}-${index + 1}`));
  return [picked, ...own.map((name) => path.join(picked, name))];
}

/** Null for the folder of another course. Where the progress is damaged, this one is begun again. */
async function startedIn(root: string, { id }: Course): Promise<boolean | null> {
  const { course, problem } = await readProgress(root);
  return course === id ? problem?.code !== 'progress-broken' : null;
}

/** None for a folder that does not exist yet; a file in the place of ours is something. */
async function namesIn(folder: string, picked: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const reason = diskErrorCode(error);
    if (reason === 'ENOENT') return [];
    if (reason === 'ENOTDIR' && folder !== picked) return [path.basename(folder)];
    throw new CodedError('course-not-copied', { file: folder, reason }, { cause: error });
  }
}
