import type { FakeUri } from './fake-values';

type Listener = (uri: FakeUri) => unknown;

/** The editor's events for files that change on disk. Every watcher gets every file; the pattern that it asked for is recorded. */
export class FakeDisk {
  readonly watched: string[] = [];
  readonly #changed = new Set<Listener>();
  readonly #deleted = new Set<Listener>();

  readonly createFileSystemWatcher = (pattern: string | FakeRelativePattern) => {
    this.watched.push(typeof pattern === 'string' ? pattern : `${pattern.base.path}/${pattern.pattern}`);
    return {
      onDidChange: (listener: Listener) => added(this.#changed, listener),
      onDidCreate: () => ({ dispose: () => undefined }),
      onDidDelete: (listener: Listener) => added(this.#deleted, listener),
      dispose: () => undefined,
    };
  };

  change(uri: FakeUri): void {
    for (const listener of [...this.#changed]) listener(uri);
  }

  remove(uri: FakeUri): void {
    for (const listener of [...this.#deleted]) listener(uri);
  }
}

export class FakeRelativePattern {
  constructor(
    readonly base: FakeUri,
    readonly pattern: string,
  ) {}
}

function added(listeners: Set<Listener>, listener: Listener) {
  listeners.add(listener);
  return { dispose: () => listeners.delete(listener) };
}
