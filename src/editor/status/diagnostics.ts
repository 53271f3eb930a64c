import type { DiagnosticCollection, Range, Uri } from 'vscode';
import type { Message } from '../../contract/codes';
import type { Report } from '../../contract/report';
import type { Verdict } from '../../contract/verdict';
import { beginningWith, bounded } from '../../results/report/shown-text';
import { fullText } from '../../results/texts';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { plainText } from '../base/escape-ui';
import type { RunNews, RunNewsSource } from '../base/run-news';
import type { Settings } from '../base/settings';
import { isInside, type Target } from '../base/target';
import type { Edits } from '../course/edits';

/** Who says what a mark says, as the Problems panel names it. */
export const DIAGNOSTIC_SOURCE = 'CodeAlong';

/** The marks of one run. */
interface ShownDiagnostics {
  /** Files with marks of this run. */
  readonly files: Uri[];
  /** Files that were edited since it started: its line numbers are not theirs any more. */
  readonly edited: Set<string>;
}

/** The lines of the learner's own files that a run found wrong, in the Problems panel until they run or edit again. */
export class Diagnostics implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #shown = new Map<string, ShownDiagnostics>();
  readonly #collection: DiagnosticCollection;

  constructor(
    private readonly api: Api,
    private readonly settings: Pick<Settings, 'marksProblems' | 'onDidChange'>,
    service: RunNewsSource,
    edits: Pick<Edits, 'onDidEdit'>,
  ) {
    this.#collection = this.#disposables.add(api.languages.createDiagnosticCollection('codealong'));
    this.#disposables.add(service.onNews((news) => this.#take(news)));
    this.#disposables.add(edits.onDidEdit((uri) => this.#edited(uri)));
    this.#disposables.add(
      settings.onDidChange((change) => {
        if (change.diagnostics && !settings.marksProblems()) this.#collection.clear();
      }),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #take(news: RunNews): void {
    const { root } = news.target;
    if (news.kind === 'started') this.#begin(root);
    if (news.kind === 'verdict') this.#tell(news.target, news);
    // A run that never came to its tests has had no `verdict`. For other runs this sets the same marks again.
    if (news.kind === 'finished') this.#tell(news.target, news.result);
  }

  #begin(root: string): void {
    for (const uri of this.#shown.get(root)?.files ?? []) this.#collection.delete(uri);
    this.#shown.set(root, { files: [], edited: new Set() });
  }

  #edited(uri: Uri): void {
    this.#collection.delete(uri);
    for (const [root, { edited }] of this.#shown) if (isInside(root, uri)) edited.add(uri.toString());
  }

  #tell({ root }: Target, judged: Judged): void {
    const shown = this.#shown.get(root);
    if (shown === undefined || !this.settings.marksProblems()) return;
    for (const [file, wrongs] of wrongPlaces(judged)) {
      const uri = this.api.Uri.joinPath(this.api.Uri.file(root), file);
      if (shown.edited.has(uri.toString())) continue;
      shown.files.push(uri);
      this.#collection.set(
        uri,
        wrongs.map((wrong) => this.#diagnostic(uri, wrong)),
      );
    }
  }

  #diagnostic(uri: Uri, { line, message }: Wrong) {
    const { Diagnostic, DiagnosticSeverity } = this.api;
    const diagnostic = new Diagnostic(this.#range(uri, line - 1), plainText(message), DiagnosticSeverity.Error);
    diagnostic.source = DIAGNOSTIC_SOURCE;
    return diagnostic;
  }

  /** The line without its indentation, where the file is open; else the whole line, which the editor cuts to its length. */
  #range(uri: Uri, line: number): Range {
    const key = uri.toString();
    const document = this.api.workspace.textDocuments.find((one) => one.uri.toString() === key);
    if (document === undefined || line >= document.lineCount) return new this.api.Range(line, 0, line, 10_000);
    const { firstNonWhitespaceCharacterIndex: start, text } = document.lineAt(line);
    return new this.api.Range(line, start, line, text.trimEnd().length);
  }
}

/** A verdict and its report, which has the words. */
interface Judged {
  readonly verdict: Verdict;
  readonly report: Report;
}

/** A line, counted from 1, and what is wrong with it. */
export interface Wrong {
  readonly line: number;
  readonly message: string;
}

const CHARACTERS = 4_000;

/** The places in the learner's files that a verdict points at, by file (relative to the root). Each line comes once, with the message of the first test. */
export function wrongPlaces(judged: Judged): ReadonlyMap<string, readonly Wrong[]> {
  const files = new Map<string, Wrong[]>();
  for (const { file, line, message } of places(judged)) {
    const wrongs = files.get(file) ?? [];
    files.set(file, wrongs);
    if (line >= 1 && !wrongs.some((wrong) => wrong.line === line))
      wrongs.push({ line, message: bounded(message, CHARACTERS) });
  }
  return files;
}

function places({ verdict, report }: Judged): readonly (Wrong & { readonly file: string })[] {
  const wrong = verdict.tests.flatMap(({ outcome, location }, index) => {
    const { message = null, advice = null, at_location } = report.tests[index] ?? {};
    if (outcome !== 'failed' || location === null || message === null) return [];
    const told = beginningWith(at_location, message);
    return [{ ...location, message: advice === null ? told : `${told}\n${advice}` }];
  });
  return [...ofHeadline(verdict.headline), ...wrong];
}

/** A file that was refused before anything was started, where the headline knows the line. */
function ofHeadline(headline: Message | null): readonly (Wrong & { readonly file: string })[] {
  if (headline?.code !== 'source-nul') return [];
  const { file, line } = headline.args;
  return typeof file === 'string' && typeof line === 'number' ? [{ file, line, message: fullText(headline) }] : [];
}
