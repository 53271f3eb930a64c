import path from 'node:path';
import type { Uri } from 'vscode';
import { withinTime } from '../../engine/client/deadline';
import type { Api } from '../base/api';

export const PROGRESS_FILES = '**/.codealong/progress.json';
/** Folders of tools: no learner works there. */
const LEFT_OUT = '**/{node_modules,site-packages,__pycache__,.git,.venv,venv}/**';
const ROOTS_MAX = 100;

/** Learners' roots below the folders of this window, as far as the editor finds them in time: it may be a very large folder. */
export class RootsBelow {
  #last: readonly string[] = [];

  constructor(
    private readonly api: Api,
    private readonly deadlineMs = 3_000,
  ) {}

  /** Repeats the last result when the search fails or takes too long. Never rejects. */
  async find(): Promise<readonly string[]> {
    const uris = await this.#search();
    if (uris !== null) this.#last = uris.filter(({ scheme }) => scheme === 'file').map(rootOf);
    return this.#last;
  }

  async #search(): Promise<readonly Uri[] | null> {
    const source = new this.api.CancellationTokenSource();
    const found = this.api.workspace.findFiles(PROGRESS_FILES, LEFT_OUT, ROOTS_MAX, source.token).then(
      (uris) => uris,
      () => null,
    );
    const uris = await withinTime(found, this.deadlineMs);
    // No effect on a search that has ended.
    source.cancel();
    source.dispose();
    return uris ?? null;
  }
}

function rootOf({ fsPath }: Uri): string {
  return path.dirname(path.dirname(fsPath));
}
