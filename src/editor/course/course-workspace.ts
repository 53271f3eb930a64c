import path from 'node:path';
import type { Platform } from '../../contract/platform';
import { slashed } from '../../course/files/paths';
import { type Discovery, discoverCourses } from '../../course/format/discover';
import type { Course, Problem, Step } from '../../course/format/format';
import { problemError } from '../../course/format/read';
import { findRoot, markedFolder } from '../../course/program/root';
import { currentStep, noProgress, type Progress } from '../../course/progress/progress';
import { progressFile, readProgress } from '../../course/progress/progress-file';
import { type SuiteDigests, standingOf, suitesOfDone } from '../../course/progress/standing';
import { isSame, type LearnerFolder, type Target } from '../base/target';
import { within } from './authored';
import { UnwrittenProgress } from './unwritten-progress';

/** Where this window looks for courses and for learners' folders. Absolute paths. */
export interface WorkspacePlaces {
  readonly bundled: string;
  /** The setting `codealong.courseFolders`. */
  readonly extra: readonly string[];
  readonly workspaces: readonly string[];
  /** In Restricted Mode the settings of those folders do not count. */
  readonly restricted?: boolean;
}

interface State {
  readonly found: Discovery;
  /** The places that were read. */
  readonly roots: readonly string[];
  readonly folders: readonly LearnerFolder[];
  /** By the id of their course: the suites of steps that somebody has passed. */
  readonly suites: ReadonlyMap<string, SuiteDigests>;
  /** Problems in learners' folders. */
  readonly troubles: readonly Problem[];
}

/**
 * The courses of this window and the folders in which they are worked on. Knows files, and neither the editor nor Docker; read anew
 * by `refresh`.
 */
export class CourseWorkspace {
  readonly unwritten = new UnwrittenProgress();
  #state: State = { found: { courses: [], problems: [] }, roots: [], folders: [], suites: new Map(), troubles: [] };

  constructor(
    private readonly platform: Platform,
    private readonly places: () => WorkspacePlaces,
    /** Learners' roots below the folders of this window. The editor's own file search is the fastest way to find them. */
    private readonly rootsBelow: () => Promise<readonly string[]> = async () => [],
  ) {}

  get courses(): readonly Course[] {
    return this.#state.found.courses;
  }

  /** Problems of courses and of learners' folders. */
  get problems(): readonly Problem[] {
    return [...this.#state.found.problems, ...this.#state.troubles];
  }

  /** Folders of this window in which somebody works, or tried to. Absolute. */
  get roots(): readonly string[] {
    return this.#state.roots;
  }

  get troubles(): readonly Problem[] {
    return this.#state.troubles;
  }

  /** The learners' folders of this window: first those that are open or lie around one, in the order of its workspace folders. */
  get folders(): readonly LearnerFolder[] {
    return this.#state.folders;
  }

  async refresh(): Promise<void> {
    const { bundled, extra, workspaces, restricted = false } = this.places();
    const [found, roots] = await Promise.all([
      discoverCourses({ bundled, extra, workspaces }, this.platform),
      this.#roots(workspaces),
    ]);
    const suites = await this.#suites(roots, found.courses);
    const looking = {
      courses: found.courses,
      restricted,
      suites,
      unwritten: this.unwritten,
      isAuthored: (course: Course) => this.#isAuthored(course),
    };
    const seen = await Promise.all(roots.map((root) => lookAt(root, looking)));
    const folders = seen.flatMap(({ folder }) => folder ?? []);
    this.#state = { found, roots, folders, suites, troubles: seen.flatMap(({ problems }) => problems) };
  }

  courseById(id: string): Course | null {
    return this.courses.find((course) => course.id === id) ?? null;
  }

  /** The learner's folder with this root; null when it is none, or its course is not known. */
  async learnerFolder(root: string): Promise<LearnerFolder | null> {
    return (await this.#look(root)).folder;
  }

  /** The id of the runtime that its learner works in, if the folder cannot say it since its progress cannot be written; else null. */
  async unwrittenRuntime(root: string): Promise<string | null> {
    return this.unwritten.has(root) ? ((await this.learnerFolder(root))?.runtime ?? null) : null;
  }

  /**
   * The step that this file is about, when it lies in a learner's folder; else null.
   * @throws CodedError when it does, and nothing can be done there: its progress is damaged, its course is not known
   */
  async targetOf(file: string): Promise<Target | null> {
    const { directory, marked } = await findRoot(file, null, this.platform);
    const seen = marked ? await this.#look(directory) : null;
    const folder = seen === null ? null : folderOf(seen);
    return folder === null ? null : { ...folder, step: stepIn(folder, file, seen?.progress ?? null), file };
  }

  /** A step run in a learner's folder without an active file: its entry. */
  targetIn(folder: LearnerFolder, step: Step): Target {
    return { ...folder, step, file: path.join(folder.root, step.entry ?? folder.course.entry) };
  }

  /** A growing course's step comes from progress, a separate one's from the file's folder or name. */
  async stepOf(folder: LearnerFolder, file: string | null): Promise<Step> {
    const { progress } = await readProgress(folder.root);
    return stepIn(folder, file, this.unwritten.on(folder.root, progress));
  }

  #look(root: string): Promise<Seen> {
    const { found, suites } = this.#state;
    const restricted = this.places().restricted === true;
    const isAuthored = (course: Course) => this.#isAuthored(course);
    return lookAt(root, { courses: found.courses, restricted, suites, unwritten: this.unwritten, isAuthored });
  }

  /** Whether somebody writes the course here: it lies in a folder of this window. One that the setting alone names is for learners, too. */
  #isAuthored({ directory }: Course): boolean {
    return this.places().workspaces.some((folder) => isSame(folder, directory) || within(folder, directory) !== null);
  }

  /** The courses that somebody writes here. */
  get authored(): readonly Course[] {
    return this.courses.filter((course) => this.#isAuthored(course));
  }

  /** Read once for all that is shown until the next reading, since a run must not wait for it. */
  async #suites(roots: readonly string[], courses: readonly Course[]): Promise<ReadonlyMap<string, SuiteDigests>> {
    const all = new Map<string, SuiteDigests>();
    for (const root of roots) {
      const { progress } = await readProgress(root);
      const course = courses.find(({ id }) => id === progress?.course);
      if (course === undefined) continue;
      const found = await suitesOfDone(course, progress, this.platform);
      all.set(course.id, new Map([...(all.get(course.id) ?? []), ...found]));
    }
    return all;
  }

  async #roots(workspaces: readonly string[]): Promise<readonly string[]> {
    const [below, ...around] = await Promise.all([this.rootsBelow(), ...workspaces.map(markedFolder)]);
    return [...new Set([...around.flatMap((root) => root ?? []), ...[...below].sort()])];
  }
}

function stepIn({ root, course }: LearnerFolder, file: string | null, progress: Progress | null): Step {
  const current = currentStep(course, progress ?? noProgress(course.id));
  if (course.shape === 'growing' || file === null) return current;
  const name = slashed(path.relative(root, file));
  return course.steps.find((step) => (step.entry ?? course.entry) === name) ?? current;
}

/** The contents of a root. */
export interface Seen {
  /** Null when it is not a learner's folder, or its course is not known. */
  readonly folder: LearnerFolder | null;
  /** How far the learner is; null when nothing says it. */
  readonly progress: Progress | null;
  /** Problems there. The folder may be known nevertheless. */
  readonly problems: readonly Problem[];
}

/** What is known before a folder is looked at. */
interface Looking {
  readonly courses: readonly Course[];
  /** The settings of this window's folders do not count. */
  readonly restricted: boolean;
  readonly suites: ReadonlyMap<string, SuiteDigests>;
  readonly unwritten: UnwrittenProgress;
  readonly isAuthored: (course: Course) => boolean;
}

/** Reads any folder as a root. Never rejects. */
async function lookAt(root: string, { courses, restricted, suites, unwritten, isAuthored }: Looking): Promise<Seen> {
  const { course: id, problem, progress: read } = await readProgress(root);
  const progress = unwritten.on(root, read);
  const course = courses.find((one) => one.id === id);
  const problems = problem === null ? [] : [problem];
  if (course !== undefined) {
    const standing = standingOf(course, progress, suites.get(course.id) ?? new Map());
    const folder = { root, course, ...standing, ...(isAuthored(course) ? { authored: true as const } : {}) };
    return { folder: problem === null ? folder : { ...folder, problem }, progress, problems };
  }
  const unknown = id === null ? [] : [unknownCourseProblem(root, id, restricted)];
  return { folder: null, progress, problems: [...problems, ...unknown] };
}

/** @throws CodedError when it is a learner's folder, but cannot be worked in */
export function folderOf({ folder, problems: [problem] }: Seen): LearnerFolder | null {
  if (folder === null && problem !== undefined) throw problemError(problem);
  return folder;
}

function unknownCourseProblem(root: string, course: string, restricted: boolean): Problem {
  return { file: progressFile(root), line: null, code: 'folder-course-unknown', args: { course, restricted } };
}
