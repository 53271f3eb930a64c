import type { CancellationToken, TestItem, TestRunRequest, TextDocument } from 'vscode';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { Delayer } from '../base/delayer';
import { isInside } from '../base/target';
import type { RunService } from '../run/run-service';

/** Files that are saved together cause one run; milliseconds. */
const TOGETHER_MS = 150;
/** True while anything runs on save. */
const RUNS_ON_SAVE = 'codealong.runsOnSave';

/** A request that is carried out after each save. */
interface Continuous {
  /** As the request names them; undefined for all. */
  readonly items: readonly TestItem[] | undefined;
  /** Does nothing the second time. */
  readonly end: () => void;
}

export interface RunOnSaveSources {
  readonly roots: () => readonly string[];
  readonly service: Pick<RunService, 'isSaving'>;
  /** Told once for each request, however often it fails: a message at every save would be in the way. */
  readonly failed: (error: unknown) => void;
}

/**
 * The editor's continuous run: the request is carried out again after each save in a learner's folder, until its token is cancelled. The
 * newest run wins, because a run takes the place of the one before. Saving by a run itself starts none.
 */
export class RunOnSave implements Disposable {
  readonly #active = new Set<Continuous>();
  readonly #changed;

  constructor(
    private readonly api: Api,
    private readonly sources: RunOnSaveSources,
    private readonly run: (request: TestRunRequest, token: CancellationToken) => Promise<void>,
  ) {
    this.#changed = new api.EventEmitter<void>();
  }

  /** Whether anything runs on save, whoever has begun it. */
  get isOn(): boolean {
    return this.#active.size > 0;
  }

  /** Fires when that may have changed. */
  get onDidChange() {
    return this.#changed.event;
  }

  /** What the requests that go on name. */
  get items(): readonly Continuous['items'][] {
    return [...this.#active].map(({ items }) => items);
  }

  /** Returns at once. The first run comes at once, too: what is on the disk has no verdict yet. */
  begin(request: TestRunRequest, token: CancellationToken): void {
    const owned = new DisposableStore();
    const again = owned.add(new Delayer(this.#repeated(request, token), TOGETHER_MS));
    owned.add(
      this.api.workspace.onDidSaveTextDocument((document) => {
        if (this.#counts(document)) again.soon();
      }),
    );
    const end = () => {
      owned.dispose();
      if (this.#active.delete(one)) this.#tell();
    };
    const one: Continuous = { items: request.include, end };
    owned.add(token.onCancellationRequested(end));
    this.#active.add(one);
    this.#tell();
    again.now();
  }

  /** Ends every request. A run that goes on goes to its end. */
  end(): void {
    for (const one of [...this.#active]) one.end();
  }

  dispose(): void {
    this.end();
    this.#changed.dispose();
  }

  #tell(): void {
    void this.api.commands.executeCommand('setContext', RUNS_ON_SAVE, this.isOn);
    this.#changed.fire();
  }

  /** Each time as a request of its own: of runs for the same request the Testing view shows the worst, and a failure would stay. */
  #repeated({ include, exclude, profile }: TestRunRequest, token: CancellationToken): () => void {
    let isTold = false;
    return () =>
      void this.run(new this.api.TestRunRequest(include, exclude, profile, true), token).catch((error: unknown) => {
        if (!isTold) this.sources.failed(error);
        isTold = true;
      });
  }

  #counts({ uri }: TextDocument): boolean {
    const { roots, service } = this.sources;
    return roots().some((root) => isInside(root, uri) && !service.isSaving(root));
  }
}
