import { escapeText } from '../../contract/escape-text';
import type { ReachedEvent, Unreached } from '../../contract/events';
import type { JobFile } from '../../contract/job';
import type { NeverReached, Report } from '../../contract/report';
import type { TestVerdict, Verdict } from '../../contract/verdict';
import { crashOf } from '../evidence/locate';
import { textOf } from '../texts/index';
import { isReal } from '../verdict/reduce';

/** A request that is a call, as a learner would write it. */
const CALL = /^[\w.]+\(/;

/** What a report is made of. */
interface Judged {
  readonly verdict: Verdict;
  readonly report: Report;
  /** The files that were run. */
  readonly files: readonly JobFile[];
}

/**
 * The report with what a traced run has found; null when it adds nothing. The verdict stays as it is. The program may have marked its lines
 * as it liked, so the place has to be in a file that was run.
 */
export function withNeverReached({ verdict, report, files }: Judged, found: ReachedEvent | null): Report | null {
  const at = verdict.tests.findIndex((test) => found !== null && isAbout(test, found));
  const [test, unreached] = [verdict.tests[at], found?.unreached ?? null];
  if (test === undefined || unreached === null || !isPlace(unreached, files)) return null;
  const never_reached = told(test, unreached, files);
  const tests = report.tests.map((one, index) => (index === at ? { ...one, never_reached } : one));
  return { ...report, tests };
}

/** A test with parts is told by the first of them that failed. What a crash says is said already. */
function isAbout(test: TestVerdict, { test: id }: ReachedEvent): boolean {
  const isIt = test.id === id || test.id.startsWith(`${id}[`);
  return isIt && test.outcome === 'failed' && crashOf(test) === null;
}

function isPlace({ file, first, last, function: name, whole }: Unreached, files: readonly JobFile[]): boolean {
  const isOrdered = first <= last && (name !== null || !whole);
  return isOrdered && [first, last].every((line) => isReal({ file, line }, files));
}

function told({ failure }: TestVerdict, unreached: Unreached, files: readonly JobFile[]): NeverReached {
  const { file, first, last, function: name, whole, word } = unreached;
  const kind = file.slice(file.lastIndexOf('.'));
  const isAlone = files.filter(({ path }) => path.endsWith(kind)).length === 1;
  const called = CALL.test(failure?.request ?? '');
  const shown = name !== null && isAlone ? null : file;
  const { title } = textOf({
    code: 'never-reached',
    args: { word, called, function: name, first, last, whole, file: shown },
  });
  return { text: escapeText(title), file: escapeText(file), first_line: first, last_line: last };
}
