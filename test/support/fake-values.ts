import { rename } from 'node:fs/promises';
import path from 'node:path';

export class FakeUri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
    readonly fragment?: string,
  ) {}

  with({ fragment }: { readonly fragment: string }): FakeUri {
    return new FakeUri(this.scheme, this.path, fragment);
  }

  get fsPath(): string {
    return this.path;
  }

  static file(file: string): FakeUri {
    return new FakeUri('file', file);
  }

  static from({ scheme, path }: { readonly scheme: string; readonly path: string }): FakeUri {
    return new FakeUri(scheme, path);
  }

  static joinPath(base: FakeUri, ...parts: readonly string[]): FakeUri {
    return new FakeUri(base.scheme, path.posix.join(base.path, ...parts));
  }

  toString(): string {
    return `${this.scheme}:${this.path}`;
  }
}

export class FakePosition {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class FakeRange {
  readonly start: FakePosition;

  constructor(line: number, character: number) {
    this.start = new FakePosition(line, character);
  }
}

export class FakeLocation {
  constructor(
    readonly uri: FakeUri,
    readonly position: FakePosition,
  ) {}
}

export class FakeStackFrame {
  constructor(
    readonly label: string,
    readonly uri?: FakeUri,
    readonly position?: FakePosition,
  ) {}
}

export class FakeMarkdown {
  isTrusted?: { readonly enabledCommands: readonly string[] };

  constructor(readonly value: string) {}
}

export class FakeTestMessage {
  expectedOutput?: string;
  actualOutput?: string;
  location?: FakeLocation;
  stackTrace?: readonly FakeStackFrame[];
  contextValue?: string;

  constructor(readonly message: string | FakeMarkdown) {}

  static diff(message: string, expected: string, actual: string): FakeTestMessage {
    return Object.assign(new FakeTestMessage(message), { expectedOutput: expected, actualOutput: actual });
  }
}

/** As a reader sees it; a link becomes `[Try again → command arguments]`. */
export function shownText(text: string | { readonly value: string }): string {
  if (typeof text === 'string') return text;
  const links = text.value.replace(
    /(?<!\\)\[([^\]]+)\]\(command:([\w.]+)(?:\?([^)]*))?\)/g,
    (_, label: string, command, args = '') =>
      [`[${label} → ${command}`, decodeURIComponent(args)].filter(Boolean).join(' ').concat(']'),
  );
  return links.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** `main.py:3`, `test_ping.py:12`: as a reader knows it. Lines from 1. */
export function shownPlace(uri: FakeUri, position: FakePosition | undefined): string {
  const scheme = uri.scheme === 'file' ? '' : `${uri.scheme}:`;
  return `${scheme}${path.posix.basename(uri.path)}:${(position?.line ?? 0) + 1}`;
}

export class FakeTreeItem {
  constructor(
    readonly label: string,
    readonly collapsibleState?: number,
  ) {}
}

/** An icon or a colour of the theme. */
export class FakeTheme {
  constructor(readonly id: string) {}
}

/** An edit of the workspace that renames files. */
export class FakeRenames {
  readonly #renames: (readonly [string, string])[] = [];

  renameFile(from: FakeUri, to: FakeUri): void {
    this.#renames.push([from.fsPath, to.fsPath]);
  }

  async apply(): Promise<boolean> {
    for (const [from, to] of this.#renames) await rename(from, to);
    return true;
  }
}

export class FakeSpan {
  constructor(
    readonly line: number,
    readonly character: number,
    readonly endLine: number,
    readonly endCharacter: number,
  ) {}
}

export interface Mark {
  readonly range: FakeSpan;
  readonly message: string;
  readonly severity: number;
  source?: string;
}

export class FakeDiagnostic implements Mark {
  source?: string;
  constructor(
    readonly range: FakeSpan,
    readonly message: string,
    readonly severity: number,
  ) {}
}

export class FakeLens {
  constructor(
    readonly range: FakeSpan,
    readonly command: { readonly title: string; readonly command: string; readonly arguments?: readonly unknown[] },
  ) {}
}

export class FakeAction {
  command: FakeLens['command'] | undefined;
  diagnostics: readonly unknown[] = [];

  constructor(
    readonly title: string,
    readonly kind: string,
  ) {}
}
