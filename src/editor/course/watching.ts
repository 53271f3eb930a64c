import path from 'node:path';
import type { GlobPattern, Uri } from 'vscode';
import type { Course } from '../../course/format/format';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { isInside, isSame } from '../base/target';
import { PROGRESS_FILES } from './roots-below';

/** Files of the window's folders that the views depend on. */
const WATCHED = ['**/course.json', PROGRESS_FILES, '**/steps/*/{test_*,*_test}.py'];

/** Names of what is watched, where it is the folder of a course itself. */
const HOME = 'home:';

/** The shown folders and courses, wherever they lie. */
export interface Shown {
  /** Learners' roots, absolute. */
  readonly roots: readonly string[];
  /** Those that are worked on. */
  readonly courses: readonly Pick<Course, 'directory'>[];
}

interface Followed {
  readonly root: string;
  readonly pattern: string;
  readonly counts: (uri: Uri) => boolean;
}

/** Calls back when a file changes that the views depend on: courses, their suites, learners' progress. */
export class Watching implements Disposable {
  readonly #disposables = new DisposableStore();
  /** By the watched pattern. */
  readonly #followed = new Map<string, DisposableStore>();

  constructor(
    private readonly api: Api,
    /** The folder of the courses that come with us: they change with us alone. */
    private readonly bundled: string,
    private readonly changed: () => void,
  ) {
    for (const pattern of WATCHED) this.#watch(this.#disposables, pattern, () => true);
  }

  /** Folders outside the window get watchers of their own. A course is watched as a whole, since its suites may need any file. */
  follow({ roots, courses }: Shown): void {
    const { Uri, workspace } = this.api;
    const outside = roots.filter((root) => workspace.getWorkspaceFolder(Uri.file(root)) === undefined);
    const own = courses.filter(({ directory }) => !isInside(this.bundled, Uri.file(directory)));
    const wanted = new Map<string, Followed>([
      ...outside.map((root) => [`learner ${root}`, { root, pattern: PROGRESS_FILES, counts: () => true }] as const),
      ...own.map(({ directory: root }) => [`course ${root}`, courseAt(root)] as const),
      ...own.map(({ directory }) => [HOME + directory, folderItself(directory)] as const),
    ]);
    // Where a course was it may come back, after it was moved or renamed.
    const isLeft = (name: string) => !wanted.has(name) && !name.startsWith(HOME);
    for (const name of this.#followed.keys()) if (isLeft(name)) this.#leave(name);
    for (const [name, followed] of wanted) if (!this.#followed.has(name)) this.#follow(name, followed);
  }

  dispose(): void {
    for (const name of this.#followed.keys()) this.#leave(name);
    this.#disposables.dispose();
  }

  #follow(name: string, { root, pattern, counts }: Followed): void {
    const owned = new DisposableStore();
    this.#followed.set(name, owned);
    this.#watch(owned, new this.api.RelativePattern(this.api.Uri.file(root), pattern), counts);
  }

  #leave(name: string): void {
    this.#followed.get(name)?.dispose();
    this.#followed.delete(name);
  }

  #watch(owned: DisposableStore, pattern: GlobPattern, counts: (uri: Uri) => boolean): void {
    const watcher = owned.add(this.api.workspace.createFileSystemWatcher(pattern));
    const tell = (uri: Uri) => {
      if (counts(uri)) this.changed();
    };
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) owned.add(event(tell));
  }
}

/** Files that tools leave there do not count. */
function courseAt(root: string): Followed {
  return { root, pattern: '**/*', counts: (uri) => isInside(root, uri) };
}

/** The folder as its parent has it: nothing below it tells that it was moved. */
function folderItself(directory: string): Followed {
  // What means something in a pattern stands for any character.
  const pattern = path.basename(directory).replace(/[[\]{}*?]/g, '?');
  return { root: path.dirname(directory), pattern, counts: ({ fsPath }) => isSame(fsPath, directory) };
}
