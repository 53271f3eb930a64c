import path from 'node:path';
import { Folder } from '../support/folder';
import type { Place } from './learner-window';
import type { WorkbenchOptions } from './workbench';

export const COURSE = 'Ready when you are';
export const STEP = '1. Say it';
export const QUICK = 'Says ready';
export const SLOW = 'Says ready, a while later';
/** Seconds between the two tests. */
const PAUSE_SECONDS = 1.5;

export const GOOD = 'print("ready")\n';
export const WRONG = 'print("not yet")\n';
export const ENDLESS = 'while True:\n    pass\n';

/** The items of the Testing view when both tests have ended this way. */
export const both = (state: string) => new RegExp(`^${state}: ${QUICK}.*\n${state}: ${SLOW}`, 'm');
export const GREEN = both('passed');
export const OUTDATED = both('passed, outdated');

const suite = (pauseSeconds: number) => `import time

from codealong import program


def test_says_ready() -> None:
    """${QUICK}"""
    assert program.run().text == "ready\\n"


def test_says_ready_later() -> None:
    """${SLOW}"""
    time.sleep(${pauseSeconds})
    assert program.run().text == "ready\\n"
`;

const SUITE_FILE = 'courses/ready/steps/01-say/test_ready.py';
const COURSE_JSON = {
  format_version: 2,
  id: 'ready',
  title: COURSE,
  runtimes: { python: '>=3.11' },
  entry: 'main.py',
  shape: 'growing',
  steps: [{ id: 'say', title: 'Say it' }],
};
/** Names all learners' folders. */
export const WORKSPACE = 'all.code-workspace';
const PROGRESS = { format_version: 1, course: 'ready', steps: {}, current: null };

/** A course with a suite slow enough to watch, and learners' folders for it. */
export class SlowCourse implements Place {
  private constructor(
    readonly folder: Folder,
    /** The first learner's folder, absolute. */
    readonly root: string,
  ) {}

  /** @param programs the text of `main.py` in each learner's folder, by the folder's name */
  static async make(programs: Readonly<Record<string, string>> = { learner: GOOD }): Promise<SlowCourse> {
    const folder = await Folder.make({
      'courses/ready/course.json': JSON.stringify(COURSE_JSON),
      [SUITE_FILE]: suite(PAUSE_SECONDS),
    });
    for (const [name, program] of Object.entries(programs)) {
      await folder.write(`${name}/.codealong/progress.json`, JSON.stringify(PROGRESS));
      await folder.write(`${name}/main.py`, program);
    }
    const folders = Object.keys(programs).map((name) => ({ path: name }));
    await folder.write(WORKSPACE, JSON.stringify({ folders }));
    return new SlowCourse(folder, folder.path(Object.keys(programs)[0] ?? ''));
  }

  get options(): WorkbenchOptions {
    return { settings: { 'codealong.courseFolders': [this.folder.path('courses')] } };
  }

  /** Writes the file as another program would, without the editor. */
  async write(program: string, name = 'main.py'): Promise<void> {
    await this.folder.write(path.join(path.relative(this.folder.root, this.root), name), program);
  }

  /** Changes the time between the two tests; none given is the time of the beginning. */
  async pause(seconds = PAUSE_SECONDS): Promise<void> {
    await this.folder.write(SUITE_FILE, suite(seconds));
  }

  /** The author continues to work on it: the tests stay, and they need more files. */
  async changeSuite(): Promise<void> {
    await this.folder.write(SUITE_FILE, `${suite(PAUSE_SECONDS)}\n\nMORE = 1\n`);
  }

  remove(): Promise<void> {
    return this.folder.remove();
  }
}
