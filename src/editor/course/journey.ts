import { CodedError, type Message, nullIfCoded } from '../../contract/codes';
import type { Verdict } from '../../contract/verdict';
import type { Step } from '../../course/format/format';
import { problemError } from '../../course/format/read';
import {
  currentStep,
  noProgress,
  type Progress,
  withCurrent,
  withPassed,
  withRuntime,
} from '../../course/progress/progress';
import { readProgress } from '../../course/progress/progress-file';
import { updateProgress } from '../../course/progress/update-progress';
import type { RunNews } from '../base/run-news';
import { type LearnerFolder, mayGoTo, type Target } from '../base/target';
import type { CourseWorkspace } from './course-workspace';

/** A step has passed, and its folder does not say so. */
const UNRECORDED: ReadonlySet<string> = new Set(['progress-unwritable', 'progress-unreadable', 'progress-newer']);

/** Where the learner is in a course. Only what they do themselves moves them: a pass does not. */
export class Journey {
  /** Folders of which the learner knows that they cannot be written. */
  readonly #told = new Set<string>();

  constructor(
    private readonly workspace: Pick<CourseWorkspace, 'targetIn' | 'learnerFolder' | 'unwritten'>,
    /** Reads courses and learners' folders again, and shows them everywhere. */
    private readonly refresh: () => Promise<void>,
    /** Gets the error of a reading that nobody waits for. */
    private readonly failed: (error: unknown) => void,
    /** Says that progress is not written, and so counts for this window alone. */
    private readonly tellUnwritten: (why: Message) => void = () => undefined,
  ) {}

  /** The learner goes to a step. Resolves when it is shown everywhere. @throws CodedError `progress-unreadable`, `progress-newer`, `progress-broken` */
  async goTo(folder: LearnerFolder, step: Step): Promise<Target> {
    if (await this.#move(folder, step)) await this.refresh();
    return this.workspace.targetIn(folder, step);
  }

  /** The learner works in another runtime from now on. Resolves when it is shown everywhere. @throws CodedError like `goTo` */
  async workIn(folder: LearnerFolder, runtime: string): Promise<void> {
    const { problem } = await readProgress(folder.root);
    if (problem !== null) throw problemError(problem);
    await this.#write(folder, (before) => withRuntime(before, runtime));
    await this.refresh();
  }

  /**
   * A step is run by itself: the learner is at it from now on, if they have come that far. The run does not wait until that is shown.
   * Damaged progress is told elsewhere, and does not keep a step from running.
   */
  async cameTo(target: Target): Promise<void> {
    if (target.alone || !(await this.#isReached(target))) return;
    const moved = await this.#move(target, target.step).catch(nullIfCoded);
    if (moved) void this.refresh().catch(this.failed);
  }

  /** A pass is shown at once: that its file has changed is told later, or never. One that could not be recorded counts in this window. */
  heard(news: RunNews): void {
    if (news.kind !== 'finished' || news.target.alone || news.target.preview) return;
    const { target, result } = news;
    if (result.verdict.outcome !== 'passed') return;
    if (result.afterwards.some(({ code }) => UNRECORDED.has(code))) this.#keep(target, result.verdict);
    void this.refresh().catch(this.failed);
  }

  #keep(target: Target, { seed, runtime: ran }: Verdict): void {
    const runtime = target.runtime ?? ran?.id;
    const done = { done_at: new Date().toISOString(), seed, ...(runtime === undefined ? {} : { runtime }) };
    const passed = (before: Progress) => ({ ...withPassed(before, target.step.id, done), current: before.current });
    this.workspace.unwritten.add(target.root, target.course.id, passed);
  }

  /** By the progress of the moment: the target may be older. */
  async #isReached(target: Target): Promise<boolean> {
    return mayGoTo({ ...target, ...(await this.workspace.learnerFolder(target.root)) }, target.step);
  }

  /** @returns whether the learner was at another step before */
  async #move(folder: LearnerFolder, step: Step): Promise<boolean> {
    const { progress, problem } = await readProgress(folder.root);
    // Only a pass replaces a file that we cannot read: it tells where the copy is.
    if (problem !== null) throw problemError(problem);
    const { root, course } = folder;
    const present = this.workspace.unwritten.on(root, progress) ?? noProgress(course.id);
    if (currentStep(course, present).id === step.id) return false;
    await this.#write(folder, (before) => withCurrent(before, step.id));
    return true;
  }

  /** With what could not be written before. In a folder that cannot be written the learner goes on all the same. */
  async #write({ root, course }: LearnerFolder, change: (progress: Progress) => Progress): Promise<void> {
    const { unwritten } = this.workspace;
    try {
      await updateProgress(root, course, (before) => change(unwritten.on(root, before) ?? before));
      unwritten.forget(root);
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'progress-unwritable') throw error;
      if (!this.#told.has(root)) this.tellUnwritten(error.told);
      this.#told.add(root);
      unwritten.add(root, course.id, change);
    }
  }

  /** The steps that the learner may go to: those that are done, and the first that is not. */
  reached(folder: LearnerFolder): readonly Step[] {
    return folder.course.steps.filter((step) => mayGoTo(folder, step));
  }
}
