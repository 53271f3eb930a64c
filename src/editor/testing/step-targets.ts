import { nullIfCoded } from '../../contract/codes';
import type { Course, Step } from '../../course/format/format';
import type { Api } from '../base/api';
import type { LearnerFolder, Target } from '../base/target';
import type { CourseWorkspace } from '../course/course-workspace';
import type { Targets } from '../course/targets';

/** Finds the learner's file for a step that was clicked in the Testing view, where only the step is known. */
export class StepTargets {
  /** The last run of a course, by its id. */
  readonly #used = new Map<string, Target>();

  constructor(
    private readonly api: Api,
    private readonly workspace: Pick<CourseWorkspace, 'folders' | 'targetIn' | 'learnerFolder' | 'stepOf'>,
    private readonly targets: Pick<Targets, 'of' | 'filesAlone'>,
  ) {}

  used(target: Target): void {
    this.#used.set(target.course.id, target);
  }

  /**
   * In the folder of the active file, else in the last used one, else in the first of this window, else in a file that was given this
   * course; null when there is no such folder or file.
   */
  async find(course: Course, step: Step): Promise<Target | null> {
    const folder = await this.#folder(course);
    if (folder === null) return null;
    return 'step' in folder ? this.at(folder, { course, step }) : this.workspace.targetIn(folder, step);
  }

  /** The number of the furthest step that the learner has come to in the folder that `find` takes. A course that is not begun has no such step: null. */
  async furthest(course: Course): Promise<number | null> {
    const known = await this.#folder(course);
    const folder = known === null ? null : await this.workspace.learnerFolder(known.root);
    if (folder === null || folder.course.id !== course.id) return null;
    const current = await this.workspace.stepOf(folder, null);
    const done = course.steps.filter(({ id }) => folder.done?.has(id));
    return Math.max(current.number, ...done.map(({ number }) => number));
  }

  /** The step that the learner is at there; the first one of a course that is not begun, which has no such place. */
  async current(course: Course): Promise<Step | null> {
    const known = await this.#folder(course);
    const file = known !== null && 'step' in known ? known : null;
    const folder = known === null ? null : await this.workspace.learnerFolder(known.root);
    if (folder === null || folder.course.id !== course.id) return file?.step ?? course.steps[0] ?? null;
    return this.workspace.stepOf(folder, file?.file ?? null);
  }

  async #folder(course: Course): Promise<Target | LearnerFolder | null> {
    const active = await this.#active();
    const known = active?.course.id === course.id ? active : this.#used.get(course.id);
    if (known !== undefined) return known;
    const first = this.workspace.folders.find((folder) => folder.course.id === course.id);
    if (first !== undefined) return { ...first, course };
    return (await this.targets.filesAlone()).find((target) => target.course.id === course.id) ?? null;
  }

  /** A problem with the folder of the active file does not keep a step of another folder from running. */
  async #active(): Promise<Target | null> {
    const uri = this.api.window.activeTextEditor?.document.uri;
    return uri?.scheme === 'file' ? this.targets.of(uri.fsPath).catch(nullIfCoded) : null;
  }

  /** The same file for the same step, else the step's entry in the same folder. A file alone is the program of every step. */
  at(known: Target, { course, step }: Pick<Target, 'course' | 'step'>): Target {
    const same = known.alone === true || known.step.id === step.id;
    const folder = { root: known.root, course, ...(known.authored ? { authored: known.authored } : {}) };
    return same ? { ...known, course, step } : this.workspace.targetIn(folder, step);
  }
}
