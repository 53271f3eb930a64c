import type { Memento, TextDocument, TextEditor } from 'vscode';
import { nullIfCoded } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import { isFile } from '../../course/files/disk';
import { findStep } from '../../course/format/load';
import { problemError } from '../../course/format/read';
import { editorLanguages } from '../../course/languages';
import { findRoot } from '../../course/program/root';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import type { RunNewsSource } from '../base/run-news';
import { isSame, type Target } from '../base/target';
import { authoredPlace } from './authored';
import type { CourseWorkspace } from './course-workspace';
import type { Given, Remembered } from './remembered';

const LAST_FOLDER = 'codealong.lastFolder';

/** The sources of targets. */
export interface TargetSources {
  readonly workspace: CourseWorkspace;
  readonly remembered: Remembered;
  /** Of the workspace. */
  readonly memento: Memento;
  /** Resolves once courses and folders have been read for the first time. */
  readonly ready: () => Promise<void>;
  readonly service: RunNewsSource;
}

/** Finds the step for a file, for the active editor, or without either. Never asks the person. */
export class Targets implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed;
  readonly #alone: FilesAlone;

  constructor(
    private readonly api: Api,
    platform: Platform,
    private readonly sources: TargetSources,
  ) {
    this.#alone = new FilesAlone(platform, sources.workspace, sources.remembered);
    this.#changed = this.#disposables.add(new api.EventEmitter<void>());
    this.#disposables.add(
      sources.service.onNews(({ kind, target }) => {
        if (kind === 'started' && target.alone === undefined) void this.#used(target.root);
      }),
    );
  }

  /** Fires when a file or folder may belong to another step than before. */
  get onDidChange() {
    return this.#changed.event;
  }

  /** Courses, progress or settings were read anew. */
  changed(): void {
    this.#changed.fire();
  }

  /** The step of a file: by the learner's folder that it lies in, else as it was given. Null for a stranger's. @throws CodedError */
  async of(file: string): Promise<Target | null> {
    await this.sources.ready();
    return (await this.sources.workspace.targetOf(file)) ?? this.#alone.target(file);
  }

  /** The same, for the file alone that is started; null for its helpers, and when anything is wrong. */
  async ofProgram(file: string): Promise<Target | null> {
    const target = await this.of(file).catch(nullIfCoded);
    if (target === null || target.alone) return target;
    return isSame(this.sources.workspace.targetIn(target, target.step).file, file) ? target : null;
  }

  /** Files outside any course that were given one and still are there, the last given first. */
  async filesAlone(): Promise<readonly Target[]> {
    return this.#alone.all();
  }

  /** Without a file: the current step of the last used course folder, else of the first one of this window. @throws CodedError */
  async withoutFile(): Promise<Target | null> {
    await this.sources.ready();
    const last = this.sources.memento.get<unknown>(LAST_FOLDER);
    const used = typeof last === 'string' ? await this.sources.workspace.learnerFolder(last) : null;
    const folder = used ?? this.sources.workspace.folders[0] ?? null;
    if (folder !== null)
      return this.sources.workspace.targetIn(folder, await this.sources.workspace.stepOf(folder, null));
    const [trouble] = this.sources.workspace.troubles;
    if (trouble !== undefined) throw problemError(trouble);
    return null;
  }

  /** The target to show for the active editor; null when there is none, or its folder has a problem. */
  async current(): Promise<Target | null> {
    return this.#inFront().catch(nullIfCoded);
  }

  /**
   * What a command is about: the file that it was given, as by a lens or the page of a task, else what `current` says.
   * @throws CodedError for what is wrong with the folder of that file, which `current` takes for nothing
   */
  async meant(given?: unknown): Promise<Target | null> {
    return given instanceof this.api.Uri ? this.of(given.fsPath) : this.#inFront();
  }

  #inFront(): Promise<Target | null> {
    const document = programDocument(this.api.window.activeTextEditor);
    return document?.uri.scheme === 'file' ? this.of(document.uri.fsPath) : this.withoutFile();
  }

  /** Gives a file outside any course its course and step. @throws CodedError `unknown-course`, `unknown-step` */
  async remember(file: string, given: Given): Promise<Target | null> {
    await this.sources.remembered.set(file, given);
    this.#changed.fire();
    return this.of(file);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #used(root: string): Promise<void> {
    if (this.sources.memento.get<unknown>(LAST_FOLDER) === root) return;
    await this.sources.memento.update(LAST_FOLDER, root);
    this.#changed.fire();
  }
}

/** The document of an editor, when it is in a language that courses have. */
export function programDocument(editor: TextEditor | undefined): TextDocument | null {
  const document = editor?.document ?? null;
  return document !== null && editorLanguages().includes(document.languageId) ? document : null;
}

/** Files outside any course that were given a step of one. */
export class FilesAlone {
  constructor(
    private readonly platform: Platform,
    private readonly workspace: Pick<CourseWorkspace, 'courseById' | 'authored'>,
    private readonly remembered: Remembered,
  ) {}

  /** Null for a file without a step, and when the course or the step is gone: then the person is asked again. */
  async target(file: string): Promise<Target | null> {
    const given = this.remembered.get(file);
    return given === null ? this.#authored(file) : this.#target(file, given);
  }

  /** Those that still are there, the one first that was given its step last. */
  async all(): Promise<readonly Target[]> {
    const files = this.remembered.files();
    const targets = await Promise.all(files.map(async (file) => ((await isFile(file)) ? this.target(file) : null)));
    return targets.flatMap((target) => target ?? []);
  }

  /** A program of a course that is being written says by its place which step it is for. */
  #authored(file: string): Target | null {
    const place = authoredPlace(this.workspace.authored, file);
    if (place === null || place.step === null || place.program === null) return null;
    return { course: place.course, step: place.step, ...place.program, alone: true };
  }

  async #target(file: string, given: Given): Promise<Target | null> {
    const course = this.workspace.courseById(given.course);
    if (course?.steps.some(({ id }) => id === given.step) !== true) return null;
    const { directory } = await findRoot(file, null, this.platform);
    return { course, step: findStep(course, given.step), root: directory, file, alone: true };
  }
}
