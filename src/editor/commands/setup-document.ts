import type * as vscode from 'vscode';
import type { Told } from '../../doctor/render-diagnosis';
import { catalogue } from '../../results/texts';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { COMMANDS } from '../base/commands';

const SCHEME = 'codealong-setup';
const SHOWN_MS = 5_000;

/** The last diagnosis as a document that cannot be edited, with a lens that copies it. */
export class SetupDocument implements vscode.TextDocumentContentProvider, vscode.CodeLensProvider, Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed: vscode.EventEmitter<vscode.Uri>;
  readonly #uri: vscode.Uri;
  #told: Told | null = null;

  constructor(private readonly api: Api) {
    this.#uri = api.Uri.from({ scheme: SCHEME, path: '/CodeAlong Setup' });
    this.#changed = this.#disposables.add(new api.EventEmitter<vscode.Uri>());
    this.#disposables.add(api.workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.#disposables.add(api.languages.registerCodeLensProvider({ scheme: SCHEME }, this));
  }

  get onDidChange(): vscode.Event<vscode.Uri> {
    return this.#changed.event;
  }

  async show(told: Told): Promise<void> {
    this.#told = told;
    this.#changed.fire(this.#uri);
    const document = await this.api.workspace.openTextDocument(this.#uri);
    await this.api.window.showTextDocument(document, { preview: false });
  }

  /** Copies the document, as one block that Markdown does not change. */
  async copy(): Promise<void> {
    if (this.#told === null) return;
    await this.api.env.clipboard.writeText(this.#told.report);
    this.api.window.setStatusBarMessage(`$(copy) ${catalogue.setup.labels.copied}`, SHOWN_MS);
  }

  provideTextDocumentContent(): string {
    return this.#told?.text ?? '';
  }

  provideCodeLenses(): vscode.CodeLens[] {
    const top = new this.api.Range(0, 0, 0, 0);
    const commands = [
      { title: `$(copy) ${catalogue.setup.labels.copy}`, command: COMMANDS.copySetup.id },
      { title: `$(refresh) ${catalogue.setup.labels.again}`, command: COMMANDS.checkSetup.id },
    ];
    return commands.map((command) => new this.api.CodeLens(top, command));
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
