import path from 'node:path';
import { type Checked, checkCourse } from '../authoring/check';
import type { Finding } from '../authoring/finding';
import type { CheckOptions } from '../authoring/options';
import { tableOf } from '../authoring/table';
import { CodedError } from '../contract/codes';
import type { BuildProgress } from '../engine/image/image-build';
import { checksPassed } from '../results/texts/author/author-texts';
import type { CheckArgs } from './args';
import { bar } from './bar';
import { checkJson } from './check-json';
import { tableLines } from './check-table';
import type { Context } from './context';
import { EXIT } from './exit';
import { findingLines, isNews } from './finding-lines';
import { problemLines } from './problem';
import { buildingText } from './terminal';

/** `codealong check`: is this course what it says it is? @returns the exit code */
export async function checkCommand(args: CheckArgs, context: Context): Promise<number> {
  const { terminal } = context;
  const directory = path.resolve(context.cwd, args.directory);
  const began = performance.now();
  try {
    const checked = await checkCourse(directory, optionsOf(args, context));
    terminal.idle();
    const seconds = (performance.now() - began) / 1000;
    if (args.json) terminal.out(JSON.stringify(checkJson(checked, seconds), null, 2));
    else showEnd(checked, seconds, context);
    return exitCode(checked.findings);
  } catch (error) {
    terminal.idle();
    if (!(error instanceof CodedError)) throw error;
    for (const line of problemLines(error)) terminal.error(line);
    return error.code === 'cancelled' ? EXIT.cancelled : EXIT.usage;
  }
}

function optionsOf({ step, all, accept, reference, json }: CheckArgs, context: Context): CheckOptions {
  const { terminal, runner, signal } = context;
  return {
    runner,
    signal,
    step,
    all,
    accept,
    reference: all || reference ? context.references : null,
    show: (finding) => {
      if (!json && isNews(finding)) showFinding(finding, context);
    },
    progress: ({ done, total, task }) => terminal.busy(`${bar(done, total)} ${task.step.number}: ${task.name}`),
    watch: { building: (progress: BuildProgress) => terminal.busy(buildingText(progress)) },
  };
}

/** An empty line before each, so that the many lines of one are not taken for those of the next. */
function showFinding(finding: Finding, { terminal }: Context): void {
  terminal.idle();
  for (const line of findingLines(finding, terminal.style)) terminal.out(line);
  terminal.out('');
}

function showEnd({ steps, findings }: Checked, seconds: number, { terminal }: Context): void {
  for (const line of tableLines(tableOf(steps, findings), terminal.style)) terminal.out(line);
  if (steps.length > 0) terminal.out('');
  const passed = findings.filter(({ ok }) => ok).length;
  const paint = passed === findings.length ? terminal.style.green : terminal.style.red;
  terminal.out(terminal.style.bold(paint(checksPassed(passed, findings.length, seconds))));
}

function exitCode(findings: readonly Finding[]): number {
  const bad = findings.filter(({ ok }) => !ok);
  if (bad.length === 0) return EXIT.passed;
  return bad.some(({ trouble }) => trouble) ? EXIT.sandbox : EXIT.notPassed;
}
