import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { diffArrays } from 'diff';
import { isFailing } from '../contract/outcomes';
import type { ReportTest } from '../contract/report';
import type { Course } from '../course/format/format';
import { failureText } from '../results/report/render';
import type { StepResult } from '../run/request';
import { type CheckFinding, good } from './finding';
import { trialArgs } from './trial';
import type { WrongProgram } from './wrong';

/** The text file of a wrong program: the test that catches it, and the text that a learner reads then. */
export interface Golden {
  /** Relative to the step: `test_ping.py::test_ping_is_answered`. */
  readonly test: string;
  /** Lines without trailing blanks, since editors remove them. */
  readonly text: string;
}

/** The test that caught a program, as the verdict and as the report have it. */
export interface Caught {
  /** Relative to the step. */
  readonly id: string;
  readonly report: ReportTest;
}

/** The first test that failed. When none did: the test that was running when the run ended. */
export function caught({ verdict, report }: StepResult): Caught | null {
  const failed = verdict.tests.findIndex(isFailing);
  const at = failed >= 0 ? failed : verdict.tests.findIndex(({ failure }) => failure?.code === 'not-finished');
  const [test, shown] = [verdict.tests[at], report.tests[at]];
  return test === undefined || shown === undefined ? null : { id: test.id, report: shown };
}

/**
 * The headline and the failing test, as `codealong test` shows them. Parts that may differ from run to run are left out: times, output,
 * transcript, notes.
 */
export function learnersText({ report }: StepResult): string {
  return trimmed(failureText(report));
}

/** The form of the file: the test's id, an empty line, the text. */
export function printGolden({ test, text }: Golden): string {
  return `${test}\n\n${text}\n`;
}

/** Null for a file of another form. `\r\n` counts as `\n`, and a byte order mark as nothing. */
export function readGolden(file: string): Golden | null {
  const [test = '', gap = '', ...lines] = trimmed(file.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')).split('\n');
  if (!/^[^\s:]+\.py::\S.*$/.test(test) || gap !== '') return null;
  return { test, text: trimmed(lines.join('\n')) };
}

function trimmed(text: string): string {
  return text.replace(/[ \t]+$/gm, '').replace(/\n+$/, '');
}

/**
 * What an interpreter shows below the first line of a statement: its marks, and further lines of the statement. Each version does it in its
 * own way.
 */
const MARKS = /^ *(?:\|.*|│[ ~^]*\^[ ~^]*)$/;

/** Whether a learner reads the same in both, whichever version of the language the program ran in. */
export function sameText(one: string, other: string): boolean {
  return withoutMarks(one) === withoutMarks(other);
}

export function withoutMarks(text: string): string {
  return numbered(text)
    .map(({ line }) => line)
    .join('\n');
}

function numbered(text: string): readonly { readonly line: string; readonly number: number }[] {
  return text
    .split('\n')
    .map((line, at) => ({ line, number: at + 1 }))
    .filter(({ line }) => !MARKS.test(line));
}

/** The difference of two texts line by line, with the lines that are in both. */
export function lineDiff(before: string, after: string): string {
  const changes = diffArrays(before.split('\n'), after.split('\n'));
  const lines = changes.flatMap(({ value, added, removed }) => {
    const mark = added ? '+' : removed ? '-' : ' ';
    return value.map((line) => `${mark} ${line}`.trimEnd());
  });
  return lines.join('\n');
}

/** The first line of `before`, from 1, that differs from `after` in more than what an interpreter shows below a line. */
export function firstDifference(before: string, after: string): number {
  const [left, right] = [numbered(before), numbered(after)];
  const found = left.find(({ line }, index) => line !== right[index]?.line);
  return found?.number ?? before.split('\n').length + 1;
}

/** The finding about a wrong program's run, and the text that its file should hold. */
export interface WrongJudged {
  readonly finding: CheckFinding;
  /** The text for `--accept` to write; null unless a missing or different text is the only fault. */
  readonly fresh: string | null;
}

/** Writes the text of a wrong program if it is missing or differs. */
export async function accepted(
  course: Course,
  program: WrongProgram,
  { finding, fresh }: WrongJudged,
): Promise<CheckFinding> {
  if (fresh === null) return finding;
  await writeFile(path.join(course.directory, program.textFile), fresh);
  const args = { ...trialArgs(program.trial, {}), was: finding.message.code };
  const details = { file: program.textFile, detail: fresh.trimEnd() };
  return good('wrong', program.trial.step.id, { code: 'wrong-accepted', args }, details);
}
