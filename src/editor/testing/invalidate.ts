import path from 'node:path';
import type * as vscode from 'vscode';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api, Disposable } from '../base/api';
import type { RunNews, RunNewsSource } from '../base/run-news';
import { isInside, isSame, type Target } from '../base/target';
import type { CourseWorkspace } from '../course/course-workspace';
import type { Edits } from '../course/edits';
import type { Targets } from '../course/targets';
import { unsavedIn } from '../run/saving';
import type { TestTree } from './tree';

export interface InvalidationSources {
  readonly service: RunNewsSource;
  readonly edits: Pick<Edits, 'onDidEdit'>;
  readonly targets: Pick<Targets, 'current'>;
}

/**
 * A green tick from yesterday's code is not green: an edit in the learner's folder marks the course's results as outdated, also those
 * of a run that goes on; so does turning to another folder of the same course. Of a separate course too: the whole folder is what every
 * step is run with. The editor shows it by a paler icon, which is hardly seen: it stands beside the item in words as well.
 */
export class Invalidation implements Disposable {
  readonly #listeners: readonly Disposable[];
  /** The target of the shown results, by the course's id. */
  readonly #ran = new Map<string, Target>();
  /** Items that were marked since their last run, so that they are marked once and not at every key press. */
  readonly #outdated = new Set<vscode.TestItem>();
  #turned = 0;

  constructor(
    private readonly api: Api,
    private readonly tree: TestTree,
    private readonly workspace: Pick<CourseWorkspace, 'folders'>,
    { service, edits, targets }: InvalidationSources,
  ) {
    this.#listeners = [
      edits.onDidEdit((uri) => this.#edited(uri)),
      service.onNews((news) => this.#take(news)),
      api.window.onDidChangeActiveTextEditor(() => void this.#turnTo(targets)),
    ];
  }

  /** New results of a run are shown. They are outdated as well when its files were edited since they were read. */
  resultsShown(target: Target): void {
    const item = this.tree.course(target.course);
    if (item !== undefined && this.#outdated.has(item)) this.tree.controller.invalidateTestResults(item);
  }

  /** Whether the program was edited since the shown results: the lines that they name may be others now. */
  isOutdated({ course }: Target): boolean {
    const item = this.tree.course(course);
    return item !== undefined && this.#outdated.has(item);
  }

  dispose(): void {
    this.#turned += 1;
    for (const listener of this.#listeners) listener.dispose();
  }

  #take(news: RunNews): void {
    if (news.kind === 'started') this.#begin(news.target, news.unsaved === true);
    if (news.kind === 'finished' && news.result.verdict.tests.length > 0) this.#renew(news.target);
  }

  #begin(target: Target, isUnsaved: boolean): void {
    this.#ran.set(target.course.id, target);
    const item = this.tree.course(target.course);
    if (item !== undefined) this.#outdated.delete(item);
    // Text that was typed while the files were saved is an edit. A program that is run while it is saved is run with its unsaved text.
    const typed = isUnsaved ? [] : unsavedIn(this.api, target.root);
    for (const { uri } of typed) this.#edited(uri);
  }

  /** Clears the words beside the results. Until new results are shown, the old ones and their words stay. */
  #renew({ course }: Target): void {
    const item = this.tree.course(course);
    if (item !== undefined && !this.#outdated.has(item)) item.description = '';
  }

  #edited(uri: vscode.Uri): void {
    for (const folder of this.#folders()) {
      const item = isInside(folder.root, uri) ? this.tree.course(folder.course) : undefined;
      if (item !== undefined)
        this.#mark(item, this.#ran.has(folder.course.id) ? editorCatalogue.state.editedSince : undefined);
    }
  }

  /** Answers may come in another order: the newest call counts. */
  async #turnTo(targets: Pick<Targets, 'current'>): Promise<void> {
    this.#turned += 1;
    const turned = this.#turned;
    const target = await targets.current();
    const ran = target === null ? undefined : this.#ran.get(target.course.id);
    if (turned !== this.#turned || target === null || ran === undefined || isSameWork(ran, target)) return;
    const item = this.tree.course(target.course);
    if (item !== undefined)
      this.#mark(item, editorCatalogue.state.ranIn(path.basename(ran.alone ? ran.file : ran.root)));
  }

  #mark(item: vscode.TestItem, why: string | undefined): void {
    if (this.#outdated.has(item)) return;
    this.#outdated.add(item);
    if (why !== undefined) item.description = why;
    this.tree.controller.invalidateTestResults(item);
  }

  /** Where the results that are shown may come from: the last run of a course, else, after a reload, any of its folders. */
  #folders(): readonly Pick<Target, 'root' | 'course'>[] {
    const unknown = this.workspace.folders.filter(({ course }) => !this.#ran.has(course.id));
    return [...this.#ran.values(), ...unknown];
  }
}

/** Whether the results of one are valid for the other: the same folder, and outside any course the same file. */
function isSameWork(one: Target, other: Target): boolean {
  const alone = one.alone === true || other.alone === true;
  return isSame(one.root, other.root) && (!alone || isSame(one.file, other.file));
}
