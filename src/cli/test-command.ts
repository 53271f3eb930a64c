import { stat } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../contract/codes';
import { discoverCourses } from '../course/format/discover';
import type { Course, Problem } from '../course/format/format';
import { findStep, loadCourse } from '../course/format/load';
import { render } from '../results/report/render';
import { brokenSteps } from '../results/verdict/broken';
import type { StepResult } from '../run/request';
import type { TestArgs } from './args';
import type { Context } from './context';
import { EXIT, exitCodeOf } from './exit';
import { problemLines } from './problem';
import { watchOn } from './terminal';

/** `codealong test`: one program against one step. @returns the exit code */
export async function testCommand(args: TestArgs, context: Context): Promise<number> {
  try {
    const course = await courseOf(args, context);
    const step = findStep(course, args.step);
    const file = await fileOf(args, context);
    const source = args.file === '-' ? await context.readStdin() : null;
    const root = args.root === null ? null : path.resolve(context.cwd, args.root);
    const { entry, seed, withEarlier } = args;
    const watch = watchOn(context.terminal);
    const { signal } = context;
    const result = await context.runner.run({
      course,
      step,
      file,
      source,
      root,
      entry,
      seed,
      withEarlier,
      signal,
      watch,
    });
    context.terminal.idle();
    show(result, args, context);
    return brokenSteps(result.report).length > 0 ? EXIT.notPassed : exitCodeOf(result.verdict.outcome);
  } catch (error) {
    context.terminal.idle();
    if (!(error instanceof CodedError)) throw error;
    for (const line of problemLines(error)) context.terminal.error(line);
    return EXIT.usage;
  }
}

async function courseOf({ course }: TestArgs, { home, cwd, platform, terminal }: Context): Promise<Course> {
  const found = await discoverCourses({ bundled: home.coursesDir, extra: [], workspaces: [] }, platform);
  for (const problem of found.problems) warn(problem, terminal);
  return loadCourse(course, found, cwd, platform);
}

/** A broken course is told of, and the others still work. */
function warn(problem: Problem, terminal: Context['terminal']): void {
  for (const line of problemLines(problem)) terminal.error(line);
}

/** The learner's file, which exists; null for stdin. */
async function fileOf({ file }: TestArgs, { cwd }: Context): Promise<string | null> {
  if (file === '-') return null;
  const absolute = path.resolve(cwd, file);
  const found = await stat(absolute).catch(() => null);
  if (found === null || !found.isFile()) throw new CodedError('file-missing', { file, similar: null });
  return absolute;
}

function show({ report, afterwards }: StepResult, { json }: TestArgs, { terminal }: Context): void {
  if (json) terminal.out(JSON.stringify(report, null, 2));
  else for (const line of render(report, { style: terminal.style, durations: true })) terminal.out(line);
  for (const note of afterwards) {
    for (const line of problemLines(new CodedError(note.code, note.args))) terminal.error(line);
  }
}
