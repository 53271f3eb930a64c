import type { DiagnosticCollection, Range, Uri } from 'vscode';
import type { Verdict } from '../../contract/verdict';
import { escapeText } from '../../results/report/escape';
import type { Api, Disposable } from '../base/api';
import { Owned } from '../base/disposable-store';
import { isInside } from '../base/inside';
import type { Target } from '../base/target';
import type { Edits } from '../course/edits';
import type { RunNews, RunService } from '../run/run-service';
import { type Wrong, wrongPlaces } from './wrong-places';

const SETTING = 'codealong.diagnostics.enabled';

/** What a run keeps of itself here. */
interface Shown {
  /** Files with marks of this run. */
  readonly files: Uri[];
  /** Files that were edited since it started: its line numbers are not theirs any more. */
  readonly edited: Set<string>;
}

/** The lines of the learner's own files that a run found wrong, in the Problems panel until they run or edit again. */
export class Diagnostics implements Disposable {
  readonly #owned = new Owned();
  readonly #shown = new Map<string, Shown>();
  readonly #collection: DiagnosticCollection;

  constructor(
    private readonly api: Api,
    service: Pick<RunService, 'onNews'>,
    edits: Pick<Edits, 'onDidEdit'>,
  ) {
    this.#collection = this.#owned.add(api.languages.createDiagnosticCollection('codealong'));
    this.#owned.add(service.onNews((news) => this.#take(news)));
    this.#owned.add(edits.onDidEdit((uri) => this.#edited(uri)));
    this.#owned.add(
      api.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SETTING) && !this.#enabled()) this.#collection.clear();
      }),
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #take(news: RunNews): void {
    const { root } = news.target;
    if (news.kind === 'started') this.#begin(root);
    if (news.kind === 'verdict') this.#tell(news.target, news.verdict);
    // A run that never came to its tests has told no verdict before; else this says the same again.
    if (news.kind === 'finished') this.#tell(news.target, news.result.verdict);
  }

  #begin(root: string): void {
    for (const uri of this.#shown.get(root)?.files ?? []) this.#collection.delete(uri);
    this.#shown.set(root, { files: [], edited: new Set() });
  }

  #edited(uri: Uri): void {
    this.#collection.delete(uri);
    for (const [root, { edited }] of this.#shown) if (isInside(root, uri)) edited.add(uri.toString());
  }

  #tell({ root }: Target, verdict: Verdict): void {
    const shown = this.#shown.get(root);
    if (shown === undefined || !this.#enabled()) return;
    for (const [file, wrongs] of wrongPlaces(verdict)) {
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
    const diagnostic = new Diagnostic(this.#range(uri, line - 1), escapeText(message), DiagnosticSeverity.Error);
    diagnostic.source = 'CodeAlong';
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

  #enabled(): boolean {
    return this.api.workspace.getConfiguration().get(SETTING, true);
  }
}
