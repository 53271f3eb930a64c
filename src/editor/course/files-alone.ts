import type { Platform } from '../../contract/platform';
import { isFile } from '../../course/files/disk';
import { findStep } from '../../course/format/load';
import { findRoot } from '../../course/program/root';
import type { Target } from '../base/target';
import type { Workplace } from './course-workspace';
import type { Given, Remembered } from './remembered';

/** Files outside any course that were given a step of one. */
export class FilesAlone {
  constructor(
    private readonly platform: Platform,
    private readonly workplace: Pick<Workplace, 'courseById'>,
    private readonly remembered: Remembered,
  ) {}

  /** Null for one that was given nothing, and when the course is gone or has lost the step: then it is asked for anew. */
  async target(file: string): Promise<Target | null> {
    const given = this.remembered.get(file);
    return given === null ? null : this.#target(file, given);
  }

  /** Those that still are there, the one first that was given its step last. */
  async all(): Promise<readonly Target[]> {
    const files = this.remembered.files();
    const targets = await Promise.all(files.map(async (file) => ((await isFile(file)) ? this.target(file) : null)));
    return targets.flatMap((target) => target ?? []);
  }

  async #target(file: string, given: Given): Promise<Target | null> {
    const course = this.workplace.courseById(given.course);
    if (course?.steps.some(({ id }) => id === given.step) !== true) return null;
    const { directory } = await findRoot(file, null, this.platform);
    return { course, step: findStep(course, given.step), root: directory, file, alone: true };
  }
}
