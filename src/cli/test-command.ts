import { stat } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../contract/codes';
import { shownJson } from '../contract/escape-text';
import type { Report } from '../contract/report';
import { diskErrorCode } from '../course/files/disk';
import { discoverCourses } from '../course/format/discover';
import type { Course } from '../course/format/format';
import { findStep, loadCourse } from '../course/format/load';
import { render } from '../results/report/render';
import { neverReachedLines } from '../results/report/render-failure';
import { brokenSteps } from '../results/report/report';
import type { StepRequest, StepResult } from '../run/request';
import type { TestArgs } from './args';
import { type CommandContext, EXIT, exitCodeOf, problemLines, withErrorsShown } from './command';
import { watchOn } from './terminal';

/** `codealong test`: runs one program against one step. @returns the exit code */
export function testCommand(args: TestArgs, context: CommandContext): Promise<number> {
  const { terminal, runner } = context;
  return withErrorsShown(terminal, EXIT.usage, async () => {
    const result = await runner.run(await requestOf(args, context));
    terminal.idle();
    showResult(result, args, context);
    showReached((await result.traced) ?? null, context);
    return brokenSteps(result.report).length > 0 ? EXIT.notPassed : exitCodeOf(result.verdict.outcome);
  });
}

async function requestOf(args: TestArgs, context: CommandContext): Promise<StepRequest> {
  const { cwd, terminal, signal, readStdin } = context;
  const { entry, seed, 'with-earlier': withEarlier } = args;
  const course = await courseOf(args.course, context);
  const step = findStep(course, args.step);
  const file = args.file === '-' ? null : await fileOf(args.file, cwd);
  const source = args.file === '-' ? await readStdin() : null;
  const root = args.root === null ? null : path.resolve(cwd, args.root);
  return { course, step, file, source, root, entry, seed, withEarlier, signal, watch: watchOn(terminal) };
}

/** A broken course among the others is reported, and does not stop the run. */
export async function courseOf(course: string, { home, cwd, platform, terminal }: CommandContext): Promise<Course> {
  const found = await discoverCourses({ bundled: home.coursesDir, extra: [], workspaces: [] }, platform);
  for (const line of found.problems.flatMap(problemLines)) terminal.error(line);
  return loadCourse(course, found, cwd, platform);
}

/** The absolute path of the learner's file. @throws CodedError `file-missing`, `file-unreadable` */
export async function fileOf(file: string, cwd: string): Promise<string> {
  const absolute = path.resolve(cwd, file);
  const reason = await whyNoFile(absolute);
  if (reason === null) return absolute;
  if (reason === 'ENOENT' || reason === 'ENOTDIR') throw new CodedError('file-missing', { file, similar: null });
  throw new CodedError('file-unreadable', { file, reason });
}

/** Why this is not a regular file, by the system's name of the error; null if it is one, or a link to one. */
async function whyNoFile(file: string): Promise<string | null> {
  const found = await stat(file).catch(diskErrorCode);
  if (typeof found === 'string') return found;
  if (found.isDirectory()) return 'EISDIR';
  return found.isFile() ? null : 'EINVAL';
}

/** Below the result, which did not wait for it. */
function showReached(report: Report | null, { terminal }: CommandContext): void {
  for (const { never_reached } of report?.tests ?? []) {
    if (never_reached === undefined) continue;
    const { file, first_line } = never_reached;
    const place = terminal.style.dim(`    ${file}:${first_line}`);
    for (const line of ['', ...neverReachedLines({ never_reached }), place]) terminal.out(line);
  }
}

function showResult({ report, afterwards }: StepResult, { json }: TestArgs, { terminal }: CommandContext): void {
  if (json) terminal.out(shownJson(report));
  else for (const line of render(report, { style: terminal.style, durations: true, seed: true })) terminal.out(line);
  const notes = afterwards.map(({ code, args }) => new CodedError(code, args));
  for (const line of notes.flatMap(problemLines)) terminal.error(line);
}
