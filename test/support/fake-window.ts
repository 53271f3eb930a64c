import type { Api } from '../../src/editor/base/api';
import { FakeDisk, FakeRelativePattern } from './fake-disk';
import { FakeEmitter } from './fake-editor';
import { FakeLanguages } from './fake-languages';
import { FakeSettings } from './fake-settings';
import { FakeRenames, FakeSpan, FakeTheme, FakeTreeItem, FakeUri } from './fake-values';

export interface FakeText {
  readonly uri: FakeUri;
  readonly languageId: string;
  readonly isUntitled: boolean;
  isDirty: boolean;
  lines: readonly string[];
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string; readonly firstNonWhitespaceCharacterIndex: number };
  getText(): string;
  save(): Promise<boolean>;
}

export interface FakeMessage {
  readonly kind: 'error' | 'warning' | 'information';
  readonly text: string;
  readonly buttons: readonly string[];
  /** What a modal question says below its text; empty for any other message. */
  readonly detail: string;
  answer(button: string | undefined): void;
}

export interface FakeProgress {
  readonly title: string;
  readonly reports: { readonly message?: string; readonly increment?: number }[];
  /** Starts it, because the editor starts it with a delay. */
  begin(): void;
  cancel(): void;
  closed: boolean;
}

/** The few members of the editor that status, commands and questions use. `api` is given to the code under test. */
export class FakeWindow {
  readonly disk = new FakeDisk();
  readonly documents: FakeText[] = [];
  readonly messages: FakeMessage[] = [];
  readonly progresses: FakeProgress[] = [];
  readonly languages = new FakeLanguages();
  readonly marks = this.languages.marks;
  readonly commands: { readonly name: string; readonly args: readonly unknown[] }[] = [];
  readonly registered = new Map<string, (...args: unknown[]) => unknown>();
  readonly configuration = new FakeSettings();
  readonly settings = this.configuration.values;
  /** The file of a workspace with several folders. */
  workspaceFile: string | null = null;
  readonly logged: string[] = [];
  readonly shownDocuments: string[] = [];
  /** The person's choices in the following lists, by label; undefined dismisses a list. */
  readonly picks: (string | undefined)[] = [];
  readonly questions: string[] = [];
  workspaces: readonly string[] = [];
  /** Another extension, or the disk, is in the way of every edit. */
  refusesEdits = false;
  /** The file that is to be shown is gone. */
  refusesToShow = false;
  /** What the tabs in front of their groups show: `undefined` for a page of the editor's own. */
  frontTabs: readonly unknown[] = [];
  readonly tabsChanged = new FakeEmitter<unknown>();
  pickedFolder: string | null = null;
  /** Where the person saves an untitled document. */
  savedAs: string | null = null;
  active: FakeText | null = null;
  clipboard = '';
  /** Texts that the status bar shows for a while. */
  readonly passing: string[] = [];
  readonly status = { text: '', tooltip: '', command: '', name: '', visible: false, accessibilityInformation: {} };
  /** What stands around the view of a tree. */
  readonly tree: { badge?: { readonly value: number }; message?: string; description?: string } = {};
  readonly #edited = new FakeEmitter<unknown>();
  readonly #activated = new FakeEmitter<unknown>();

  get api(): Api {
    const members = {
      EventEmitter: FakeEmitter,
      Uri: FakeUri,
      RelativePattern: FakeRelativePattern,
      Range: FakeSpan,
      StatusBarAlignment: { Left: 1 },
      TreeItem: FakeTreeItem,
      TreeItemCollapsibleState: { None: 0, Expanded: 2 },
      ThemeIcon: FakeTheme,
      ThemeColor: FakeTheme,
      ...{ ProgressLocation: { Notification: 15 }, ViewColumn: { Beside: -2, One: 1 } },
      WorkspaceEdit: FakeRenames,
      ConfigurationTarget: { Workspace: 2 },
      version: '1.139.1',
      l10n: {},
      env: { clipboard: { writeText: async (text: string) => void Object.assign(this, { clipboard: text }) } },
      commands: this.#commandsOf(),
      ...this.languages.members,
      window: this.#windowOf(),
      workspace: this.#workspaceOf(),
    };
    // The only cast: it claims more members than there are. A missing member fails loudly when it is used.
    return members as unknown as Api;
  }

  open(file: string, lines: readonly string[] = [], scheme = 'file', languageId = 'python'): FakeText {
    const document: FakeText = {
      uri: FakeUri.from({ scheme, path: file }),
      languageId,
      isUntitled: scheme === 'untitled',
      isDirty: false,
      lines,
      get lineCount() {
        return document.lines.length;
      },
      lineAt: (line) => {
        const text = document.lines[line] ?? '';
        return { text, firstNonWhitespaceCharacterIndex: text.length - text.trimStart().length };
      },
      getText: () => document.lines.join('\n'),
      save: async () => {
        document.isDirty = false;
        return true;
      },
    };
    this.documents.push(document);
    this.show(document);
    return document;
  }

  show(document: FakeText | null): void {
    this.active = document;
    this.#activated.fire(document);
  }

  type(document: FakeText): void {
    document.isDirty = true;
    this.#edited.fire({ document, contentChanges: [{ text: 'x' }] });
  }

  /** A save alone arrives as a change event without changes. */
  saveOnly(document: FakeText): void {
    document.isDirty = false;
    this.#edited.fire({ document, contentChanges: [] });
  }

  set(setting: string, value: unknown): void {
    this.configuration.set(setting, value);
  }

  get message(): FakeMessage {
    const message = this.messages.at(-1);
    if (message === undefined) throw new Error('no message was shown');
    return message;
  }

  /** Every mark of the Problems panel: `main.py:3:5-9 CodeAlong: text`. */
  problems(root: string): readonly string[] {
    return [...this.marks].flatMap(([file, marks]) =>
      marks.map(({ range, message, source }) => {
        const place = `${range.line + 1}:${range.character + 1}-${range.endCharacter + 1}`;
        return `${file.replace(`file:${root}/`, '')}:${place} ${source ?? '?'}: ${message}`;
      }),
    );
  }

  #commandsOf() {
    return {
      registerCommand: (name: string, handler: (...args: unknown[]) => unknown) => {
        this.registered.set(name, handler);
        return { dispose: () => this.registered.delete(name) };
      },
      executeCommand: async (name: string, ...args: readonly unknown[]) => {
        this.commands.push({ name, args });
      },
    };
  }

  #windowOf() {
    const fake = this;
    return {
      get activeTextEditor() {
        return fake.active === null ? undefined : { document: fake.active };
      },
      onDidChangeActiveTextEditor: this.#activated.event,
      createStatusBarItem: () =>
        Object.assign(this.status, {
          show: () => Object.assign(this.status, { visible: true }),
          hide: () => Object.assign(this.status, { visible: false }),
          dispose: () => undefined,
        }),
      setStatusBarMessage: (text: string) => this.passing.push(text),
      createOutputChannel: () => this.#channel(),
      createTreeView: () => Object.assign(this.tree, { dispose: () => undefined }),
      showErrorMessage: (text: string, ...rest: readonly unknown[]) => this.#say('error', text, rest),
      showWarningMessage: (text: string, ...rest: readonly unknown[]) => this.#say('warning', text, rest),
      showInformationMessage: (text: string, ...rest: readonly unknown[]) => this.#say('information', text, rest),
      showQuickPick: async (
        items: readonly { readonly label: string }[],
        { placeHolder, title }: { placeHolder?: string; title?: string },
      ) => {
        const wanted = this.picks.shift();
        this.questions.push(`${placeHolder ?? title} [${items.map(({ label }) => label).join(' | ')}]`);
        return items.find(({ label }) => label === wanted);
      },
      showOpenDialog: async () => (this.pickedFolder === null ? undefined : [FakeUri.file(this.pickedFolder)]),
      showTextDocument: async (shown: FakeUri | { readonly uri: FakeUri }) => {
        if (this.refusesToShow) throw new Error('cannot open');
        this.shownDocuments.push(('uri' in shown ? shown.uri : shown).fsPath);
      },
      visibleTextEditors: [],
      tabGroups: {
        get all() {
          return fake.frontTabs.map((input) => ({ activeTab: { input } }));
        },
        onDidChangeTabs: this.tabsChanged.event,
      },
      withProgress: (options: { title: string }, task: ProgressTask) => this.#progress(options.title, task),
    };
  }

  #workspaceOf() {
    const fake = this;
    return {
      textDocuments: this.documents,
      get workspaceFolders() {
        return fake.workspaces.map((folder) => ({ uri: FakeUri.file(folder) }));
      },
      onDidChangeTextDocument: this.#edited.event,
      createFileSystemWatcher: this.disk.createFileSystemWatcher,
      onDidChangeConfiguration: this.configuration.onDidChange,
      get workspaceFile() {
        return fake.workspaceFile ?? undefined;
      },
      getConfiguration: this.configuration.get,
      openTextDocument: async (uri: FakeUri) => ({ uri }),
      registerTextDocumentContentProvider: () => ({ dispose: () => undefined }),
      applyEdit: async (edit: FakeRenames) => !this.refusesEdits && edit.apply(),
      save: async () => (this.savedAs === null ? undefined : FakeUri.file(this.savedAs)),
    };
  }

  #channel() {
    const at = (level: string) => (text: string) => void this.logged.push(`${level} ${text}`);
    const levels = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
    return { ...levels, show: () => this.logged.push('shown'), dispose: () => undefined };
  }

  #say(kind: FakeMessage['kind'], text: string, rest: readonly unknown[]): Promise<string | undefined> {
    const buttons = rest.filter((one) => typeof one === 'string');
    const { detail = '' }: { detail?: string } = Object(rest.find((one) => typeof one === 'object'));
    return new Promise((answer) => void this.messages.push({ kind, text, buttons, detail, answer }));
  }

  #progress(title: string, task: ProgressTask): Promise<unknown> {
    const cancelled = new FakeEmitter<void>();
    return new Promise((resolve, reject) => {
      const shown: FakeProgress = {
        title,
        reports: [],
        closed: false,
        cancel: () => cancelled.fire(),
        begin: () => {
          const report = (value: FakeProgress['reports'][number]) => void shown.reports.push(value);
          void task({ report }, { onCancellationRequested: cancelled.event })
            .finally(() => {
              shown.closed = true;
            })
            .then(resolve, reject);
        },
      };
      this.progresses.push(shown);
    });
  }
}

type ProgressTask = (
  progress: { report: (value: { message?: string; increment?: number }) => void },
  token: { onCancellationRequested: (listener: () => void) => unknown },
) => Promise<unknown>;
