import { escapeText } from '../contract/escape-text';
import type { DapRequest, ToEditor, Unnumbered } from './dap';

/** Characters of a reason why something could not be done, which may be the program's word. */
const REASON_MOST = 2000;

/** What an editor is told, in order. It may come later than the first of it. */
export class EditorSide {
  #told = 0;
  #listener: ((message: ToEditor) => void) | null = null;
  readonly #early: Unnumbered<ToEditor>[] = [];

  listen(listener: (message: ToEditor) => void): void {
    this.#listener = listener;
    for (const message of this.#early.splice(0)) this.tell(message);
  }

  answer({ seq: request_seq, command }: DapRequest, body: Readonly<Record<string, unknown>>): void {
    this.tell({ type: 'response', request_seq, command, success: true, body });
  }

  refuse({ seq: request_seq, command }: DapRequest, why: unknown = ''): void {
    const message = typeof why === 'string' ? escapeText(why.slice(0, REASON_MOST)) : '';
    this.tell({ type: 'response', request_seq, command, success: false, message });
  }

  /** The session is over. */
  end(): void {
    this.tell({ type: 'event', event: 'terminated', body: {} });
  }

  tell(message: Unnumbered<ToEditor>): void {
    if (this.#listener === null) {
      this.#early.push(message);
      return;
    }
    this.#told += 1;
    this.#listener({ ...message, seq: this.#told });
  }
}
