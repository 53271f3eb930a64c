import type { Dirent } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Platform } from '../../contract/platform';
import { exists, isFolder } from '../files/disk';
import { expandHome } from '../files/paths';
import type { Course, Problem } from './format';
import { COURSE_FILE, readCourse } from './read';

/** The places of courses, by precedence. Absolute paths; `extra` may begin with `~`. */
export interface CoursePlaces {
  /** The folder of the bundled courses, or null. */
  readonly bundled: string | null;
  /** The setting `codealong.courseFolders`: each folder is a course or contains courses. */
  readonly extra: readonly string[];
  readonly workspaces: readonly string[];
}

export interface Discovery {
  readonly courses: readonly Course[];
  /** Problems of the courses that cannot be used. */
  readonly problems: readonly Problem[];
}

/** How deep to look below a workspace, and in how many folders at most. */
const WORKSPACE_DEPTH = 3;
const FOLDERS_MAX = 2000;

/** Finds the courses of all places. A broken course becomes a problem; the others still work. */
export async function discoverCourses(places: CoursePlaces, platform: Platform): Promise<Discovery> {
  const given = [...(places.bundled === null ? [] : [places.bundled]), ...places.extra];
  const folders = given.map((folder) => expandHome(folder, platform));
  const missing = await Promise.all(folders.map(missingFolder));
  const asked = [...folders.map((root) => ({ root, depth: 1 })), ...places.workspaces.map(workspace)];
  const found = await Promise.all(asked.map(({ root, depth }) => courseFolders(root, depth)));
  const read = await Promise.all((await distinct(found.flat())).map(readCourse));
  const { courses, problems } = firstOfEachId(read.flatMap(({ course }) => (course === null ? [] : [course])));
  return { courses, problems: [...missing.flat(), ...read.flatMap((one) => one.problems), ...problems] };
}

function workspace(root: string) {
  return { root, depth: WORKSPACE_DEPTH };
}

async function missingFolder(folder: string): Promise<readonly Problem[]> {
  if (await isFolder(folder)) return [];
  return [{ file: folder, line: null, code: 'course-folder-missing', args: { folder } }];
}

/** Folders with a `course.json`, level by level. Everything below a course belongs to that course. */
async function courseFolders(root: string, depth: number): Promise<readonly string[]> {
  const found: string[] = [];
  let level = [root];
  let left = FOLDERS_MAX;
  for (let down = 0; down <= depth && level.length > 0; down++) {
    const next: string[] = [];
    for (const folder of level.slice(0, left)) {
      if (await exists(path.join(folder, COURSE_FILE))) found.push(folder);
      else if (down < depth) next.push(...(await foldersOf(folder)));
    }
    left -= level.length;
    level = left > 0 ? next : [];
  }
  return found;
}

/** Links are not followed: a workspace may contain one that leads in a circle. */
async function foldersOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const names = entries.filter((entry) => entry.isDirectory() && !isSkipped(entry.name)).map((entry) => entry.name);
  return names.sort().map((name) => path.join(folder, name));
}

function isSkipped(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || name === '__pycache__' || name === 'site-packages';
}

/** A folder reached in two ways (our own `courses` opened as a workspace) counts as one course. */
async function distinct(folders: readonly string[]): Promise<readonly string[]> {
  const seen = new Map<string, string>();
  for (const folder of folders) {
    const real = await realpath(folder).catch(() => folder);
    if (!seen.has(real)) seen.set(real, folder);
  }
  return [...seen.values()];
}

function firstOfEachId(courses: readonly Course[]): Discovery {
  const kept = new Map<string, Course>();
  const problems: Problem[] = [];
  for (const course of courses) {
    const first = kept.get(course.id);
    if (first === undefined) kept.set(course.id, course);
    else problems.push(twice(course, first));
  }
  return { courses: [...kept.values()], problems };
}

function twice(course: Course, first: Course): Problem {
  const args = { course: course.id, kept: first.directory, left_out: course.directory };
  return { file: path.join(course.directory, COURSE_FILE), line: null, code: 'course-id-twice', args };
}
