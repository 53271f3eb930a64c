import path from 'node:path';
import type { Platform } from '../../contract/platform';
import { type Discovery, discoverCourses } from '../../course/discover';
import type { Course, Problem, Step } from '../../course/format';
import { currentStep, noProgress, type Progress } from '../../course/progress';
import { readProgress } from '../../course/progress-file';
import { findRoot } from '../../course/root';
import type { LearnerFolder, Target } from './target';

/** Where this window looks for courses and for learners' folders. Absolute paths. */
export interface Places {
  readonly bundled: string;
  /** The setting `codealong.courseFolders`. */
  readonly extra: readonly string[];
  readonly workspaces: readonly string[];
}

/**
 * The courses of this window and the folders in which they are worked on. Knows files, and neither the editor nor Docker; read anew
 * by `refresh`.
 */
export class Workplace {
  #found: Discovery = { courses: [], problems: [] };
  #folders: readonly LearnerFolder[] = [];

  constructor(
    private readonly platform: Platform,
    private readonly places: () => Places,
  ) {}

  get courses(): readonly Course[] {
    return this.#found.courses;
  }

  get problems(): readonly Problem[] {
    return this.#found.problems;
  }

  /** The learner's folders of this window, in the order of its workspace folders. */
  get folders(): readonly LearnerFolder[] {
    return this.#folders;
  }

  async refresh(): Promise<void> {
    const { bundled, extra, workspaces } = this.places();
    this.#found = await discoverCourses({ bundled, extra, workspaces }, this.platform);
    const folders = await Promise.all(workspaces.map((root) => this.learnerFolder(root)));
    this.#folders = folders.flatMap((folder) => folder ?? []);
  }

  courseById(id: string): Course | null {
    return this.courses.find((course) => course.id === id) ?? null;
  }

  /** The learner's folder with this root; null when it is none, or its course is not known. */
  async learnerFolder(root: string): Promise<LearnerFolder | null> {
    const progress = await this.progress(root);
    const course = progress === null ? null : this.courseById(progress.course);
    return course === null ? null : { root, course };
  }

  /** The step that this file is about, when it lies in a learner's folder; else null. */
  async targetOf(file: string): Promise<Target | null> {
    const { directory, marked } = await findRoot(file, null, this.platform);
    const folder = marked ? await this.learnerFolder(directory) : null;
    if (folder === null) return null;
    return { ...folder, step: await this.stepOf(folder, file), file };
  }

  /** A step run in a learner's folder without an active file: its entry. */
  targetIn(folder: LearnerFolder, step: Step): Target {
    return { ...folder, step, file: path.join(folder.root, step.entry ?? folder.course.entry) };
  }

  /** A growing course's step comes from progress, a separate one's from the file's folder or name. */
  async stepOf({ root, course }: LearnerFolder, file: string | null): Promise<Step> {
    const progress = (await this.progress(root)) ?? noProgress(course.id);
    const current = currentStep(course, progress);
    if (course.shape === 'growing' || file === null) return current;
    const name = path.relative(root, file).split(path.sep).join('/');
    return course.steps.find((step) => (step.entry ?? course.entry) === name) ?? current;
  }

  async progress(root: string): Promise<Progress | null> {
    return (await readProgress(root)).progress;
  }
}
