import type * as vscode from 'vscode';
import type { FakeFileCoverage } from './fake-coverage';
import type { FakeTokenSource } from './fake-editor';
import {
  type FakeMarkdown,
  type FakeRange,
  type FakeTestMessage,
  type FakeUri,
  shownPlace,
  shownText,
} from './fake-values';

type Handler = (request: vscode.TestRunRequest, token: vscode.CancellationToken) => Thenable<void> | void;

export class FakeItem {
  readonly children = new FakeItems(this);
  parent: FakeItem | undefined;
  sortText: string | undefined;
  description: string | undefined;
  range: FakeRange | undefined;
  error: string | FakeMarkdown | undefined;

  constructor(
    readonly id: string,
    public label: string,
    readonly uri: FakeUri | undefined,
  ) {}
}

/** A collection like the editor's: one item per id, and one parent for each. Counts additions and deletions. */
export class FakeItems {
  readonly #items = new Map<string, FakeItem>();
  changes = 0;

  constructor(private readonly owner: FakeItem | undefined) {}

  get size(): number {
    return this.#items.size;
  }

  get(id: string): FakeItem | undefined {
    return this.#items.get(id);
  }

  add(item: FakeItem): void {
    item.parent = this.owner;
    this.changes += 1;
    this.#items.set(item.id, item);
  }

  delete(id: string): void {
    if (this.#items.delete(id)) this.changes += 1;
  }

  [Symbol.iterator](): Iterator<[string, FakeItem]> {
    return this.#items.entries();
  }
}

/** The Testing view: its content as lines of text, and every call to it, in order. */
export class FakeTesting {
  readonly items = new FakeItems(undefined);
  /** The calls of the runs. Outputs are recorded without the verdict in words at the end. */
  readonly log: string[] = [];
  readonly output: string[] = [];
  /** Of each run, in order. */
  readonly requests: vscode.TestRunRequest[] = [];
  readonly messages: FakeTestMessage[] = [];
  readonly coverage: FakeFileCoverage[] = [];
  readonly profiles: vscode.TestRunProfile[] = [];
  /** Of the profiles. */
  readonly labels: string[] = [];
  handler: Handler | null = null;
  /** The Stop button of the latest run. */
  stop: () => void = () => undefined;

  constructor(private readonly newTokenSource: () => FakeTokenSource) {}

  get controller() {
    return {
      items: this.items,
      createTestItem: (id: string, label: string, uri?: FakeUri) => new FakeItem(id, label, uri),
      createRunProfile: (label: string, _kind: number, handler: Handler, isDefault: boolean) => {
        this.labels.push(label);
        this.handler = isDefault ? handler : null;
        const profile = { dispose: () => undefined } as unknown as vscode.TestRunProfile;
        this.profiles.push(profile);
        return profile;
      },
      createTestRun: (request: vscode.TestRunRequest) => {
        this.requests.push(request);
        return this.#newRun();
      },
      invalidateTestResults: (items: FakeItem | readonly FakeItem[]) => {
        for (const item of [items].flat()) this.log.push(`outdated  ${item.label}${shownNote(item)}`);
      },
      dispose: () => undefined,
    };
  }

  /** The tree as it is shown, sorted as the editor sorts it. */
  tree(items: FakeItems = this.items, indent = ''): string {
    const sorted = [...items].map(([, item]) => item).sort((a, b) => sortKey(a).localeCompare(sortKey(b)));
    return sorted.map((item) => `${indent}${shownItem(item)}\n${this.tree(item.children, `${indent}  `)}`).join('');
  }

  item(id: string, items: FakeItems = this.items): FakeItem {
    for (const [, item] of items) {
      if (item.id === id) return item;
      if (id.startsWith(item.id)) return this.item(id, item.children);
    }
    throw new Error(`there is no item ${id}`);
  }

  /** Runs items as a click does; nothing means all. */
  /** The editor's continuous run, which begins at once. Returns what ends it. */
  runOnSave(include: readonly FakeItem[]): () => void {
    const source = this.newTokenSource();
    void this.handler?.({ include, continuous: true } as unknown as vscode.TestRunRequest, source.token);
    return () => source.cancel();
  }

  async run(include?: readonly FakeItem[], exclude?: readonly FakeItem[]): Promise<void> {
    const source = this.newTokenSource();
    await this.handler?.({ include, exclude } as unknown as vscode.TestRunRequest, source.token);
  }

  #newRun() {
    const source = this.newTokenSource();
    this.stop = () => source.cancel();
    const say = (state: string) => (item: FakeItem) => this.log.push(`${state.padEnd(8)}  ${item.label}`);
    const failure =
      (state: string) => (item: FakeItem, messages: FakeTestMessage | readonly FakeTestMessage[], took?: number) => {
        const all = [messages].flat();
        this.messages.push(...all);
        this.log.push(`${state.padEnd(8)}  ${item.label}${shownTime(took)}`, ...all.flatMap(shownMessage));
      };
    return {
      token: source.token,
      enqueued: say('enqueued'),
      started: say('started'),
      skipped: say('skipped'),
      passed: (item: FakeItem, took?: number) => this.log.push(`passed    ${item.label}${shownTime(took)}`),
      failed: failure('failed'),
      errored: failure('errored'),
      appendOutput: (text: string, _location: unknown, item?: FakeItem) => {
        this.output.push(text);
        if (item !== undefined) this.log.push(`output    ${item.label}: ${JSON.stringify(text)}`);
      },
      addCoverage: (coverage: FakeFileCoverage) => void this.coverage.push(coverage),
      end: () => this.log.push('end'),
    };
  }
}

function sortKey({ sortText, label }: FakeItem): string {
  return sortText ?? label;
}

function shownItem({ label, uri, range, error }: FakeItem): string {
  const place = uri === undefined ? '' : `  (${shownPlace(uri, range?.start)})`;
  return `${label}${place}${error === undefined ? '' : `  ERROR ${shownText(error)}`}`;
}

function shownNote({ description }: FakeItem): string {
  return description === undefined ? '' : `  (${description})`;
}

function shownTime(took: number | undefined): string {
  return took === undefined ? '' : `  ${took} ms`;
}

function shownMessage({ message, location, stackTrace, expectedOutput, actualOutput }: FakeTestMessage): string[] {
  const at = location === undefined ? 'at the test' : `at ${shownPlace(location.uri, location.position)}`;
  const frames = (stackTrace ?? []).map(
    ({ label, uri, position }) => `${label} ${uri ? shownPlace(uri, position) : ''}`,
  );
  const from = frames.length === 0 ? '' : `, from ${frames.join(' < ')}`;
  const lines =
    expectedOutput === undefined ? shownText(message).split('\n') : [`diff: ${expectedOutput} / ${actualOutput}`];
  return [`    ${at}${from}`, ...lines.map((line) => `    | ${line}`)].map((line) => line.trimEnd());
}
