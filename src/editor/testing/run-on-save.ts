import type { CancellationToken, TestRunRequest, TextDocument } from 'vscode';
import { type Api, DisposableStore } from '../base/api';
import { Delayer } from '../base/delayer';
import { isInside } from '../base/target';
import type { RunService } from '../run/run-service';

/** Files that are saved together cause one run; milliseconds. */
const TOGETHER_MS = 150;

/**
 * The editor's continuous run: the request is carried out again after each save in a learner's folder, until its token is cancelled. The
 * newest run wins, because a run takes the place of the one before. Saving by a run itself starts none.
 */
export class RunOnSave {
  constructor(
    private readonly api: Api,
    private readonly roots: () => readonly string[],
    private readonly service: Pick<RunService, 'isSaving'>,
    private readonly run: (request: TestRunRequest, token: CancellationToken) => Promise<void>,
    /** Gets the error of a run, which ends nothing: the next save runs it again. */
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Returns at once. The first run comes at once, too: what is on the disk has no verdict yet. */
  begin(request: TestRunRequest, token: CancellationToken): void {
    const owned = new DisposableStore();
    const again = owned.add(new Delayer(() => void this.run(request, token).catch(this.failed), TOGETHER_MS));
    owned.add(
      this.api.workspace.onDidSaveTextDocument((document) => {
        if (this.#counts(document)) again.soon();
      }),
    );
    owned.add(token.onCancellationRequested(() => owned.dispose()));
    again.now();
  }

  #counts({ uri }: TextDocument): boolean {
    return this.roots().some((root) => isInside(root, uri) && !this.service.isSaving(root));
  }
}
