import { escapeLine, escapeText } from '../../contract/escape-text';
import type { OutputEvent } from '../../contract/events';
import { withoutLearnerRoot } from '../../results/evidence/readers';
import { render } from '../../results/report/render';
import type { Style } from '../../results/report/shown-text';
import { withGap } from '../../results/report/shown-text';
import { fullText } from '../../results/texts';
import type { StepResult } from '../../run/request';
import type { Target } from '../base/target';

/** Columns of Test Results in a small window. It breaks longer lines within a word. */
export const RESULT_COLUMNS = 66;

const paint = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const STYLE: Style = { bold: paint(1), red: paint(31), green: paint(32), yellow: paint(33), dim: paint(2) };

/** The output of a program for the editor's terminal: escaped, and with CRLF. */
export function programOutput({ text, dropped }: OutputEvent): string {
  return crlf(withGap({ text: escapeText(withoutLearnerRoot(text)), dropped }));
}

/** The verdict in words, like on the command line. It leaves out the program's output, which is shown already. */
export function closingOutput({ course, step }: Target, { report, afterwards }: StepResult): string {
  const quiet = { ...report, output: null, tests: report.tests.map((test) => ({ ...test, output: null })) };
  const title = STYLE.bold(escapeLine(`${course.title}: ${step.number}. ${step.title}`));
  const notes = afterwards.map((message) => fullText(message));
  return crlf(
    [
      '',
      title,
      '',
      ...render(quiet, { style: STYLE, durations: true, columns: RESULT_COLUMNS }),
      ...notes,
      '',
      '',
    ].join('\n'),
  );
}

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}
