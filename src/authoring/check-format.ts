import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { slashed } from '../course/files/paths';
import { isJunk, isToolFolder } from '../course/files/walk';
import type { Course } from '../course/format/format';
import type { CourseRead } from '../course/format/read';
import { bad, type Finding, good } from './finding';

/** What is wrong with `course.json` and the folders of the steps; or that it is as it should be. */
export async function checkFormat(directory: string, { course, problems }: CourseRead): Promise<readonly Finding[]> {
  const wrong = problems.map(({ code, args, file, line }) => {
    const named = slashed(path.relative(directory, file));
    return bad('format', null, { code, args }, { file: named, line });
  });
  if (course === null) return wrong;
  const args = { course: course.id, steps: course.steps.length };
  return [...(await strangers(course)), good('format', null, { code: 'check-format', args })];
}

/** Folders beside those of the steps, which no learner would ever see. */
async function strangers(course: Course): Promise<readonly Finding[]> {
  const found = await readdir(path.join(course.directory, 'steps'), { withFileTypes: true });
  const known = new Set(course.steps.map(({ folder }) => folder));
  const names = found
    .map(({ name }) => name)
    .filter((name) => !isToolFolder(name) && !isJunk(name) && !name.endsWith('.md'));
  const files = names.map((name) => `steps/${name}`).filter((file) => !known.has(file));
  return files.sort().map((file) => bad('format', null, { code: 'step-unknown', args: { name: file } }, { file }));
}
