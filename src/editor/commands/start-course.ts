import type { Course } from '../../course/format/format';
import { LEARNER_FOLDER } from '../../course/program/root';
import { editorCatalogue, stepCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import { COMMANDS } from '../base/commands';
import { plainMessage } from '../base/escape-ui';
import { isSame, type LearnerFolder, type Target } from '../base/target';
import type { CourseWorkspace } from '../course/course-workspace';
import { type Destination, destinationIn } from '../course/destination';
import type { Pending, PendingFolder } from '../course/pending';
import type { Pickers } from '../course/pickers';
import { type StartedCourse, startIn } from '../course/starter';

/** What follows once a folder has its course. */
export interface AfterStart {
  /** Asks what can be chosen for a folder, once. */
  readonly choose: (root: string) => Promise<void>;
  /** What was chosen counts in this window. */
  readonly keep: (root: string) => Promise<void>;
  /** Looks for courses and learners' folders again, and shows them everywhere. */
  readonly refresh: () => Promise<void>;
  /** Shows the program and the task of the learner's step. */
  readonly begin: (target: Target) => Promise<void>;
}

/** `codealong.startCourse`: a course in a folder of the learner's, with its starter. Overwrites nothing, and reports its changes. */
export class StartCourse {
  constructor(
    private readonly api: Api,
    private readonly workspace: Pick<CourseWorkspace, 'courses' | 'learnerFolder' | 'stepOf' | 'targetIn'>,
    private readonly pickers: Pickers,
    private readonly pending: PendingFolder,
    private readonly then: AfterStart,
  ) {}

  /** @throws CodedError `course-not-copied`, `progress-unwritable` */
  async run(): Promise<void> {
    // The first call may come before anything was looked for.
    await this.then.refresh();
    const course = await this.pickers.course(this.workspace.courses, stepCatalogue.start.which);
    const picked = course === null ? null : await this.#pickFolder(course);
    if (course === null || picked === null) return;
    const destination = await destinationIn(picked, course);
    const { root, startedBefore } = destination;
    const started = startedBefore ? { made: [], kept: [] } : await startIn(root, course, new Date());
    if (!startedBefore) await this.then.choose(root);
    await this.#open({ root, told: await this.#told(course, destination, started), again: startedBefore });
  }

  /** Carries on in a window that was opened for a course folder. */
  async resume(): Promise<void> {
    const pending = await this.pending.take(this.#workspaces());
    if (pending !== null) await this.#show(pending);
  }

  async #pickFolder({ id }: Course): Promise<string | null> {
    const [folder] =
      (await this.api.window.showOpenDialog({
        canSelectFolders: true,
        canSelectFiles: false,
        canSelectMany: false,
        title: stepCatalogue.start.folder(id),
        openLabel: stepCatalogue.start.startHere,
      })) ?? [];
    return folder?.scheme === 'file' ? folder.fsPath : null;
  }

  async #open(pending: Pending): Promise<void> {
    const { root } = pending;
    if (this.#workspaces().some((one) => isSame(one, root))) {
      await this.then.refresh();
      await this.then.keep(root);
      await this.#show(pending);
      return;
    }
    await this.pending.leave(pending);
    // Another project that is open stays open.
    const forceNewWindow = this.#workspaces().length > 0;
    await this.api.commands.executeCommand('vscode.openFolder', this.api.Uri.file(root), { forceNewWindow });
  }

  async #show(pending: Pending): Promise<void> {
    const folder = await this.workspace.learnerFolder(pending.root);
    if (folder !== null)
      await this.then.begin(this.workspace.targetIn(folder, await this.workspace.stepOf(folder, null)));
    // Not awaited: the message may stay open for long.
    void this.#tell(pending, folder);
  }

  /** With buttons, since the editor shows only the first line of a message without one. */
  async #tell({ told, again }: Pending, folder: LearnerFolder | null): Promise<void> {
    const { start } = stepCatalogue;
    const { runStepTests } = editorCatalogue.commands;
    const buttons = again ? [start.goOn, start.over] : [runStepTests];
    const answer = await this.api.window.showInformationMessage(plainMessage(told), ...buttons);
    if (answer === runStepTests) await this.api.commands.executeCommand(COMMANDS.runStepTests.id);
    if (answer === start.goOn) await this.api.commands.executeCommand(COMMANDS.openTask.id);
    if (answer === start.over && folder !== null) await this.#startOver(folder);
  }

  /** Back to the first step, which asks what its files are set back to, and keeps a copy of those that are there. */
  async #startOver(folder: LearnerFolder): Promise<void> {
    const [step] = folder.course.steps;
    await this.api.commands.executeCommand(COMMANDS.goToStep.id, { folder, step });
    await this.api.commands.executeCommand(COMMANDS.resetStep.id);
  }

  async #told(course: Course, { root, startedBefore }: Destination, { made, kept }: StartedCourse): Promise<string> {
    const { start } = stepCatalogue;
    if (startedBefore) {
      const folder = await this.workspace.learnerFolder(root);
      return start.before(folder?.done?.size ?? 0, course.steps.length);
    }
    const [first] = course.steps;
    const entry = first?.entry ?? course.entry;
    const isThere = made.includes(entry) || kept.includes(entry);
    const damaged = made.find((file) => file.startsWith(`${LEARNER_FOLDER}/`));
    return [
      (isThere ? start.ready : start.empty)(entry, first?.title ?? ''),
      kept.length === 0 ? '' : start.kept(kept),
      damaged === undefined ? '' : start.damaged(damaged),
    ]
      .filter((text) => text !== '')
      .join(' ');
  }

  #workspaces(): readonly string[] {
    return (this.api.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  }
}
