import type { WebviewPanel } from 'vscode';
import { FakeEmitter } from './fake-editor';
import type { FakeUri } from './fake-values';

/** A panel with a page in it, as the editor gives it to `deserializeWebviewPanel`. */
export class FakePanel {
  title = '';
  visible = true;
  readonly posted: unknown[] = [];
  readonly #disposed = new FakeEmitter<void>();
  readonly #changed = new FakeEmitter<void>();
  readonly #received = new FakeEmitter<unknown>();
  readonly onDidDispose = this.#disposed.event;
  readonly onDidChangeViewState = this.#changed.event;
  readonly webview = {
    html: '',
    options: {},
    cspSource: 'self',
    asWebviewUri: (uri: FakeUri) => uri,
    postMessage: async (message: unknown) => this.posted.push(message),
    onDidReceiveMessage: this.#received.event,
  };

  /** The only cast: it claims more members than there are. A missing member fails loudly when it is used. */
  get asPanel(): WebviewPanel {
    return this as unknown as WebviewPanel;
  }

  /** The page sends a message. */
  receive(message: unknown): void {
    this.#received.fire(message);
  }

  reveal(): void {}

  dispose(): void {
    this.#disposed.fire();
  }
}
