import path from 'node:path';
import { exists } from '../../course/files/disk';
import { stepCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import { plainMessage } from '../base/escape-ui';
import type { Target } from '../base/target';
import type { Targets } from '../course/targets';
import { type LastRun, renamedIn } from '../status/last-run';
import type { LastRuns } from '../status/last-runs';

/** `codealong.renameBack`: the program of the course was renamed, and gets its name again. Nothing is ever overwritten. */
export class RenameBack {
  constructor(
    private readonly api: Api,
    private readonly targets: Pick<Targets, 'meant'>,
    private readonly runs: Pick<LastRuns, 'of'>,
  ) {}

  /** `given` is a file of the learner's folder; else the active editor counts. */
  async run(given?: unknown): Promise<void> {
    const target = await this.targets.meant(given);
    const names = target === null ? null : renamedIn(this.runs.of(target));
    if (target !== null && names !== null) await this.#rename(target, names.renamed, names.file);
  }

  /** Asks, after a run that has found no program. Returns at once: the message may stay open for long. */
  offer(run: LastRun, told: string): void {
    const names = renamedIn(run);
    if (names === null) return;
    const button = stepCatalogue.task.renameBack(names.renamed);
    void this.api.window.showWarningMessage(told, button).then((answer) => {
      if (answer === button) void this.#rename(run.target, names.renamed, names.file);
    });
  }

  /** As an edit of the editor's: a document that is open goes with it, with what is not saved. */
  async #rename({ root }: Pick<Target, 'root'>, from: string, to: string): Promise<void> {
    const { task } = stepCatalogue;
    if (await exists(path.join(root, to))) return this.#say(task.renameTaken(to));
    const { Uri, WorkspaceEdit, workspace } = this.api;
    const edit = new WorkspaceEdit();
    const uri = (name: string) => Uri.joinPath(Uri.file(root), ...name.split('/'));
    edit.renameFile(uri(from), uri(to), { overwrite: false });
    if (!(await workspace.applyEdit(edit))) this.#say(task.notRenamed(from, to));
  }

  #say(text: string): void {
    void this.api.window.showWarningMessage(plainMessage(text));
  }
}
