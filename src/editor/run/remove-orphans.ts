import type { Disposable } from '../base/api';
import type { CourseWorkspace } from '../course/course-workspace';

/** Milliseconds after the courses were read: a window that has just opened has other things to do. */
const SETTLED_MS = 2_000;

/**
 * Looks once for the containers of killed windows, when a window with a learner's folder has settled. Windows without one never use
 * containers.
 */
export class RemoveOrphansAtStart implements Disposable {
  #timer: NodeJS.Timeout | null = null;
  #over = false;

  constructor(
    private readonly workspace: Pick<CourseWorkspace, 'folders'>,
    private readonly removeOrphans: () => Promise<void>,
    private readonly afterMs: number = SETTLED_MS,
  ) {}

  /** The courses and folders are known. */
  begin(): void {
    if (this.#over || this.workspace.folders.length === 0) return;
    this.#timer ??= setTimeout(() => void this.removeOrphans(), this.afterMs);
  }

  dispose(): void {
    this.#over = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
