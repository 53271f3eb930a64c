import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Platform } from '../contract/platform';
import type { Course } from '../course/format/format';
import { ensureDerived } from '../engine/image/derived-image';
import { IMAGE_LABELS } from '../engine/image/image-build';
import { COURSE_LABEL } from '../run/course-image';
import type { RunSettings, RunWatch } from '../run/request';
import { Runner } from '../run/runner';
import type { Reference, ReferenceProvider } from './reference-trial';

type Watch = Pick<RunWatch, 'building'> | undefined;

/** Every reference image of a course carries this label, with the course's id. */
export const REFERENCE_LABEL = 'codealong.reference';

/**
 * Builds the reference images on top of the runner's image, and keeps a runner for each: dispose of it. An image is called
 * `codealong-reference-<course>-<runtime>:<hash>`. A reference without a Dockerfile runs in the runner's own image.
 */
export class References implements ReferenceProvider {
  readonly #runners = new Map<string, Runner>();

  /**
   * @param dockerDir absolute path of the folder `docker`
   * @param settings those of `runner`
   */
  constructor(
    private readonly platform: Platform,
    private readonly dockerDir: string,
    private readonly settings: RunSettings,
    private readonly runner: Runner,
  ) {}

  /**
   * @returns null for a course without a folder `reference/`.
   * @throws CodedError `derived-build-failed`, and the errors of finding the engine and the runner image.
   */
  async prepare(course: Course, watch: Watch, signal: AbortSignal): Promise<Reference | null> {
    const root = path.join(course.directory, 'reference');
    if (!existsSync(root)) return null;
    const inOurs = !existsSync(path.join(root, 'Dockerfile'));
    const runner = inOurs ? this.runner : this.#runnerOn(await this.#image(course, root, watch, signal));
    return { runner, root, entry: course.entry };
  }

  async dispose(): Promise<void> {
    const runners = [...this.#runners.values()];
    this.#runners.clear();
    await Promise.all(runners.map((runner) => runner.dispose()));
  }

  async #image(course: Course, folder: string, watch: Watch, signal: AbortSignal): Promise<string> {
    const onProgress: NonNullable<RunWatch['building']> = (progress) => watch?.building?.(progress);
    const { engine, image: runner, runtime } = await this.runner.image({ course, root: null }, onProgress, signal);
    const script = path.resolve(this.dockerDir, '..', 'scripts', 'setup-docker.sh');
    // It may be built on the course's own image, and must not count as one.
    const id = runtime?.id ?? 'own';
    const labels = { [REFERENCE_LABEL]: course.id, [IMAGE_LABELS.runtime]: id, [COURSE_LABEL]: '' };
    const repository = `codealong-reference-${course.id}-${id}`;
    const what = { repository, folder, runner, labels, foundBy: [REFERENCE_LABEL], script };
    return (await ensureDerived(engine, what, { onProgress, signal })).ref;
  }

  #runnerOn(image: string): Runner {
    const found = this.#runners.get(image);
    const runner = found ?? new Runner(this.platform, this.dockerDir, () => ({ ...this.settings, image }));
    this.#runners.set(image, runner);
    return runner;
  }
}
