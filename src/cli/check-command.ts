import path from 'node:path';
import { checkCourse, type Progress } from '../authoring/check';
import type { Finding } from '../authoring/finding';
import { CodedError } from '../contract/codes';
import { fullText, textOf } from '../results/texts';
import { authoring } from '../results/texts/authoring';
import type { CheckArgs } from './args';
import { bar } from './bar';
import type { Context } from './context';
import { EXIT } from './exit';
import { problemLines } from './problem';
import { buildingText } from './terminal';

/** Good findings that a person must hear of. */
const NEWS = new Set(['wrong-accepted']);

/** `codealong check`: is this course what it says it is? @returns the exit code */
export async function checkCommand(args: CheckArgs, context: Context): Promise<number> {
  const { terminal, runner, signal } = context;
  const directory = path.resolve(context.cwd, args.directory);
  const show = (finding: Finding) => {
    if (args.json || (finding.ok && !NEWS.has(finding.message.code))) return;
    terminal.idle();
    for (const line of findingLines(finding, context)) terminal.out(line);
  };
  const progress = ({ done, total, task }: Progress) =>
    terminal.busy(`${bar(done, total)} ${task.step.number} ${task.name}`);
  const watch = { building: (news: Parameters<typeof buildingText>[0]) => terminal.busy(buildingText(news)) };
  try {
    const { step, accept } = args;
    const { findings } = await checkCourse(directory, { runner, signal, step, accept, show, progress, watch });
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
  const text = textOf(finding.message, authoring);
  const where = finding.file === null ? '' : `${finding.file}${finding.line === null ? '' : `:${finding.line}`}: `;
  const detail = [text.body, text.advice, finding.detail ?? undefined].filter((part) => part !== undefined);
  return [
    `${finding.ok ? style.green('✓') : style.red('✗')} ${where}${text.title}`,
    ...detail.flatMap((part) => part.split('\n')).map((line) => `    ${line}`.trimEnd()),
  ];
}

function plain(finding: Finding) {
  const { ok, file, line, message, detail } = finding;
  return { ok, file, line, code: message.code, args: message.args, text: fullText(message, authoring), detail };
}
