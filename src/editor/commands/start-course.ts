import path from 'node:path';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
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
    const course = await this.pickers.course(this.workspace.courses, editorCatalogue.questions.courseToStart);
    const picked = course === null ? null : await this.#pickFolder();
    if (course === null || picked === null) return;
    const destination = await destinationIn(picked, course);
    const { root, startedBefore } = destination;
    const started = startedBefore ? { made: [], kept: [] } : await startIn(root, course, new Date());
    await this.#open({ root, course }, startedText(course.title, destination, started));
  }

  /** Carries on in a window that was opened for a course folder. */
  async resume(): Promise<void> {
    const pending = await this.pending.take(this.#workspaces());
    if (pending !== null) await this.#show(pending);
  }

  async #pickFolder(): Promise<string | null> {
    const [folder] =
      (await this.api.window.showOpenDialog({
        canSelectFolders: true,
        canSelectFiles: false,
        canSelectMany: false,
        title: editorCatalogue.questions.courseFolder,
        openLabel: editorCatalogue.buttons.startHere,
      })) ?? [];
    return folder?.scheme === 'file' ? folder.fsPath : null;
  }

  async #open(folder: LearnerFolder, told: string): Promise<void> {
    const pending = { root: folder.root, told };
    if (this.#workspaces().some((root) => isSame(root, folder.root))) {
      await this.then.refresh();
      await this.#show(pending);
      return;
    }
    await this.pending.leave(pending);
    // Another project that is open stays open.
    const forceNewWindow = this.#workspaces().length > 0;
    await this.api.commands.executeCommand('vscode.openFolder', this.api.Uri.file(folder.root), { forceNewWindow });
  }

  async #show({ root, told }: Pending): Promise<void> {
    const folder = await this.workspace.learnerFolder(root);
    if (folder !== null)
      await this.then.begin(this.workspace.targetIn(folder, await this.workspace.stepOf(folder, null)));
    // Not awaited: the message may stay open for long.
    void this.#tell(told);
  }

  /** With a button, since the editor shows only the first line of a message without one. */
  async #tell(told: string): Promise<void> {
    const answer = await this.api.window.showInformationMessage(
      plainMessage(told),
      editorCatalogue.commands.runStepTests,
    );
    if (answer === editorCatalogue.commands.runStepTests)
      await this.api.commands.executeCommand(COMMANDS.runStepTests.id);
  }

  #workspaces(): readonly string[] {
    return (this.api.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  }
}

function startedText(title: string, { root, startedBefore }: Destination, { made, kept }: StartedCourse): string {
  return startedBefore
    ? editorCatalogue.news.startedBefore(title, root)
    : editorCatalogue.news.started(title, path.basename(root), made, kept);
}
