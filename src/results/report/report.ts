import type { Message } from '../../contract/codes';
import { escapeText } from '../../contract/escape-text';
import { isFailing, OUTCOMES } from '../../contract/outcomes';
import type { Report, ReportMetrics, ReportRegression, ReportTest } from '../../contract/report';
import type { TestVerdict, Verdict, Written } from '../../contract/verdict';
import { neverBegan } from '../evidence/locate';
import { withoutLearnerRoot } from '../evidence/readers';
import { textFor } from '../texts/advice-catalogue';
import { fullText, type Text, textOf } from '../texts/index';
import { Causes, oneCauseOfAll } from './causes';
import { type Description, describe } from './describe';
import { lineText } from './line-text';
import { bounded, withGap } from './shown-text';
import { runInOf } from './version-text';

/** The data that a report needs beside the verdict. */
export interface ReportContext {
  /** The ids of course and step. */
  readonly course: string;
  readonly step: string;
  /** The source of a test by its id `<file>::<test>`; for a parametrised test, by its id without the brackets. */
  readonly codeOf: (id: string) => string | null;
  /** Whether a warm sandbox was waiting for the run; null for a run without a sandbox. */
  readonly sandbox: ReportMetrics['sandbox'] | null;
  readonly regressions: readonly ReportRegression[];
}

/** The status of a test, by its outcome. A test that was not run is an error for whoever reads the status alone. */
const STATUS: Readonly<Record<ReportTest['outcome'], ReportTest['status']>> = {
  passed: 'pass',
  failed: 'fail',
  errored: 'error',
  'not-run': 'error',
  skipped: 'skip',
};

/** The most characters kept of each text. */
const KEPT = { message: 8_000, value: 4_000, transcript: 16_000, testOutput: 16_000, output: 64_000, code: 16_000 };

/** The report of a verdict. Everything from a program is escaped and bounded. */
export function toReport(verdict: Verdict, context: ReportContext): Report {
  const tests = reportTests(verdict.tests, context);
  const output = withoutLearnerRoot(written(verdict.output));
  const language = verdict.tests[0]?.language ?? '';
  const tell = (message: Message) => textFor(message, language);
  const report = runReport({ ...verdict, output: [{ text: output, dropped: 0 }] }, tests, context, tell);
  const count = verdict.headline === null && report.message !== null ? oneCauseOfAll(verdict.tests) : null;
  return count === null
    ? report
    : { ...report, message: `${fullText({ code: 'one-cause', args: { count } })}\n${report.message}` };
}

/**
 * The report of a verdict around those of its tests.
 * @param tell the text of its headline. A window, which has no run of its own to report, does without the advice of a language
 */
export function runReport(
  verdict: Verdict,
  tests: readonly ReportTest[],
  context: Pick<ReportContext, 'sandbox' | 'regressions'>,
  tell: (message: Message) => Text = textOf,
): Report {
  return {
    version: 3,
    status: OUTCOMES[verdict.outcome].status,
    message: failureMessageOf(verdict, tests, tell),
    output: shown(written(verdict.output), KEPT.output),
    tests,
    outcome: verdict.outcome,
    reason: verdict.reason,
    seed: verdict.seed,
    runtime: verdict.runtime,
    notes: verdict.notes.map((note) => escapeText(noteText(note))),
    regressions: context.regressions,
    metrics: metricsOf(verdict, context.sandbox),
  };
}

/** The tests of one step; also used for `regressions`. */
export function reportTests(
  tests: readonly TestVerdict[],
  context: Pick<ReportContext, 'course' | 'step' | 'codeOf'>,
): readonly ReportTest[] {
  const causes = new Causes();
  return tests.map((test) => reportTest(test, context, causes));
}

/**
 * A test that has finished while its run goes on: for showing it, without the source of the test.
 * @param causes of the tests before it
 */
export function liveTestReport(
  test: TestVerdict,
  ids: Pick<ReportContext, 'course' | 'step'>,
  causes: Causes,
): ReportTest {
  return reportTest(test, { ...ids, codeOf: () => null }, causes);
}

function reportTest(
  test: TestVerdict,
  { course, step, codeOf }: Pick<ReportContext, 'course' | 'step' | 'codeOf'>,
  causes: Causes,
): ReportTest {
  const { message, advice, location } = toldOnce(test, causes);
  const { outcome } = test;
  const compared = neverBegan(test) ? null : test.failure;
  const atLocation = shown(lineText(test), KEPT.message);
  const runIn = runInOf(test);
  return {
    id: `${course}/${step}/${test.id}`,
    name: escapeText(test.name),
    status: STATUS[outcome],
    outcome,
    message: shown(message, KEPT.message),
    output: shown(withoutLearnerRoot(written(test.output)), KEPT.testOutput),
    request: shown(compared?.request, KEPT.value),
    expected: shown(compared?.expected, KEPT.value),
    actual: shown(compared?.actual, KEPT.value),
    advice: shown(advice, KEPT.message),
    transcript: shown(test.transcript, KEPT.transcript),
    location: location === null ? null : { file: escapeText(location.file), line: location.line },
    ...(atLocation === null ? {} : { at_location: atLocation }),
    ...(runIn === null ? {} : { run_in: runIn }),
    duration_ms: test.duration_ms === null ? null : Math.round(test.duration_ms),
    test_code: shown(codeOf(test.id) ?? codeOf(test.id.replace(/\[.*$/s, '')), KEPT.code),
  };
}

/** A cause that was told before is only named: whoever reads all tests would read it again and again. */
function toldOnce(test: TestVerdict, causes: Causes): Description {
  const before = causes.before(test);
  if (before === null) return describe(test);
  return { message: fullText({ code: 'same-cause', args: before }), advice: null, location: test.location };
}

/** The headline with its advice, which has no field of its own; else the message of the first failing test. */
function failureMessageOf(
  { outcome, headline }: Verdict,
  tests: readonly ReportTest[],
  tell: (message: Message) => Text,
): string | null {
  if (outcome === 'passed') return null;
  if (headline === null) return tests.find(isFailing)?.message ?? null;
  const texts = [fullText(headline), tell(headline).advice].filter((text) => text !== undefined);
  return shown(texts.join('\n'), KEPT.message);
}

function noteText(note: Message): string {
  const { advice } = textOf(note);
  return advice === undefined ? fullText(note) : `${fullText(note)} ${advice}`;
}

function metricsOf({ metrics }: Verdict, sandbox: ReportMetrics['sandbox'] | null): ReportMetrics | null {
  if (metrics === null || sandbox === null) return null;
  const { wall_ms, cpu_ms, kept_waiting_ms, peak_memory_mb } = metrics;
  return { wall_ms, cpu_ms, kept_waiting_ms, peak_memory_mb, sandbox };
}

function written(output: readonly Written[]): string {
  return output.map(withGap).join('');
}

/** Makes a text safe to show and not too long; null for no text. It is bounded first, because escaping a flood is slow. */
function shown(text: string | null | undefined, limit: number): string | null {
  return text === null || text === undefined || text === '' ? null : escapeText(bounded(text, limit));
}

/** How each of the tests ended. */
export function outcomesOf(tests: readonly Pick<ReportTest, 'outcome'>[]): readonly ReportTest['outcome'][] {
  return tests.map(({ outcome }) => outcome);
}

/** Ids of the earlier steps that are known to fail now. If there are none, the step is done. */
export function brokenSteps({ regressions }: Pick<Report, 'regressions'>): readonly string[] {
  return regressions.filter(({ outcome }) => OUTCOMES[outcome].knownToFail).map(({ step }) => step);
}
