import path from 'node:path';
import { type Checked, checkCourse } from '../authoring/check';
import { tableOf } from '../authoring/check-table';
import type { CheckFinding } from '../authoring/finding';
import type { CheckOptions } from '../authoring/try-all';
import { shownJson } from '../contract/escape-text';
import { wholeCatalogue } from '../results/texts/whole-catalogue';
import type { CheckArgs } from './args';
import { checkJson, findingLines, isNews, progressBar, tableLines } from './check-output';
import { checkedRuntimes, withinRuntime } from './checked-runtimes';
import { type CommandContext, EXIT, withErrorsShown } from './command';
import { buildShownOn } from './terminal';

/** `codealong check`: checks a course. @returns the exit code */
export function checkCommand(args: CheckArgs, context: CommandContext): Promise<number> {
  const { terminal, runner } = context;
  const directory = path.resolve(context.cwd, args.directory);
  return withErrorsShown(terminal, EXIT.usage, async () => {
    const ids = await checkedRuntimes(args, directory, runner.runtimes);
    if (ids !== null) return checkInEach(ids, directory, args, context);
    const done = await checkOnce(directory, args, context);
    if (args.json) terminal.out(shownJson(done.json));
    return exitCode(done.findings);
  });
}

/** The exit code is that of the worst. */
async function checkInEach(ids: readonly string[], directory: string, args: CheckArgs, context: CommandContext) {
  const { terminal } = context;
  const done: { runtime: string; findings: readonly CheckFinding[]; json: object }[] = [];
  for (const runtime of ids) {
    if (!args.json) terminal.out(terminal.style.bold(`${done.length === 0 ? '' : '\n'}${runtime}`));
    const checked = await withinRuntime(context, runtime, (within) => checkOnce(directory, args, within));
    done.push({ runtime, ...checked });
  }
  if (args.json) terminal.out(shownJson({ runtimes: done.map(({ runtime, json }) => ({ runtime, ...json })) }));
  return exitCode(done.flatMap(({ findings }) => findings));
}

async function checkOnce(directory: string, args: CheckArgs, context: CommandContext) {
  const began = performance.now();
  const checked = await checkCourse(directory, optionsOf(args, context));
  context.terminal.idle();
  const seconds = (performance.now() - began) / 1000;
  if (!args.json) showEnd(checked, seconds, context);
  return { findings: checked.findings, json: checkJson(checked, seconds) };
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
