import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { Api } from '../../src/editor/base/api';
import { FakeDeclaration, FakeFileCoverage, FakeStatement } from './fake-coverage';
import { FakeDisk, FakeRelativePattern } from './fake-disk';
import { FakeTesting } from './fake-testing';
import {
  FakeLocation,
  FakeMarkdown,
  FakePosition,
  FakeRange,
  FakeStackFrame,
  FakeTestMessage,
  FakeUri,
} from './fake-values';

/** The editor's own event source: listeners are called at once, in order. */
export class FakeEmitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event = (listener: (value: T) => unknown) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export class FakeTokenSource {
  readonly #cancelled = new FakeEmitter<void>();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.#cancelled.event };

  cancel(): void {
    if (this.token.isCancellationRequested) return;
    this.token.isCancellationRequested = true;
    this.#cancelled.fire();
  }

  dispose(): void {
    this.#cancelled.dispose();
  }
}

export interface FakeDocument {
  readonly uri: FakeUri;
  isDirty: boolean;
  readonly languageId: string;
  /** The text on disk: nothing that is typed here changes it. */
  getText(): string;
  save(): Promise<boolean>;
}

/** The few members of the editor that the Testing view uses. `api` is given to the code under test. */
export class FakeEditor {
  readonly testing = new FakeTesting(() => new FakeTokenSource());
  readonly disk = new FakeDisk();
  readonly documents: FakeDocument[] = [];
  readonly saved: string[] = [];
  /** What the editor was told for the conditions of the manifest. */
  readonly context: string[] = [];
  readonly providers = new Map<string, vscode.TextDocumentContentProvider>();
  active: FakeDocument | null = null;
  readonly #changed = new FakeEmitter<unknown>();
  readonly #saved = new FakeEmitter<unknown>();
  readonly #activated = new FakeEmitter<void>();

  get api(): Api {
    const editor = this;
    const members = {
      EventEmitter: FakeEmitter,
      CancellationTokenSource: FakeTokenSource,
      Uri: FakeUri,
      RelativePattern: FakeRelativePattern,
      Position: FakePosition,
      Range: FakeRange,
      Location: FakeLocation,
      MarkdownString: FakeMarkdown,
      TestMessage: FakeTestMessage,
      TestMessageStackFrame: FakeStackFrame,
      TestRunRequest: FakeRequest,
      FileCoverage: FakeFileCoverage,
      StatementCoverage: FakeStatement,
      DeclarationCoverage: FakeDeclaration,
      l10n: { bundle: undefined },
      TestRunProfileKind: { Run: 1, Debug: 2, Coverage: 3 },
      tests: { createTestController: () => this.testing.controller },
      commands: {
        executeCommand: async (_: 'setContext', key: string, value: unknown) =>
          void this.context.push(`${key}=${value}`),
      },
      window: {
        get activeTextEditor() {
          return editor.active === null ? undefined : { document: editor.active };
        },
        onDidChangeActiveTextEditor: this.#activated.event,
      },
      workspace: {
        textDocuments: this.documents,
        onDidChangeTextDocument: this.#changed.event,
        onDidSaveTextDocument: this.#saved.event,
        createFileSystemWatcher: this.disk.createFileSystemWatcher,
        registerTextDocumentContentProvider: (scheme: string, provider: vscode.TextDocumentContentProvider) => {
          this.providers.set(scheme, provider);
          return { dispose: () => this.providers.delete(scheme) };
        },
      },
    };
    // The only cast: it claims more members than there are. A missing member fails loudly when it is used.
    return members as unknown as Api;
  }

  /** Opens a file, and shows it. */
  open(file: string): FakeDocument {
    const document: FakeDocument = {
      uri: FakeUri.file(file),
      isDirty: false,
      languageId: 'python',
      getText: () => (existsSync(file) ? readFileSync(file, 'utf8') : ''),
      save: async () => {
        document.isDirty = false;
        this.saved.push(path.basename(file));
        this.#saved.fire(document);
        return true;
      },
    };
    this.documents.push(document);
    this.active = document;
    this.#activated.fire();
    return document;
  }

  /** Types a letter into a document. */
  type(document: FakeDocument): void {
    document.isDirty = true;
    this.#changed.fire({ document, contentChanges: [{ text: 'x' }] });
  }
}

class FakeRequest {
  constructor(
    readonly include?: readonly vscode.TestItem[],
    readonly exclude?: readonly vscode.TestItem[],
    readonly profile?: vscode.TestRunProfile,
    readonly continuous?: boolean,
  ) {}
}
