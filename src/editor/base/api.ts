import type * as vscode from 'vscode';

/** The editor, handed in: `src/extension.ts` alone imports it as a value, so that tests can hand in a small fake. */
export type Api = typeof vscode;

/** Something that its owner disposes. */
export interface Disposable {
  dispose(): void;
}
