import path from 'node:path';
import { CODE, escapeLine, escapeText } from '../../contract/escape-text';
import type { OutputEvent } from '../../contract/events';
import { isFailing, OUTCOMES } from '../../contract/outcomes';
import type { NeverReached, Report } from '../../contract/report';
import { stepAfter } from '../../course/progress/standing';
import { withoutLearnerRoot } from '../../results/evidence/readers';
import { render } from '../../results/report/render';
import { neverReachedLines } from '../../results/report/render-failure';
import { brokenSteps } from '../../results/report/report';
import type { Style } from '../../results/report/shown-text';
import { withGap, wrapped } from '../../results/report/shown-text';
import { fullText } from '../../results/texts';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { StepResult } from '../../run/request';
import type { Target } from '../base/target';

/** Columns of Test Results in a small window. It breaks longer lines within a word. */
export const RESULT_COLUMNS = 66;

/** What Test Results shows in a window of 1366 x 768 at 200 %: five rows. */
const WINDOW_CHARACTERS = 100;

const paint = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const asCode = paint(36);
const STYLE: Style = { bold: paint(1), red: paint(31), green: paint(32), yellow: paint(33), dim: paint(2) };

/** The output of a program for the editor's terminal: escaped, and with CRLF. */
export function programOutput({ text, dropped }: OutputEvent): string {
  return crlf(withGap({ text: escapeText(withoutLearnerRoot(text)), dropped }));
}

/** The verdict in words, above the failure: the editor shows the end of this text. It leaves out the program's output, which is shown already. */
export function closingOutput(target: Target, { report, afterwards }: StepResult): string {
  const { course, step, root, file } = target;
  const quiet = { ...report, output: null, tests: report.tests.map((test) => ({ ...test, output: null })) };
  const title = STYLE.bold(escapeLine(`${course.title}: ${step.number}. ${step.title} (${path.relative(root, file)})`));
  const notes = afterwards.map((message) => fullText(message));
  return crlf(
    [
      '',
      title,
      '',
      ...render(quiet, { style: STYLE, durations: true, columns: RESULT_COLUMNS, failureLast: true }).map(inColour),
      ...whatNext(target, report),
      ...notes,
      ...inShort(report),
      '',
    ].join('\n'),
  );
}

/** What a traced run has found, behind all else. */
export function neverReachedOutput(found: NeverReached): string {
  const lines = neverReachedLines({ never_reached: found }, RESULT_COLUMNS);
  return crlf(['', ...lines.map((line) => inColour(line)), ''].join('\n'));
}

/** Which lines the tests did not reach, or why that is not known. */
export function coverageOutput(text: string): string {
  return crlf(['', ...wrapped(escapeLine(text), '', RESULT_COLUMNS), ''].join('\n'));
}

/** After a pass: the next step, or that the course is complete. */
function whatNext(target: Target, report: Report): readonly string[] {
  const { course, step, alone } = target;
  const { state } = editorCatalogue;
  if (report.outcome !== 'passed' || brokenSteps(report).length > 0 || alone) return [];
  const where = state.stepOf(step.number, course.steps.length);
  const next = stepAfter(course, step, target);
  return [STYLE.green(escapeLine(next === null ? `${state.passedLast(where)}.` : state.passedNext(where, next.title)))];
}

/** Repeats what is wrong when the text below it fills a small window, because the editor shows the end. */
function inShort(report: Report): readonly string[] {
  const failed = report.tests.find(isFailing);
  const ofTest = failed?.message ?? '';
  const ofRun = OUTCOMES[report.outcome].toldByTests ? '' : (report.message ?? '');
  const [first = ''] = (ofRun || ofTest).split('\n');
  const all = [ofRun, ofTest, failed?.advice, failed?.request, failed?.expected, failed?.actual];
  const isFar = all.map((part) => part ?? '').join('').length - first.length > WINDOW_CHARACTERS;
  const lines = wrapped(escapeLine(first.replaceAll('`', '')), '  ', RESULT_COLUMNS);
  return isFar ? ['', ...lines.map((line) => STYLE.red(line))] : [];
}

/** Code within a sentence has a colour in the place of its backticks; a value and a line of code stay as they are. */
function inColour(line: string): string {
  return /^ {0,4}\S/.test(line) ? line.replace(CODE, (_, code: string) => asCode(code)) : line;
}

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}
