import path from 'node:path';
import type { Uri } from 'vscode';
import { isFile } from '../../course/files/disk';
import { stepFrom } from '../../course/format/format';
import { refuseGone, solutionOf, starterOf } from '../../course/program/given-files';
import { stepCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import type { Target } from '../base/target';
import type { CourseDocuments } from '../course/course-document';
import { tellNoCourse } from '../course/no-course';
import type { Targets } from '../course/targets';
import type { LastRuns } from '../status/last-runs';

/** `codealong.showSolution`: what the step changed, as a comparison of two solutions, or with the learner's own file. */
export class ShowSolution {
  constructor(
    private readonly api: Api,
    private readonly targets: Pick<Targets, 'meant' | 'withoutFile'>,
    private readonly documents: Pick<CourseDocuments, 'uri'>,
    private readonly runs: Pick<LastRuns, 'of'>,
  ) {}

  /** Before the step has passed, the learner confirms. @throws CodedError */
  async run(given?: unknown): Promise<void> {
    const target = await this.targets.meant(given);
    const { reset } = stepCatalogue;
    if (target === null) return tellNoCourse(this.api, this.targets, target);
    const files = await solutionOf(target.course, target.step);
    if (files.length === 0) {
      await refuseGone(target.course);
      return this.#say(reset.noSolution(target.step.number));
    }
    if (!this.#hasPassed(target) && !(await this.#isWanted())) return;
    const how = await this.#ask();
    if (how === reset.changes) await this.#showChanges(target);
    if (how === reset.compare)
      await this.#compare(
        target,
        files.map(({ to }) => to),
      );
    if (how === reset.use)
      await this.api.commands.executeCommand('codealong.useSolution', this.api.Uri.file(target.file));
  }

  /** Ever, or just now: not every pass is recorded. */
  #hasPassed(target: Target): boolean {
    return target.done?.has(target.step.id) === true || this.runs.of(target)?.verdict?.outcome === 'passed';
  }

  async #isWanted(): Promise<boolean> {
    const { sure, show } = stepCatalogue.reset;
    return (await this.api.window.showWarningMessage(sure, { modal: true }, show)) === show;
  }

  async #ask(): Promise<string | undefined> {
    const { changes, changesDetail, compare, compareDetail, use, useDetail, solution } = stepCatalogue.reset;
    const items = [
      { label: changes, detail: changesDetail },
      { label: compare, detail: compareDetail },
      { label: use, detail: useDetail },
    ];
    return (await this.api.window.showQuickPick(items, { title: solution }))?.label;
  }

  /** From the solution of the step before, or from what the learner began with, to this one. */
  async #showChanges({ course, step }: Target): Promise<void> {
    const before = course.shape === 'growing' ? stepFrom(course, step, -1) : null;
    const old = before === null ? await starterOf(course, step) : await solutionOf(course, before);
    const now = await solutionOf(course, step);
    const paths = [...new Set([...now, ...old].map(({ to }) => to))].sort();
    const { uri } = this.documents;
    const left = (name: string) =>
      before === null ? uri(course, step, 'starter', name) : uri(course, before, 'solution', name);
    const title = stepCatalogue.reset.changesOf(step.number, step.title);
    await this.#diffs(
      title,
      paths.map((name) => [left(name), uri(course, step, 'solution', name)] as const),
    );
  }

  async #compare({ course, step, root }: Target, paths: readonly string[]): Promise<void> {
    const { Uri } = this.api;
    // A file that the learner does not have is compared as an empty one.
    const own = async (name: string) =>
      (await isFile(path.join(root, name)))
        ? Uri.joinPath(Uri.file(root), ...name.split('/'))
        : this.documents.uri(course, step, 'nothing', name);
    const title = stepCatalogue.reset.yoursAndSolution(step.number);
    await this.#diffs(
      title,
      await Promise.all(
        paths.map(async (name) => [await own(name), this.documents.uri(course, step, 'solution', name)] as const),
      ),
    );
  }

  async #diffs(title: string, pairs: readonly (readonly [Uri, Uri])[]): Promise<void> {
    const [only] = pairs;
    // Beside the page of the task, not over it: a click there has made its column the active one.
    const where = { viewColumn: this.api.ViewColumn.One };
    if (only !== undefined && pairs.length === 1)
      await this.api.commands.executeCommand('vscode.diff', ...only, title, where);
    else
      await this.api.commands.executeCommand(
        'vscode.changes',
        title,
        pairs.map(([left, right]) => [right, left, right]),
      );
  }

  #say(text: string): void {
    void this.api.window.showInformationMessage(text);
  }
}
