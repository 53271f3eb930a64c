import { nullIfCoded } from '../../contract/codes';
import type { Step } from '../../course/format/format';
import { problemError } from '../../course/format/read';
import { currentStep, noProgress, withCurrent } from '../../course/progress/progress';
import { readProgress } from '../../course/progress/progress-file';
import { updateProgress } from '../../course/progress/update-progress';
import { type LearnerFolder, mayGoTo, type Target } from '../base/target';
import type { CourseWorkspace } from './course-workspace';

/** Where the learner is in a course. Only what they do themselves moves them: a pass does not. */
export class Journey {
  constructor(
    private readonly workspace: Pick<CourseWorkspace, 'targetIn'>,
    /** Reads courses and learners' folders again, and shows them everywhere. */
    private readonly refresh: () => Promise<void>,
    /** Gets the error of a reading that nobody waits for. */
    private readonly failed: (error: unknown) => void,
  ) {}

  /** The learner goes to a step. Resolves when it is shown everywhere. @throws CodedError `progress-unreadable`, `progress-unwritable` */
  async goTo(folder: LearnerFolder, step: Step): Promise<Target> {
    if (await this.#move(folder, step)) await this.refresh();
    return this.workspace.targetIn(folder, step);
  }

  /**
   * A step is run by itself: the learner is at it from now on. The run does not wait until that is shown. Damaged progress is told elsewhere,
   * and does not keep a step from running.
   */
  async cameTo(target: Target): Promise<void> {
    const moved = target.alone === undefined && (await this.#move(target, target.step).catch(nullIfCoded));
    if (moved) void this.refresh().catch(this.failed);
  }

  /** @returns whether the learner was at another step before */
  async #move(folder: LearnerFolder, step: Step): Promise<boolean> {
    const { progress, problem } = await readProgress(folder.root);
    // Only a pass replaces a file that we cannot read: it tells where the copy is.
    if (problem !== null) throw problemError(problem);
    if (currentStep(folder.course, progress ?? noProgress(folder.course.id)).id === step.id) return false;
    await updateProgress(folder.root, folder.course, (before) => withCurrent(before, step.id));
    return true;
  }

  /** The steps that the learner may go to: those that are done, and the first that is not. */
  reached(folder: LearnerFolder): readonly Step[] {
    return folder.course.steps.filter((step) => mayGoTo(folder, step));
  }
}
