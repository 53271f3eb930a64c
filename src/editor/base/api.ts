import type * as vscode from 'vscode';

/** The editor, handed in: `src/extension.ts` alone imports it as a value, so that tests can hand in a small fake. */
export type Api = typeof vscode;

/** Something that its owner disposes. */
export interface Disposable {
  dispose(): void;
}

/** The disposables of a part of the editor. They are disposed together, the newest first. */
export class DisposableStore implements Disposable {
  readonly #things: Disposable[] = [];

  add<T extends Disposable>(thing: T): T {
    this.#things.push(thing);
    return thing;
  }

  dispose(): void {
    for (const thing of this.#things.splice(0).reverse()) thing.dispose();
  }
}
