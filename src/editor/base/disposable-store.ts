import type { Disposable } from './api';

/** What a part of the editor holds; given back together, the newest first. */
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
