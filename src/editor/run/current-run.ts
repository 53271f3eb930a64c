/** One run of a folder. It replaces the one before it: at once, or, when that one waits for the image, as soon as it waits for it too. */
export class CurrentRun {
  readonly #controller = new AbortController();
  #before: CurrentRun | null;
  #building: boolean;

  constructor(before: CurrentRun | null) {
    this.#before = before;
    this.#building = before?.isBuilding ?? false;
    // A build is given up when the last who waits for it has left: the old run holds it until the new one does.
    if (!this.#building) this.#release();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get isBuilding(): boolean {
    return this.#building;
  }

  /** It waits for the image, or no longer does: from here on it needs nobody to hold the build. */
  arrived(building: boolean): void {
    this.#building = building;
    this.#release();
  }

  cancel(): void {
    this.#release();
    this.#controller.abort();
  }

  #release(): void {
    const before = this.#before;
    this.#before = null;
    before?.cancel();
  }
}
