import path from 'node:path';
import { catalogue } from '../../results/texts';
import type { Api } from '../base/api';
import { COMMANDS } from '../base/commands';
import { plainMessage } from '../base/escape-ui';
import { isSame, type LearnerFolder } from '../base/target';
import type { CourseWorkspace } from '../course/course-workspace';
import { type Destination, destinationIn } from '../course/destination';
import type { Pending, PendingFolder } from '../course/pending';
import type { Pickers } from '../course/pickers';
import { type StartedCourse, startIn } from '../course/starter';

/** `codealong.startCourse`: a course in a folder of the learner's, with its starter. Overwrites nothing, and reports its changes. */
export class StartCourse {
  constructor(
    private readonly api: Api,
    private readonly workspace: Pick<CourseWorkspace, 'courses' | 'stepOf' | 'targetIn'>,
    private readonly pickers: Pickers,
    private readonly pending: PendingFolder,
    /** Looks for courses and learners' folders again, and shows them everywhere. */
    private readonly refresh: () => Promise<void>,
  ) {}

  /** @throws CodedError `course-not-copied`, `progress-unwritable` */
  async run(): Promise<void> {
    // The first call may come before anything was looked for.
    await this.refresh();
    const course = await this.pickers.course(this.workspace.courses, catalogue.editor.questions.courseToStart);
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
        title: catalogue.editor.questions.courseFolder,
        openLabel: catalogue.editor.buttons.startHere,
      })) ?? [];
    return folder?.scheme === 'file' ? folder.fsPath : null;
  }

  async #open(folder: LearnerFolder, told: string): Promise<void> {
    const step = await this.workspace.stepOf(folder, null);
    const pending = { root: folder.root, entry: this.workspace.targetIn(folder, step).file, told };
    if (this.#workspaces().some((root) => isSame(root, folder.root))) {
      await this.refresh();
      await this.#show(pending);
      return;
    }
    await this.pending.leave(pending);
    // Another project that is open stays open.
    const forceNewWindow = this.#workspaces().length > 0;
    await this.api.commands.executeCommand('vscode.openFolder', this.api.Uri.file(folder.root), { forceNewWindow });
  }

  async #show({ entry, told }: Pending): Promise<void> {
    const shown = this.api.window.showTextDocument(this.api.Uri.file(entry), { preview: false });
    // A course may begin without a file: the learner makes it.
    await shown.then(undefined, () => undefined);
    // Not awaited: the message may stay open for long.
    void this.#tell(told);
  }

  /** With a button, since the editor shows only the first line of a message without one. */
  async #tell(told: string): Promise<void> {
    const answer = await this.api.window.showInformationMessage(
      plainMessage(told),
      catalogue.editor.commands.runStepTests,
    );
    if (answer === catalogue.editor.commands.runStepTests)
      await this.api.commands.executeCommand(COMMANDS.runStepTests.id);
  }

  #workspaces(): readonly string[] {
    return (this.api.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  }
}

function startedText(title: string, { root, startedBefore }: Destination, { made, kept }: StartedCourse): string {
  return startedBefore
    ? catalogue.editor.news.startedBefore(title, root)
    : catalogue.editor.news.started(title, path.basename(root), made, kept);
}
