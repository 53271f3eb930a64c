import path from 'node:path';
import type { Runtime } from '../../src/contract/runtime';
import { loadDirectory } from '../../src/course/format/load';
import type { Engine } from '../../src/engine/client/engine';
import type { RunnerImage } from '../../src/engine/image/image';
import { type CourseImageOptions, ensureCourseImage } from '../../src/run/course-image';
import type { Runner } from '../../src/run/runner';
import type { PackedCopy } from './packed-course';
import { newRunner, ROOT } from './run';

/** A runner, the runtime that it takes, and that runtime's image. Removes the images of courses when it is disposed. */
export class PackedBench {
  private constructor(
    readonly runner: Runner,
    readonly engine: Engine,
    readonly ours: RunnerImage,
    readonly runtime: Runtime | null,
  ) {}

  static async open(): Promise<PackedBench> {
    const runner = newRunner();
    const { engine, image, runtime } = await runner.image(null, () => {});
    return new PackedBench(runner, engine, image, runtime);
  }

  /** The image of the course in that copy. */
  async imageOf(
    { folder }: Pick<PackedCopy, 'folder'>,
    options: Partial<CourseImageOptions> = {},
  ): Promise<RunnerImage> {
    const course = await loadDirectory(folder);
    const how = { dockerDir: path.join(ROOT, 'docker'), ...options };
    return ensureCourseImage(this.engine, course, this.ours, this.runtime, how);
  }

  async dispose(): Promise<void> {
    // The sandboxes of the last runs are still being removed, and an image in use stays.
    this.runner.pool.empty();
    await this.runner.removals.settled();
    for (const { id, refs } of await this.engine.listImages([`codealong.course=packed-${process.pid}`]))
      for (const name of refs.length === 0 ? [id] : refs) await this.engine.removeImage(name);
    await this.runner.dispose();
  }
}
