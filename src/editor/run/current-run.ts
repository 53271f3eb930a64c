/** One run of a folder. It cancels the run before: at once, or, when that one waits for the image, as soon as this one waits for it too. */
export class CurrentRun {
  readonly #controller = new AbortController();
  #before: CurrentRun | null;
  #building: boolean;

  constructor(before: CurrentRun | null) {
    this.#before = before;
    this.#building = before?.isBuilding ?? false;
    // A build is cancelled when no run waits for it any more. The old run keeps it going until the new one waits for it too.
    if (!this.#building) this.#release();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get isBuilding(): boolean {
    return this.#building;
  }

  /** The run has begun or stopped waiting for the image. The run before is not needed any more to keep the build going. */
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
