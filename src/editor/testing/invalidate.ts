import type * as vscode from 'vscode';
import type { Step } from '../../course/format';
import type { Api, Disposable } from '../api';
import { isInside, isSame } from '../course/inside';
import type { Target } from '../course/target';
import type { Workplace } from '../course/workplace';
import type { RunNews, RunService } from '../run-service';
import type { TestTree } from './tree';

/**
 * A green tick from yesterday's code is not green: an edit in the learner's folder marks the course's results as outdated, also those
 * of a run that goes on. Of a separate course only the step whose entry was edited.
 */
export class Invalidation implements Disposable {
  readonly #listeners: readonly Disposable[];
  /** The folder that the shown results of a course come from, by the course's id. */
  readonly #roots = new Map<string, Target>();
  /** Items that were marked since their last run: once is enough, and not at every key. */
  readonly #outdated = new Set<vscode.TestItem>();

  constructor(
    api: Api,
    private readonly tree: TestTree,
    private readonly workplace: Pick<Workplace, 'folders' | 'targetIn'>,
    service: Pick<RunService, 'onNews'>,
  ) {
    this.#listeners = [
      api.workspace.onDidChangeTextDocument((event) => this.#edited(event)),
      service.onNews((news) => this.#ran(news)),
    ];
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  #ran({ kind, target }: RunNews): void {
    const items = [this.tree.course(target.course), this.tree.step(target.course, target.step)];
    const known = items.filter((item) => item !== undefined);
    if (kind === 'started') {
      this.#roots.set(target.course.id, target);
      for (const item of known) this.#outdated.delete(item);
    }
    // Edited meanwhile: what was told after that is outdated as well.
    const outdated = known.filter((item) => this.#outdated.has(item));
    if (kind === 'finished' && outdated.length > 0) this.tree.controller.invalidateTestResults(outdated);
  }

  #edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0 || document.uri.scheme !== 'file') return;
    for (const folder of this.#folders()) {
      const item = isInside(folder.root, document.uri) ? this.#itemOf(folder, document.uri.fsPath) : undefined;
      if (item === undefined || this.#outdated.has(item)) continue;
      this.#outdated.add(item);
      this.tree.controller.invalidateTestResults(item);
    }
  }

  /** Where the results that are shown may come from: the last run of a course, else, after a reload, any of its folders. */
  #folders(): readonly Pick<Target, 'root' | 'course'>[] {
    const unknown = this.workplace.folders.filter(({ course }) => !this.#roots.has(course.id));
    return [...this.#roots.values(), ...unknown];
  }

  #itemOf({ root, course }: Pick<Target, 'root' | 'course'>, file: string): vscode.TestItem | undefined {
    const entry = (step: Step) => this.workplace.targetIn({ root, course }, step).file;
    const step = course.shape === 'separate' ? course.steps.find((one) => isSame(entry(one), file)) : undefined;
    return step === undefined ? this.tree.course(course) : this.tree.step(course, step);
  }
}
