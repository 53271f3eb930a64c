import type * as vscode from 'vscode';
import type { Message } from '../../contract/codes';
import { escapeText } from '../../contract/escape-text';
import type { Location } from '../../contract/events';
import { learnerFile } from '../../contract/image';
import { faultOf } from '../../contract/outcomes';
import type { NeverReached, Report, ReportTest } from '../../contract/report';
import type { TestVerdict, Verdict } from '../../contract/verdict';
import { crashOf } from '../../results/evidence/locate';
import { failureLines } from '../../results/report/render-failure';
import { beginningWith, PLAIN } from '../../results/report/shown-text';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import type { Target } from '../base/target';
import { chooseRuntimeLink, type Link, linked, runInLink, showHintLink, tryAgain } from './command-link';
import { messageMarkdown } from './message-markdown';
import { suiteUri } from './suite-document';

/** Columns of a line that the editor breaks where it has to. */
const WHOLE_LINES = 10_000;
/** Of a failure's message: the manifest puts "Show Hint" beside it. */
const FAILURE = 'codealong.failure';

/** A test that did not pass. */
export interface Failed {
  readonly target: Target;
  /** Every shown text comes from here: the report is escaped and bounded already. */
  readonly report: ReportTest;
  /** Null for a test of an earlier step, of which the report alone is known. */
  readonly verdict: TestVerdict | null;
  /** The reason, with advice, why the run ended during this test; else null. */
  readonly cause: string | null;
  /** Whether the message offers a hint. */
  readonly offersHint: boolean;
}

/**
 * The messages to the learner about a failure. What a program wrote in them is shown literally. The editor shows no more than the first line of
 * a message that has a diff, so the diff is a second message.
 */
export function failureMessages(api: Api, failed: Failed): vscode.TestMessage[] {
  const { report } = failed;
  const runIn = report.run_in === undefined ? [] : [runInLink(api, failed.target, report.run_in)];
  const hint = failed.offersHint ? [showHintLink(api, failed.target)] : [];
  const told = messageMarkdown(api, atItsLine(failed, failedTestText(failed)), { first: runIn, last: hint });
  const text = finished(api, new api.TestMessage(told), failed);
  if (report.expected === null || report.actual === null) return [text];
  return [
    text,
    finished(api, api.TestMessage.diff(editorCatalogue.tests.sideBySide, report.expected, report.actual), failed),
  ];
}

/** The editor shows the beginning of a message on its line, so it begins with what is wrong there. */
function atItsLine({ report }: Failed, said: string): string {
  return beginningWith(report.at_location, said);
}

/** What a failed test should have reached, on its line. */
export function neverReachedMessage(
  api: Api,
  target: Target,
  { text, file, first_line }: NeverReached,
): vscode.TestMessage {
  const message = new api.TestMessage(messageMarkdown(api, text));
  message.location = learnerLocation(api, target, { file, line: first_line });
  return message;
}

/** The message about the whole run. It stands at the step; a line of the program has it only if it is about that line. */
export function runMessage(api: Api, target: Target, verdict: Verdict, { message }: Report): vscode.TestMessage {
  const said = message ?? '';
  const link = wayOut(api, target, verdict);
  const text = new api.TestMessage(link === null ? messageMarkdown(api, said) : linked(api, said, link));
  const named = verdict.outcome === 'learner-error' ? placeIn(verdict.headline) : null;
  if (named !== null) text.location = learnerLocation(api, target, named);
  return text;
}

/** What the learner can do from the message. */
function wayOut(api: Api, target: Target, verdict: Verdict): Link | null {
  if (verdict.headline?.code === 'runtime-gone') return chooseRuntimeLink(api, target);
  return faultOf(verdict) === 'engine' ? tryAgain(api, target) : null;
}

/** The line that a headline names, where it names one. */
function placeIn(headline: Message | null): Location | null {
  if (headline === null || !('file' in headline.args) || !('line' in headline.args)) return null;
  const { file, line } = headline.args;
  return typeof file === 'string' && typeof line === 'number' ? { file, line } : null;
}

/** All that is known of a failed test, as text. */
export function failedTestText({ report, cause }: Pick<Failed, 'report' | 'cause'>, columns = WHOLE_LINES): string {
  const said = [cause, report.message].filter((text) => text !== null).join('\n');
  // The editor shows title and place itself. The rest is the attempt, the expected and received values, and the advice.
  const [, ...more] = failureLines({ ...report, message: null, location: null }, PLAIN, columns);
  return [said === '' ? report.name : said, ...more.map((line) => line.replace(/^ {4}/, ''))].join('\n');
}

function finished(api: Api, message: vscode.TestMessage, failed: Failed): vscode.TestMessage {
  const location = locationOf(api, failed);
  const frames = framesOf(api, failed);
  if (location !== null) message.location = location;
  if (frames.length > 0) message.stackTrace = frames;
  message.contextValue = FAILURE;
  return message;
}

/** The learner's own line, else the assertion of the suite; else none, for which the editor takes the test's own line. */
function locationOf(api: Api, { target, report, verdict }: Failed): vscode.Location | null {
  if (report.location !== null) return learnerLocation(api, target, report.location);
  const place = verdict?.failure?.place ?? null;
  const folder = `${target.step.folder}/`;
  if (place === null || !place.file.startsWith(folder)) return null;
  const uri = suiteUri(api, target.course, target.step, place.file.slice(folder.length));
  return new api.Location(uri, position(api, place.line));
}

/** The learner's frames of the exception that explains the failure, the innermost first. */
function framesOf(api: Api, { target, verdict }: Failed): vscode.TestMessageStackFrame[] {
  const frames = verdict === null ? [] : (crashOf(verdict)?.exception.frames ?? []);
  const own = frames.flatMap(({ file, line, name }) => {
    const path = learnerFile(file);
    if (path === null) return [];
    return new api.TestMessageStackFrame(escapeText(name ?? path), learnerUri(api, target, path), position(api, line));
  });
  return own.reverse();
}

function learnerLocation(api: Api, target: Target, { file, line }: Location): vscode.Location {
  return new api.Location(learnerUri(api, target, file), position(api, line));
}

function learnerUri(api: Api, { root }: Target, file: string): vscode.Uri {
  return api.Uri.joinPath(api.Uri.file(root), ...file.split('/'));
}

/** @param line from 1; a program may print any number */
function position(api: Api, line: number): vscode.Position {
  return new api.Position(Math.max(0, line - 1), 0);
}
