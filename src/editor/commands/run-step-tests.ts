import path from 'node:path';
import type { TextDocument, Uri } from 'vscode';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import { COMMANDS } from '../base/commands';
import { stepGiven, type Target } from '../base/target';
import type { CourseWorkspace } from '../course/course-workspace';
import type { Pickers } from '../course/pickers';
import { programDocument, type Targets } from '../course/targets';

/** How the Testing view runs steps. */
export interface RunPath {
  readonly runStep: (target: Target) => Promise<void>;
  /** The steps before it as well, from the first on. */
  readonly runUpTo: (target: Target) => Promise<void>;
  /** Debugs the test of it that failed first. */
  readonly debugStep: (target: Target) => Promise<void>;
}

/** `codealong.runStepTests`, `codealong.runUpTo` and `codealong.debugTest`: finds out which step is meant, asks where nothing says it, and runs it. */
export class RunStepTests {
  constructor(
    private readonly api: Api,
    private readonly workspace: Pick<CourseWorkspace, 'courses' | 'learnerFolder' | 'targetIn'>,
    private readonly targets: Pick<Targets, 'of' | 'withoutFile' | 'remember'>,
    private readonly pickers: Pickers,
    /** The one run path: of the Testing view. */
    private readonly then: RunPath,
  ) {}

  /**
   * `given` is the file whose CodeLens was clicked, or a row of the tree; else the active editor counts. `step` is the id of another step
   * than the current one. @throws CodedError
   */
  async run(given?: unknown, step?: unknown): Promise<void> {
    const target = await this.#meant(given);
    if (target !== null) await this.then.runStep(withStep(target, step));
  }

  /** Everything up to the step of a row, or to the current one. @throws CodedError */
  async runUpTo(given?: unknown): Promise<void> {
    const target = await this.#meant(given);
    if (target !== null) await this.then.runUpTo(target);
  }

  /** A test of the current step, or of that of a row. @throws CodedError */
  async debug(given?: unknown): Promise<void> {
    const target = await this.#meant(given);
    if (target !== null) await this.then.debugStep(target);
  }

  async #meant(given: unknown): Promise<Target | null> {
    const row = stepGiven(given);
    if (row !== null) return this.#ofRow(row.root, row.step);
    return given instanceof this.api.Uri ? this.#ofFile(given) : this.#ofEditor();
  }

  /** The row may be older than the course. */
  async #ofRow(root: string, id: string): Promise<Target | null> {
    const folder = await this.workspace.learnerFolder(root);
    const step = folder?.course.steps.find((one) => one.id === id);
    return folder === null || step === undefined ? null : this.workspace.targetIn(folder, step);
  }

  async #ofEditor(): Promise<Target | null> {
    const document = programDocument(this.api.window.activeTextEditor);
    if (document?.uri.scheme === 'file') return this.#ofFile(document.uri);
    if (document?.isUntitled) return this.#ofUntitled(document);
    return (await this.targets.withoutFile()) ?? this.#offerStart();
  }

  async #ofFile({ fsPath: file }: Uri): Promise<Target | null> {
    const target = await this.targets.of(file);
    if (target !== null) return target;
    const name = path.basename(file);
    const course = await this.pickers.course(this.workspace.courses, editorCatalogue.questions.courseOfFile(name));
    const step = course === null ? null : await this.pickers.step(course, editorCatalogue.questions.stepOfFile(name));
    return course === null || step === null ? null : this.targets.remember(file, { course: course.id, step: step.id });
  }

  async #ofUntitled({ uri }: TextDocument): Promise<Target | null> {
    const answer = await this.api.window.showInformationMessage(
      editorCatalogue.questions.unsaved,
      { modal: true },
      editorCatalogue.buttons.save,
    );
    const saved = answer === editorCatalogue.buttons.save ? await this.api.workspace.save(uri) : undefined;
    return saved?.scheme === 'file' ? this.#ofFile(saved) : null;
  }

  async #offerStart(): Promise<null> {
    const answer = await this.api.window.showInformationMessage(
      editorCatalogue.questions.noCourse,
      editorCatalogue.commands.startCourse,
    );
    if (answer === editorCatalogue.commands.startCourse)
      await this.api.commands.executeCommand(COMMANDS.startCourse.id);
    return null;
  }
}

/** The argument of a link may be anything, and the step may be gone from the course since. */
function withStep(target: Target, id: unknown): Target {
  const step = target.course.steps.find((one) => one.id === id);
  return step === undefined ? target : { ...target, step };
}
