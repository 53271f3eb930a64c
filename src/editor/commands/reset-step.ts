import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { JobFile } from '../../contract/job';
import type { Platform } from '../../contract/platform';
import { exists } from '../../course/files/disk';
import { stepFrom } from '../../course/format/format';
import { contentsOf, refuseGone, solutionOf, starterOf } from '../../course/program/given-files';
import { takeFolder } from '../../course/program/learner-folder';
import { filesOfCopy, keepCopy, newestCopy, putFiles } from '../../course/progress/copies';
import { stepCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import type { Target } from '../base/target';
import { tellNoCourse } from '../course/no-course';
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
    private readonly targets: Pick<Targets, 'meant' | 'withoutFile'>,
    private readonly platform: Platform,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Asks what the step is set back to. @throws CodedError `course-gone`, `file-not-copied`, `copy-not-kept`, `folder-too-large` */
  async reset(given?: unknown): Promise<void> {
    const target = await this.#target(given);
    if (target === null) return;
    const choices = await choicesFor(target);
    if (choices.length === 0) return this.#sayNone(target, stepCatalogue.reset.nothing);
    const title = stepCatalogue.reset.question(target.step.number);
    const chosen = await this.api.window.showQuickPick(choices, { title, placeHolder: stepCatalogue.reset.keeps });
    if (chosen !== undefined) await this.#replace(target, await chosen.files(), stepCatalogue.reset.done);
  }

  /** Puts the solution of the step into the learner's files, after confirming. @throws CodedError */
  async useSolution(given?: unknown): Promise<void> {
    const target = await this.#target(given);
    if (target === null) return;
    const files = await contentsOf(await solutionOf(target.course, target.step));
    const { reset } = stepCatalogue;
    if (files.length === 0) return this.#sayNone(target, reset.noSolution);
    const detail = reset.replaces(files.map(({ path }) => path));
    const answer = await this.api.window.showWarningMessage(reset.useSolution, { modal: true, detail }, reset.use);
    if (answer === reset.use) await this.#replace(target, files, reset.solutionUsed);
  }

  /** Brings back the files as they were before the last reset. @throws CodedError */
  async undo(given?: unknown): Promise<void> {
    const target = await this.#target(given);
    const copy = target === null ? null : await newestCopy(target.root, 'before-reset');
    if (target === null) return;
    if (copy === null) return this.#say(stepCatalogue.reset.nothingToUndo);
    await this.#replace(target, await filesOfCopy(copy), stepCatalogue.reset.undone);
  }

  /** What is not saved yet is saved first, so that the copy has it. */
  async #replace(target: Target, files: readonly JobFile[], told: (files: readonly string[]) => string): Promise<void> {
    const { root } = target;
    const [unsaved] = await saveFolder(this.api, target, AbortSignal.timeout(SAVE_LIMIT_MS), SAVE_LIMIT_MS);
    if (unsaved !== undefined) throw new CodedError('file-not-saved', { file: path.relative(root, unsaved) });
    const present = await takeFolder(root, null, this.platform);
    await refuseUncopied(root, files, present.files);
    await keepCopy(root, 'before-reset', present.files, this.now());
    await putFiles(root, files);
    const { undo } = stepCatalogue.reset;
    const text = told(files.map(({ path }) => path));
    // Not awaited: the message may stay open for long.
    void this.api.window.showInformationMessage(text, undo).then((answer) => {
      if (answer === undo) void this.api.commands.executeCommand('codealong.undoReset', this.api.Uri.file(target.file));
    });
  }

  /** Not of a file outside any course: its folder is somebody's project. */
  async #target(given: unknown): Promise<Target | null> {
    const target = await this.targets.meant(given);
    if (target !== null && target.alone === undefined) return target;
    await tellNoCourse(this.api, this.targets, target);
    return null;
  }

  /** A course that is gone seems to give nothing. @throws CodedError `course-gone` */
  async #sayNone({ course, step }: Target, text: (step: number) => string): Promise<void> {
    await refuseGone(course);
    this.#say(text(step.number));
  }

  #say(text: string): void {
    void this.api.window.showInformationMessage(text);
  }
}

/** What is there and not in the copy would be lost: a link, which leads elsewhere, or a file that cannot be read. @throws CodedError `file-not-copied` */
async function refuseUncopied(root: string, given: readonly JobFile[], copied: readonly JobFile[]): Promise<void> {
  for (const { path: name } of given) {
    const file = path.join(root, ...name.split('/'));
    const isCopied = copied.some((one) => one.path === name);
    if ((!isCopied && (await exists(file))) || !(await staysInside(root, path.dirname(file))))
      throw new CodedError('file-not-copied', { file: name });
  }
}

/** Whether the folder, or the first one above it that there is, lies in the root by its real name. */
async function staysInside(root: string, folder: string): Promise<boolean> {
  const real = await realpath(folder).catch(() => null);
  if (real === null) return folder === root || staysInside(root, path.dirname(folder));
  const relative = path.relative(await realpath(root), real);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}

/** The learner's own files as the step began, the solution of the step before, and the starter. */
async function choicesFor({ root, course, step }: Target): Promise<readonly Choice[]> {
  const { reset } = stepCatalogue;
  const before = course.shape === 'growing' ? stepFrom(course, step, -1) : null;
  const copy = before === null ? null : await newestCopy(root, `passed-${before.id}`);
  const solution = before === null ? [] : await solutionOf(course, before);
  const starter = before === null ? await starterOf(course, step) : [];
  const choices: Choice[] = [];
  if (before !== null && copy !== null)
    choices.push({
      label: reset.asItBegan(step.number),
      detail: reset.yourFiles(before.number, timeOf(copy.name)),
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

/** The local time of a copy, whose name has it in UTC. */
function timeOf(name: string): string {
  const [day = '', time = ''] = name.split('T');
  const at = new Date(`${day}T${time.replace('-', ':').replace('-', ':')}`);
  return Number.isNaN(at.getTime()) ? name : at.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
