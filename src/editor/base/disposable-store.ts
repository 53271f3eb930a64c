import type { Disposable } from './api';

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
