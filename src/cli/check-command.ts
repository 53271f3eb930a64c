import path from 'node:path';
import { type Checked, checkCourse } from '../authoring/check';
import { tableOf } from '../authoring/check-table';
import type { CheckFinding } from '../authoring/finding';
import type { CheckOptions } from '../authoring/try-all';
import { shownJson } from '../contract/escape-text';
import { wholeCatalogue } from '../results/texts/whole-catalogue';
import type { CheckArgs } from './args';
import { checkJson, findingLines, isNews, progressBar, tableLines } from './check-output';
import { type CommandContext, EXIT, withErrorsShown } from './command';
import { buildShownOn } from './terminal';

/** `codealong check`: checks a course. @returns the exit code */
export function checkCommand(args: CheckArgs, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const directory = path.resolve(context.cwd, args.directory);
  const began = performance.now();
  return withErrorsShown(terminal, EXIT.usage, async () => {
    const checked = await checkCourse(directory, optionsOf(args, context));
    terminal.idle();
    const seconds = (performance.now() - began) / 1000;
    if (args.json) terminal.out(shownJson(checkJson(checked, seconds)));
    else showEnd(checked, seconds, context);
    return exitCode(checked.findings);
  });
}

function optionsOf({ step, all, accept, reference, json }: CheckArgs, context: CommandContext): CheckOptions {
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
    progress: ({ done, total, task }) => terminal.busy(`${progressBar(done, total)} ${task.step.number}: ${task.name}`),
    watch: { building: buildShownOn(terminal) },
  };
}

/** An empty line ends each finding, since one has many lines. */
function showFinding(finding: CheckFinding, { terminal }: CommandContext): void {
  terminal.idle();
  for (const line of findingLines(finding, terminal.style)) terminal.out(line);
  terminal.out('');
}

function showEnd({ steps, findings }: Checked, seconds: number, { terminal }: CommandContext): void {
  for (const line of tableLines(tableOf(steps, findings), terminal.style)) terminal.out(line);
  if (steps.length > 0) terminal.out('');
  const passed = findings.filter(({ ok }) => ok).length;
  const paint = passed === findings.length ? terminal.style.green : terminal.style.red;
  terminal.out(terminal.style.bold(paint(wholeCatalogue.check.passed(passed, findings.length, seconds))));
}

function exitCode(findings: readonly CheckFinding[]): number {
  const bad = findings.filter(({ ok }) => !ok);
  if (bad.length === 0) return EXIT.passed;
  return bad.some(({ trouble }) => trouble) ? EXIT.sandbox : EXIT.notPassed;
}
