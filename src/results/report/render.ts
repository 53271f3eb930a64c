import { escapeText } from '../../contract/escape-text';
import { isFailing } from '../../contract/outcomes';
import type { Report, ReportTest } from '../../contract/report';
import { catalogue } from '../texts/index';
import { failureLines, outputLines } from './render-failure';
import { brokenSteps, outcomesOf } from './report';
import { COLUMNS, PLAIN, type Style, wrapped } from './shown-text';

export interface RenderOptions {
  readonly style: Style;
  /** Whether durations are shown. Without them the same ending gives the same text, unless the run was slow. */
  readonly durations: boolean;
  /** Whether a failure ends with the seed, which repeats it. */
  readonly seed?: boolean;
  /** Columns of the prose lines; 100 by default. */
  readonly columns?: number;
  /** The failure comes last, for a small window that shows the end of a text. Else the verdict does. */
  readonly failureLast?: boolean;
}

/** A report as lines for a terminal. All text from the program is escaped. */
export function render(report: Report, options: RenderOptions): readonly string[] {
  const tests = report.tests.map((test) => testLine(test, options));
  const [failure, around] = [failureBlocks(report, options), aroundIt(report, options)];
  const verdict = verdictLines(report, options);
  return apart(options.failureLast ? [verdict, tests, ...around, ...failure] : [tests, ...failure, ...around, verdict]);
}

/** What went wrong, and what the program wrote meanwhile. */
function failureBlocks(report: Report, options: RenderOptions): readonly (readonly string[])[] {
  const { style, columns } = options;
  const first = firstFailing(report);
  const before = saidBefore(report, first);
  return [
    before === null ? [] : wrapped(escapeText(before), '  ', columns).map(style.red),
    ...explanation(report, first, options),
    report.status === 'pass' ? [] : outputLines((first === null ? report.output : first.output) ?? '', style),
  ];
}

/** Notes, and the earlier steps. */
function aroundIt(report: Report, options: RenderOptions): readonly (readonly string[])[] {
  const { style, columns } = options;
  const notes = report.notes.flatMap((note) =>
    wrapped(escapeText(`${catalogue.outcomes.labels.note}: ${note}`), '  ', columns).map(style.yellow),
  );
  return [notes, earlier(report, options)];
}

function verdictLines(report: Report, { style, seed }: RenderOptions): readonly string[] {
  const shown = seed && report.status === 'fail' ? [style.dim(catalogue.outcomes.seedLine(report.seed))] : [];
  return [verdictLine(report, style), ...shown];
}

/** The part of `render` that is about the failure alone: the same ending gives the same text. */
export function failureText(report: Report): string {
  return apart(explanation(report, firstFailing(report), { style: PLAIN, durations: false })).join('\n');
}

function firstFailing({ tests }: Report): ReportTest | null {
  return tests.find(isFailing) ?? null;
}

/** Puts an empty line between any two blocks. */
function apart(blocks: readonly (readonly string[])[]): readonly string[] {
  return blocks.filter((block) => block.length > 0).flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

function explanation(report: Report, test: ReportTest | null, options: RenderOptions): readonly (readonly string[])[] {
  const { style, columns } = options;
  const lines = test === null ? [] : failureLines(withoutSaid(test, report.message), style, columns);
  return [headline(report, test, options), lines];
}

function testLine(test: ReportTest, { style, durations, columns = COLUMNS }: RenderOptions): string {
  const name = escapeText(test.name).replaceAll('\n', ' ');
  if (test.outcome === 'not-run') return style.dim(`  - ${name} (${catalogue.outcomes.labels.notRun})`);
  if (test.outcome === 'skipped') return style.dim(`  - ${name} (${skipWords(test)})`);
  const mark =
    test.outcome === 'passed' ? style.green('✓') : test.outcome === 'failed' ? style.red('✗') : style.yellow('!');
  const took = durations && test.duration_ms !== null ? catalogue.outcomes.duration(test.duration_ms) : '';
  // A terminal would break a line that is too long within the figure.
  const gap = took === '' ? '' : name.length + took.length + 5 > columns ? '\n    ' : ' ';
  return `  ${mark} ${name}${gap === '' ? '' : style.dim(`${gap}${took}`)}`;
}

/** `skipped`, or the reason in its place. */
function skipWords({ message }: ReportTest): string {
  return escapeText(message ?? catalogue.outcomes.labels.skipped).replaceAll('\n', ' ');
}

/** What a message about the whole run says in front of that of the first failing test; null if it is another message. */
function saidBefore({ message }: Pick<Report, 'message'>, first: ReportTest | null): string | null {
  const end = first === null || first.message === null ? null : `\n${first.message}`;
  return end !== null && message?.endsWith(end) === true ? message.slice(0, -end.length) : null;
}

/** The message about the whole run, unless it only repeats the first failing test. */
function headline(
  { message, status }: Report,
  first: ReportTest | null,
  { style, columns }: RenderOptions,
): readonly string[] {
  if (message === null || message === first?.message || saidBefore({ message }, first) !== null) return [];
  const paint = status === 'error' ? style.yellow : style.red;
  return wrapped(escapeText(message), '  ', columns).map((line, index) => (index === 0 ? paint(line) : line));
}

/** Drops advice that the headline has already given. */
function withoutSaid(test: ReportTest, message: string | null): ReportTest {
  const said = test.advice !== null && message !== null && message !== test.message && message.includes(test.advice);
  return said ? { ...test, advice: null } : test;
}

/** The earlier steps in one line while they pass; one that does not is told. */
function earlier({ regressions }: Report, options: RenderOptions): readonly string[] {
  const passed = regressions.filter(({ outcome }) => outcome === 'passed').length;
  const told = regressions.flatMap((step) => (step.outcome === 'passed' ? [] : regression(step, options)));
  return passed === 0 ? told : [options.style.dim(`  ${catalogue.outcomes.stillPass(passed)}`), ...told];
}

function regression(
  { step, outcome, reason, tests }: Report['regressions'][number],
  { style, columns }: RenderOptions,
): readonly string[] {
  const { closing, labels } = catalogue.outcomes;
  const begin = `  ${labels.earlier}: ${escapeText(step)}:`;
  if (reason === 'machine-busy') return [style.yellow(`${begin} ${labels.busy}`)];
  const line = `${begin} ${closing(outcome, outcomesOf(tests))}`;
  const first = tests.find(isFailing) ?? null;
  return [style.red(line), ...(first === null ? [] : failureLines(first, style, columns))];
}

function verdictLine(report: Report, style: Style): string {
  const { outcome, status, tests } = report;
  const broken = outcome === 'passed' ? brokenSteps(report) : [];
  if (broken.length > 0) return style.bold(style.red(escapeText(catalogue.outcomes.broke(broken))));
  const paint = status === 'pass' ? style.green : status === 'fail' ? style.red : style.yellow;
  return style.bold(paint(catalogue.outcomes.closing(outcome, outcomesOf(tests))));
}
