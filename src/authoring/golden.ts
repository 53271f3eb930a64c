import type { ReportTest } from '../contract/report';
import { failureText } from '../results/report/render';
import type { StepResult } from '../run/request';

/** What a wrong program's text file says: which test catches it, and what a learner reads then. */
export interface Golden {
  /** Relative to the step: `test_ping.py::test_ping_is_answered`. */
  readonly test: string;
  /** Lines without blanks at their ends, which editors remove. */
  readonly text: string;
}

/** The test that a program fell over, as the verdict and as the report have it. */
export interface Caught {
  /** Relative to the step. */
  readonly id: string;
  readonly report: ReportTest;
}

/** The first test that failed; where none did, the one that ran when the run ended. */
export function caught({ verdict, report }: StepResult): Caught | null {
  const failed = verdict.tests.findIndex(({ outcome }) => outcome === 'failed' || outcome === 'errored');
  const at = failed >= 0 ? failed : verdict.tests.findIndex(({ failure }) => failure?.code === 'not-finished');
  const [test, shown] = [verdict.tests[at], report.tests[at]];
  return test === undefined || shown === undefined ? null : { id: test.id, report: shown };
}

/**
 * What a learner reads of it in `codealong test`: the headline of the run and the failing test in full. Not what may differ from run to run:
 * times, the program's output, the transcript, notes.
 */
export function learnersText({ report }: StepResult): string {
  return trimmed(failureText(report));
}

/** The file's form: the test's id, an empty line, the text. */
export function printGolden({ test, text }: Golden): string {
  return `${test}\n\n${text}\n`;
}

/** Null for another form. Line ends of Windows are as good. */
export function readGolden(file: string): Golden | null {
  const [test = '', gap = '', ...lines] = trimmed(file.replaceAll('\r\n', '\n')).split('\n');
  if (!/^[^\s:]+\.py::\S.*$/.test(test) || gap !== '') return null;
  return { test, text: trimmed(lines.join('\n')) };
}

function trimmed(text: string): string {
  return text.replace(/[ \t]+$/gm, '').replace(/\n+$/, '');
}
