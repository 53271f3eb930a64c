import path from 'node:path';
import type { GlobPattern, TextDocumentChangeEvent, Uri } from 'vscode';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import type { RunNewsSource } from '../base/run-news';
import { isSame, type Target } from '../base/target';

/**
 * Tells of every edit of a file: typed by the learner, or made on the disk by something else, such as a `git checkout`. A file that is
 * open tells by its document alone: our own saving is not an edit.
 */
export class Edits implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #edited;
  /** Learners' folders outside the window's that are looked at. */
  readonly #roots = new Set<string>();

  constructor(
    private readonly api: Api,
    service: RunNewsSource,
  ) {
    this.#edited = this.#disposables.add(new api.EventEmitter<Uri>());
    this.#disposables.add(api.workspace.onDidChangeTextDocument((event) => this.#typed(event)));
    this.#watch('**/*');
    this.#disposables.add(
      service.onNews(({ kind, target }) => {
        if (kind === 'started') this.#lookAt(target);
      }),
    );
  }

  get onDidEdit() {
    return this.#edited.event;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #typed({ document, contentChanges }: TextDocumentChangeEvent): void {
    // Saving fires the same event, with no changes in it.
    if (contentChanges.length > 0 && document.uri.scheme === 'file') this.#edited.fire(document.uri);
  }

  #watch(pattern: GlobPattern): void {
    const watcher = this.#disposables.add(this.api.workspace.createFileSystemWatcher(pattern));
    this.#disposables.add(watcher.onDidChange((uri) => this.#changed(uri)));
    this.#disposables.add(watcher.onDidCreate((uri) => this.#changed(uri)));
    // The document of a deleted file does not change, so the deletion counts.
    this.#disposables.add(watcher.onDidDelete((uri) => this.#edited.fire(uri)));
  }

  #changed(uri: Uri): void {
    const isThis = (open: Uri) => open.scheme === 'file' && isSame(open.fsPath, uri.fsPath);
    if (!this.api.workspace.textDocuments.some((document) => isThis(document.uri))) this.#edited.fire(uri);
  }

  /** A folder outside any course may be large: only its top level is watched. */
  #lookAt({ root, alone }: Target): void {
    if (this.#roots.has(root) || this.#isOpen(root)) return;
    this.#roots.add(root);
    const pattern = alone === undefined ? '**/*' : '*';
    this.#watch(new this.api.RelativePattern(this.api.Uri.file(root), pattern));
  }

  #isOpen(root: string): boolean {
    const folders = this.api.workspace.workspaceFolders ?? [];
    return folders.some(({ uri }) => {
      const relative = path.relative(uri.fsPath, root);
      return uri.scheme === 'file' && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
    });
  }
}
