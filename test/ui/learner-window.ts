import { LearnerFolder } from '../support/learner';
import { Workbench, type WorkbenchOptions } from './workbench';

export const MINUTE = 60_000;
/** Server, browser, page: milliseconds that a slow machine may take for all of it. */
const START_MS = 2 * MINUTE;

/** The folders of the window; they are removed after the tests. */
export interface Place {
  /** Absolute. */
  readonly root: string;
  remove(): Promise<void>;
}

export interface WindowOptions extends WorkbenchOptions {
  /** True opens no folder at all; else `folder`, or the place's own, is opened. */
  readonly empty?: boolean;
  /** Absolute. */
  readonly folder?: string;
}

/** The window of a `describe`, available from its first test on. */
export class TestWindow<P extends Place> {
  #place: P | null = null;
  #workbench: Workbench | null = null;

  /** @throws Error before the first test, when there is none */
  get place(): P {
    return there(this.#place);
  }

  /** @throws Error before the first test, when there is none */
  get workbench(): Workbench {
    return there(this.#workbench);
  }

  async open(make: () => Promise<P>, optionsFor: (place: P) => WindowOptions): Promise<void> {
    this.#place = await make();
    const { empty = false, folder = this.#place.root, ...options } = optionsFor(this.#place);
    this.#workbench = await Workbench.start(options);
    await (empty ? this.#workbench.openEmpty() : this.#workbench.open(folder));
  }

  async pictureOf(title: string): Promise<void> {
    await this.#workbench?.screenshot(`failed-${title.replace(/\W+/g, '-')}`);
  }

  async close(): Promise<void> {
    try {
      await this.#workbench?.close();
    } finally {
      await this.#place?.remove();
    }
  }
}

/** Call this in a `describe`. It opens a window before the tests, saves a picture after each failure, and closes the window after them. */
export function windowOn<P extends Place>(
  make: () => Promise<P>,
  optionsFor: (place: P) => WindowOptions = () => ({}),
): TestWindow<P> {
  const window = new TestWindow<P>();
  before(async function () {
    this.timeout(START_MS);
    await window.open(make, optionsFor);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.pictureOf(this.currentTest.title);
  });
  after(async function () {
    // For a test whose `before` failed, mocha only reports that it never began.
    const never = this.test?.parent?.tests.find(({ state }) => state === undefined);
    if (never !== undefined) await window.pictureOf(never.title);
    await window.close();
  });
  return window;
}

/** As above, for a learner's folder of the Redis course. @param program absolute path of the file that becomes main.py */
export function learnerWindow(program: string, options: WorkbenchOptions = {}): TestWindow<LearnerFolder> {
  return windowOn(
    () => LearnerFolder.make(program),
    () => options,
  );
}

function there<T>(value: T | null): T {
  if (value === null) throw new Error('the window is open in tests only');
  return value;
}
