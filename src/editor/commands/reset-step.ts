import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { JobFile } from '../../contract/job';
import type { Platform } from '../../contract/platform';
import { exists, isFile } from '../../course/files/disk';
import { contentsOf, solutionOf } from '../../course/program/given-files';
import { takeFolder } from '../../course/program/learner-folder';
import {
  type Copy,
  filesOfCopy,
  forgetCopy,
  keepCopy,
  newestCopy,
  noteOf,
  type ReplacedReason,
} from '../../course/progress/copies';
import { replaceFiles, replacementOf } from '../../course/progress/replace-files';
import { stepCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import type { Target } from '../base/target';
import { tellNoCourse } from '../course/no-course';
import type { Targets } from '../course/targets';
import { SAVE_LIMIT_MS, saveFolder } from '../run/saving';
import { choicesFor, timeOf } from './reset-choices';

/** A copy that the button of a message stands for. The command's argument may be anything. */
interface NamedCopy {
  readonly file: unknown;
  readonly reason: ReplacedReason;
  readonly copy: string;
}

/** What the learner's folder gets: these files, and none of those any more. */
interface Wanted {
  readonly files: readonly JobFile[];
  readonly removed: readonly string[];
}

/** `codealong.resetStep`, `undoReset` and `useSolution`: they replace the learner's files, and always keep a copy of them first. */
export class ResetStep {
  constructor(
    private readonly api: Api,
    private readonly targets: Pick<Targets, 'meant' | 'withoutFile'>,
    private readonly platform: Platform,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Asks what the step is set back to. @throws CodedError `file-not-copied`, `copy-not-kept`, `files-not-replaced`, `folder-too-large` */
  async reset(given?: unknown): Promise<void> {
    const target = await this.#target(given);
    if (target === null) return;
    const choices = await choicesFor(target);
    if (choices.length === 0) return this.#say(stepCatalogue.reset.nothing(target.step.number));
    const title = stepCatalogue.reset.question(target.step.number);
    const chosen = await this.api.window.showQuickPick(choices, { title, placeHolder: stepCatalogue.reset.keeps });
    if (chosen !== undefined) await this.#reset(target, await chosen.files(), stepCatalogue.reset.done);
  }

  /** Puts the solution of the step into the learner's files, after confirming. @throws CodedError */
  async useSolution(given?: unknown): Promise<void> {
    const target = await this.#target(given);
    if (target === null) return;
    const files = await contentsOf(await solutionOf(target.course, target.step));
    const { reset } = stepCatalogue;
    if (files.length === 0) return this.#say(reset.noSolution(target.step.number));
    const detail = reset.replaces(files.map(({ path }) => path));
    const answer = await this.api.window.showWarningMessage(reset.useSolution, { modal: true, detail }, reset.use);
    if (answer === reset.use) await this.#reset(target, files, reset.solutionUsed);
  }

  /**
   * Brings back the files as they were before the last reset that was not undone, after confirming. A button of a message names its copy,
   * which may be one from before an undo. @throws CodedError
   */
  async undo(given?: unknown): Promise<void> {
    const named = namedCopy(given);
    const target = await this.#target(named?.file ?? given);
    if (target === null) return;
    const copy = await newestCopy(target.root, named?.reason ?? 'before-reset', named?.copy);
    if (copy === null) return this.#say(stepCatalogue.reset.nothingToUndo);
    if (named === null && !(await this.#isWanted(target, copy))) return;
    await this.#bringBack(target, copy);
  }

  async #isWanted({ root, course }: Target, copy: Copy): Promise<boolean> {
    const { reset } = stepCatalogue;
    const { step, added } = await noteOf(copy);
    const there = await Promise.all(added.map((name) => isFile(path.join(root, ...name.split('/')))));
    const removed = added.filter((_, index) => there[index]);
    const number = course.steps.find(({ id }) => id === step)?.number ?? null;
    const told = reset.undoDetail(number, timeOf(copy.name));
    const detail = removed.length === 0 ? told : `${told} ${reset.removes(removed)}`;
    const { showWarningMessage } = this.api.window;
    return (await showWarningMessage(reset.undoQuestion, { modal: true, detail }, reset.bringBack)) === reset.bringBack;
  }

  /** The copy is used up: the next undo goes to the one before it. */
  async #bringBack(target: Target, copy: Copy): Promise<void> {
    const { reset } = stepCatalogue;
    const isUndo = copy.reason === 'before-reset';
    const [{ files, whole }, { added }] = await Promise.all([filesOfCopy(copy), noteOf(copy)]);
    const keepAs = isUndo ? 'before-undo' : 'before-reset';
    await this.#replace(target, { files, removed: added }, keepAs, isUndo ? reset.undone : reset.redone);
    if (whole) await forgetCopy(copy);
  }

  #reset(target: Target, files: readonly JobFile[], told: (files: readonly string[]) => string): Promise<void> {
    return this.#replace(target, { files, removed: [] }, 'before-reset', told);
  }

  /** What is not saved yet is saved first, so that the copy has it. */
  async #replace(
    target: Target,
    { files, removed }: Wanted,
    keepAs: ReplacedReason,
    told: (files: readonly string[]) => string,
  ): Promise<void> {
    const { root, step } = target;
    const [unsaved] = await saveFolder(this.api, target, AbortSignal.timeout(SAVE_LIMIT_MS), SAVE_LIMIT_MS);
    if (unsaved !== undefined) throw new CodedError('file-not-saved', { file: path.relative(root, unsaved) });
    const present = (await takeFolder(root, null, this.platform)).files;
    const replacement = replacementOf(present, files, removed);
    const put = replacement.put.map((file) => file.path);
    const changed = [...put, ...replacement.remove];
    if (changed.length === 0) return this.#say(stepCatalogue.reset.nothingToChange);
    await refuseUncopied(root, changed, present);
    const added = put.filter((name) => !present.some((file) => file.path === name));
    const copy = await keepCopy(root, keepAs, present, this.now(), { step: step.id, added });
    await replaceFiles(root, replacement);
    this.#tell({ file: this.api.Uri.file(target.file), reason: keepAs, copy: copy.name }, told(changed));
  }

  /** With a button that takes it back. Not awaited: the message may stay open for long. */
  #tell(named: NamedCopy, text: string): void {
    const { undo, redo } = stepCatalogue.reset;
    const back = named.reason === 'before-reset' ? undo : redo;
    void this.api.window.showInformationMessage(text, back).then((answer) => {
      if (answer === back) void this.api.commands.executeCommand('codealong.undoReset', named);
    });
  }

  /** Not of a file outside any course: its folder is somebody's project. */
  async #target(given: unknown): Promise<Target | null> {
    const target = await this.targets.meant(given);
    if (target !== null && target.alone === undefined) return target;
    await tellNoCourse(this.api, this.targets, target);
    return null;
  }

  #say(text: string): void {
    void this.api.window.showInformationMessage(text);
  }
}

function namedCopy(given: unknown): NamedCopy | null {
  const { file, reason, copy }: { file?: unknown; reason?: unknown; copy?: unknown } = Object(given);
  if (typeof copy !== 'string' || (reason !== 'before-reset' && reason !== 'before-undo')) return null;
  return { file, reason, copy };
}

/** What is there and not in the copy would be lost: a link, which leads elsewhere, or a file that cannot be read. @throws CodedError `file-not-copied` */
async function refuseUncopied(root: string, names: readonly string[], copied: readonly JobFile[]): Promise<void> {
  for (const name of names) {
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
