import type { Runtime } from '../contract/runtime';
import { readProgress } from '../course/progress/progress-file';
import { readWantedVersion } from '../course/python/wanted-version';
import { readRuntimes } from '../engine/image/runtimes';
import type { RuntimeWish } from './engine-image';
import type { RunSettings } from './request';
import { type ChosenRuntime, chooseRuntime } from './runtime-choice';

/** For a run without a course. */
const ANY_COURSE = { title: '', language: 'python', runtimes: { python: '' } };

/** Says which runtime a run takes: by what the person asks for, the learner's folder, the settings, and the images that are there. */
export class Runtimes {
  #known: Promise<readonly Runtime[]> | null = null;

  constructor(
    /** Absolute path of our folder `docker`. */
    private readonly dockerDir: string,
    private readonly settings: () => RunSettings,
  ) {}

  /** All runtimes that this version was tested with, the newest first. Read once. @throws the file system's error */
  known(): Promise<readonly Runtime[]> {
    if (this.#known !== null) return this.#known;
    const reading = readRuntimes(this.dockerDir);
    this.#known = reading;
    reading.catch(() => {
      this.#known = null;
    });
    return reading;
  }

  /**
   * @param there tells which runtimes have an image; asked only when nothing else decides
   * @throws CodedError `runtime-*` when none can be taken
   */
  async choose(wish: RuntimeWish | null, there: () => Promise<ReadonlySet<string>>): Promise<ChosenRuntime> {
    const known = await this.known();
    const said = { known, course: wish?.course ?? ANY_COURSE, ...(await this.#said(wish)) };
    const first = chooseRuntime({ ...said, there: () => false });
    if (first.why !== 'recommended') return first;
    const ids = await there();
    return chooseRuntime({ ...said, there: (id) => ids.has(id) });
  }

  async #said(wish: RuntimeWish | null) {
    const { runtime, runtimes } = this.settings();
    const { language } = wish?.course ?? ANY_COURSE;
    const person = { asked: runtime ?? null, setting: runtimes?.[language] ?? null };
    if (wish === null || wish.root === null) return { ...person, inProgress: null, wanted: null };
    const [{ progress }, wanted] = await Promise.all([readProgress(wish.root), readWantedVersion(wish.root)]);
    const inProgress = progress?.course === wish.course.id ? (progress.runtime ?? null) : null;
    return { ...person, inProgress, wanted };
  }
}
