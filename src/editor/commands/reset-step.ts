import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { JobFile } from '../../contract/job';
import type { Platform } from '../../contract/platform';
import { stepFrom } from '../../course/format/format';
import { contentsOf, solutionOf, starterOf } from '../../course/program/given-files';
import { takeFolder } from '../../course/program/learner-folder';
import { filesOfCopy, keepCopy, newestCopy, putFiles } from '../../course/progress/copies';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import type { Target } from '../base/target';
import type { Targets } from '../course/targets';
import { SAVE_LIMIT_MS, saveFolder } from '../run/saving';

/** What a step can be set back to, as a row of a list. */
interface Choice {
  readonly label: string;
  readonly detail: string;
  readonly files: () => Promise<readonly JobFile[]>;
}

/** `codealong.resetStep`, `undoReset` and `useSolution`: they replace the learner's files, and always keep a copy of them first. */
export class ResetStep {
  constructor(
    private readonly api: Api,
    private readonly targets: Pick<Targets, 'current'>,
    private readonly platform: Platform,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Asks what the step is set back to. @throws CodedError `copy-not-kept`, `folder-too-large` */
  async reset(): Promise<void> {
    const target = await this.#target();
    if (target === null) return;
    const choices = await choicesFor(target);
    if (choices.length === 0) return this.#say(editorCatalogue.reset.nothing(target.step.number));
    const title = editorCatalogue.reset.question(target.step.number);
    const chosen = await this.api.window.showQuickPick(choices, { title, placeHolder: editorCatalogue.reset.keeps });
    if (chosen !== undefined) await this.#replace(target, await chosen.files(), editorCatalogue.reset.done);
  }

  /** Puts the solution of the step into the learner's files, after confirming. @throws CodedError */
  async useSolution(): Promise<void> {
    const target = await this.#target();
    if (target === null) return;
    const files = await contentsOf(await solutionOf(target.course, target.step));
    const { reset } = editorCatalogue;
    if (files.length === 0) return this.#say(reset.noSolution(target.step.number));
    const detail = reset.replaces(files.map(({ path }) => path));
    const answer = await this.api.window.showWarningMessage(reset.useSolution, { modal: true, detail }, reset.use);
    if (answer === reset.use) await this.#replace(target, files, reset.solutionUsed);
  }

  /** Brings back the files as they were before the last reset. @throws CodedError */
  async undo(): Promise<void> {
    const target = await this.#target();
    const copy = target === null ? null : await newestCopy(target.root, 'before-reset');
    if (target === null) return;
    if (copy === null) return this.#say(editorCatalogue.reset.nothingToUndo);
    await this.#replace(target, await filesOfCopy(copy), editorCatalogue.reset.undone);
  }

  /** What is not saved yet is saved first, so that the copy has it. */
  async #replace(target: Target, files: readonly JobFile[], told: (files: readonly string[]) => string): Promise<void> {
    const { root } = target;
    const [unsaved] = await saveFolder(this.api, target, AbortSignal.timeout(SAVE_LIMIT_MS), SAVE_LIMIT_MS);
    if (unsaved !== undefined) throw new CodedError('file-not-saved', { file: path.relative(root, unsaved) });
    const present = await takeFolder(root, null, this.platform);
    await keepCopy(root, 'before-reset', present.files, this.now());
    await putFiles(root, files);
    const { undo } = editorCatalogue.reset;
    const text = told(files.map(({ path }) => path));
    // Not awaited: the message may stay open for long.
    void this.api.window.showInformationMessage(text, undo).then((answer) => {
      if (answer === undo) void this.api.commands.executeCommand('codealong.undoReset');
    });
  }

  /** Not of a file outside any course: its folder is somebody's project. */
  async #target(): Promise<Target | null> {
    const target = await this.targets.current();
    if (target !== null && target.alone === undefined) return target;
    this.#say(editorCatalogue.questions.noCourse);
    return null;
  }

  #say(text: string): void {
    void this.api.window.showInformationMessage(text);
  }
}

/** The learner's own files as the step began, the solution of the step before, and the starter. */
async function choicesFor({ root, course, step }: Target): Promise<readonly Choice[]> {
  const { reset } = editorCatalogue;
  const before = course.shape === 'growing' ? stepFrom(course, step, -1) : null;
  const copy = before === null ? null : await newestCopy(root, `passed-${before.id}`);
  const solution = before === null ? [] : await solutionOf(course, before);
  const starter = before === null ? await starterOf(course, step) : [];
  const choices: Choice[] = [];
  if (before !== null && copy !== null)
    choices.push({
      label: reset.asItBegan(step.number),
      detail: reset.yourFiles(before.number, copy.name.slice(0, 16).replace('T', ' ')),
      files: () => filesOfCopy(copy),
    });
  if (before !== null && solution.length > 0)
    choices.push({
      label: reset.solutionOf(before.number),
      detail: names(solution),
      files: () => contentsOf(solution),
    });
  if (starter.length > 0)
    choices.push({ label: reset.starter, detail: names(starter), files: () => contentsOf(starter) });
  return choices;
}

function names(files: readonly { readonly to: string }[]): string {
  return files.map(({ to }) => to).join(', ');
}
