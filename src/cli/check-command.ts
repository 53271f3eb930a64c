import path from 'node:path';
import { checkCourse, type Finding } from '../authoring/check';
import { CodedError } from '../contract/codes';
import { fullText, textOf } from '../results/texts';
import type { CheckArgs } from './args';
import type { Context } from './context';
import { EXIT } from './exit';
import { problemLines } from './problem';

/** `codealong check`: is this course what it says it is? @returns the exit code */
export async function checkCommand(args: CheckArgs, context: Context): Promise<number> {
  const { terminal, runner, signal } = context;
  const directory = path.resolve(context.cwd, args.directory);
  const show = (finding: Finding) => {
    terminal.idle();
    if (!args.json) for (const line of findingLines(finding, context)) terminal.out(line);
  };
  const about = (text: string) => terminal.busy(text);
  try {
    const findings = await checkCourse(directory, { runner, signal, show, about });
    terminal.idle();
    const bad = findings.filter(({ ok }) => !ok);
    if (args.json) terminal.out(JSON.stringify({ ok: bad.length === 0, findings: findings.map(plain) }, null, 2));
    else terminal.out(`${findings.length - bad.length} of ${findings.length} checks passed`);
    return exitCode(bad);
  } catch (error) {
    terminal.idle();
    if (!(error instanceof CodedError)) throw error;
    for (const line of problemLines(error)) terminal.error(line);
    return error.code === 'cancelled' ? EXIT.cancelled : EXIT.usage;
  }
}

function exitCode(bad: readonly Finding[]): number {
  if (bad.length === 0) return EXIT.passed;
  return bad.some(({ trouble }) => trouble) ? EXIT.sandbox : EXIT.notPassed;
}

function findingLines(finding: Finding, { terminal: { style } }: Context): readonly string[] {
  const text = textOf(finding.message);
  const where = finding.file === null ? '' : `${finding.file}${finding.line === null ? '' : `:${finding.line}`}: `;
  if (finding.ok) return [`${style.green('✓')} ${where}${text.title}`];
  const detail = [text.body, text.advice, finding.detail ?? undefined].filter((part) => part !== undefined);
  return [
    `${style.red('✗')} ${where}${text.title}`,
    ...detail.flatMap((part) => part.split('\n')).map((line) => `    ${line}`),
  ];
}

function plain(finding: Finding) {
  const { ok, file, line, message, detail } = finding;
  return { ok, file, line, code: message.code, args: message.args, text: fullText(message), detail };
}
