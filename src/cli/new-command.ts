import path from 'node:path';
import { type Made, newCourse } from '../authoring/new/new-course';
import { newStep } from '../authoring/new/new-step';
import { shownJson } from '../contract/escape-text';
import type { Platform } from '../contract/platform';
import { exists } from '../course/files/disk';
import { discoverCourses } from '../course/format/discover';
import type { Course } from '../course/format/format';
import { loadCourse, loadDirectory } from '../course/format/load';
import { COURSE_FILE } from '../course/format/read';
import { wholeCatalogue } from '../results/texts/whole-catalogue';
import type { Home } from '../run/home';
import type { NewArgs, NewCourseArgs, NewStepArgs } from './args';
import { EXIT, withErrorsShown } from './command';
import type { Terminal } from './terminal';

/** What a command works with that only writes files: no engine is needed. */
export interface NewContext {
  readonly platform: Platform;
  readonly cwd: string;
  readonly home: Home;
  readonly terminal: Terminal;
}

/** `codealong new-course` and `codealong new-step`. @returns the exit code */
export function newCommand(args: NewArgs, context: NewContext): Promise<number> {
  return withErrorsShown(context.terminal, EXIT.usage, async () => {
    const { made, folder } = await (args.command === 'new-course'
      ? courseMade(args, context)
      : stepMade(args, context));
    if (args.json) context.terminal.out(shownJson({ ...made, directory: path.resolve(context.cwd, folder) }));
    else for (const line of linesOf(args, made, folder)) context.terminal.out(line);
    return EXIT.passed;
  });
}

interface MadeIn {
  readonly made: Made;
  /** As it was typed, so that it can be typed again. */
  readonly folder: string;
}

/** Functions are short exercises as a rule, and stand alone. */
async function courseMade({ directory, kind, shape, ...named }: NewCourseArgs, context: NewContext): Promise<MadeIn> {
  const { cwd, home } = context;
  const wish = {
    directory: path.resolve(cwd, directory),
    kind: kind ?? (shape === 'separate' ? 'function' : 'program'),
    shape: shape ?? (kind === 'function' ? 'separate' : 'growing'),
    id: named.id,
    title: named.title,
  } as const;
  const { courses } = await found(context);
  return { made: await newCourse(wish, home.templatesDir, courses), folder: directory };
}

async function stepMade({ course: named, id, title, kind }: NewStepArgs, context: NewContext): Promise<MadeIn> {
  const { platform, home } = context;
  const { course, folder } = await courseOf(named, context);
  const made = await newStep({ id, title, kind }, { course, templates: home.templatesDir, platform });
  return { made, folder };
}

/** A folder goes before a course of that id: what is written should be the author's own. */
async function courseOf(
  named: string,
  context: NewContext,
): Promise<{ readonly course: Course; readonly folder: string }> {
  const { cwd, platform } = context;
  const directory = path.resolve(cwd, named);
  if (await exists(path.join(directory, COURSE_FILE))) return { course: await loadDirectory(directory), folder: named };
  const course = await loadCourse(named, await found(context), cwd, platform);
  return { course, folder: path.relative(cwd, course.directory) || '.' };
}

function found({ home, platform }: NewContext) {
  return discoverCourses({ bundled: home.coursesDir, extra: [], workspaces: [] }, platform);
}

function linesOf({ command }: NewArgs, { title, number, files }: Made, folder: string): readonly string[] {
  const { made } = wholeCatalogue.commandLine;
  const isCourse = command === 'new-course';
  const check = ['codealong', 'check', quoted(folder)].join(' ');
  const add = ['codealong', 'new-step', quoted(folder), 'ID'].join(' ');
  const width = Math.max(check.length, add.length);
  return [
    isCourse ? made.madeCourse(title, folder) : made.madeStep(title, number),
    ...files.map((file) => `  ${file}`),
    '',
    made.open,
    made.next,
    `  ${check.padEnd(width)}   ${made.prove}`,
    `  ${add.padEnd(width)}   ${made.another}`,
  ];
}

/** As a shell takes it. */
function quoted(word: string): string {
  return /^[\p{L}\p{N}_./\\:@%+=~-]+$/u.test(word) ? word : `"${word.replace(/["$`]/g, '\\$&')}"`;
}
