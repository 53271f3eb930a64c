import type * as vscode from 'vscode';
import type { CollectedTest } from '../../contract/events';
import type { Platform } from '../../contract/platform';
import type { Course, Step } from '../../course/format/format';
import type { Api, Disposable } from '../base/api';
import { plainLabel } from '../base/escape-ui';
import type { CourseWorkspace } from '../course/course-workspace';
import { linked } from './command-link';
import { courseItemId, type ItemSpec, type Node, stepItemId, testItemId } from './nodes';
import { suiteUri } from './suite-document';
import { courseItem, problemItems, type Uris } from './tree-model';

/**
 * The Testing view's items: course, step, test. They are updated in place and never cleared and refilled, so that results,
 * expansion and selection stay.
 */
export class TestTree implements Disposable {
  readonly controller: vscode.TestController;
  readonly #nodes = new WeakMap<vscode.TestItem, Node>();
  /** Courses of files that lie in no learner's folder, by id. */
  readonly #shown = new Map<string, Course>();
  readonly #suiteChanged: vscode.EventEmitter<vscode.TestItem>;
  #last: Promise<void> = Promise.resolve();

  constructor(
    private readonly api: Api,
    private readonly workspace: Pick<CourseWorkspace, 'courses' | 'problems' | 'folders'>,
    private readonly platform: Platform,
  ) {
    this.controller = api.tests.createTestController('codealong', 'CodeAlong');
    this.#suiteChanged = new api.EventEmitter<vscode.TestItem>();
  }

  /** Fires with the item of a step whose suite has changed since its results. */
  get onDidChangeSuite(): vscode.Event<vscode.TestItem> {
    return this.#suiteChanged.event;
  }

  /** Updates the items to the current state of the workspace. Refreshes run one after the other, so the last call wins. */
  refresh(): Promise<void> {
    this.#last = this.#last.catch(() => undefined).then(() => this.#refresh());
    return this.#last;
  }

  /** Shows courses without a learner's folder in this window: a file outside any folder was given a step of them. */
  async show(...courses: readonly Course[]): Promise<void> {
    for (const course of courses) this.#shown.set(course.id, course);
    await this.refresh();
  }

  nodeOf(item: vscode.TestItem): Node | undefined {
    return this.#nodes.get(item);
  }

  course(course: Pick<Course, 'id'>): vscode.TestItem | undefined {
    return this.controller.items.get(courseItemId(course));
  }

  step(course: Pick<Course, 'id'>, step: Pick<Step, 'id'>): vscode.TestItem | undefined {
    return this.course(course)?.children.get(stepItemId(course, step));
  }

  /** The item of a test that is known. @param test `<file>::<test>`, with the parameters that a run found */
  test(course: Pick<Course, 'id'>, step: Pick<Step, 'id'>, test: string): vscode.TestItem | undefined {
    const tests = this.step(course, step)?.children;
    const id = testItemId(course, step, test);
    return tests?.get(id) ?? tests?.get(withoutParameters(id))?.children.get(id);
  }

  /** Adds items for the sets of parameters that a run has collected, and removes those of former runs. */
  collected(course: Course, step: Step, tests: readonly CollectedTest[]): void {
    const item = this.step(course, step);
    if (item === undefined) return;
    const ids = new Set(tests.map(({ id }) => testItemId(course, step, id)));
    for (const parent of [item, ...itemsOf(item.children)]) this.#prune(parent.children, ids);
    for (const test of tests) if (this.test(course, step, test.id) === undefined) this.#add(item, course, step, test);
  }

  dispose(): void {
    this.#suiteChanged.dispose();
    this.controller.dispose();
  }

  async #refresh(): Promise<void> {
    const uris: Uris = {
      suite: (course, step, file) => suiteUri(this.api, course, step, file),
      file: (file) => this.api.Uri.file(file),
    };
    const wanted: ItemSpec[] = [];
    for (const course of this.#courses()) wanted.push(await courseItem(course, this.platform, uris));
    const problems = problemItems(this.workspace.problems, uris);
    this.#apply(this.controller.items, [...wanted, ...problems]);
  }

  /** In the order of the workspace. Courses of remembered files that are gone from the workspace come last. */
  #courses(): readonly Course[] {
    const { courses, folders } = this.workspace;
    const ids = new Set([...folders.map(({ course }) => course.id), ...this.#shown.keys()]);
    const gone = [...this.#shown.values()].filter(({ id }) => !courses.some((course) => course.id === id));
    return [...courses.filter(({ id }) => ids.has(id)), ...gone];
  }

  #apply(items: vscode.TestItemCollection, wanted: readonly ItemSpec[]): void {
    const ids = new Set(wanted.map(({ id }) => id));
    for (const item of itemsOf(items)) if (!ids.has(item.id) && !this.#isDynamic(item)) items.delete(item.id);
    for (const [index, one] of wanted.entries()) {
      const item = this.#item(items, one);
      item.sortText = sortText(index);
      this.#apply(item.children, one.children);
    }
  }

  #item(items: vscode.TestItemCollection, { id, label, uri, line, error, node }: ItemSpec): vscode.TestItem {
    const item = items.get(id) ?? this.controller.createTestItem(id, label, uri ?? undefined);
    item.label = label;
    item.range = line === null ? undefined : new this.api.Range(line - 1, 0, line - 1, 0);
    // The row shows one line and cuts its end off, so the link comes first.
    item.error = error === null ? undefined : linked(this.api, error.text, error.link, 'before');
    const changed = isOtherSuite(this.#nodes.get(item), node);
    this.#nodes.set(item, node);
    if (changed) this.#suiteChanged.fire(item);
    if (items.get(id) !== item) items.add(item);
    return item;
  }

  #add(parent: vscode.TestItem, course: Course, step: Step, test: CollectedTest): void {
    const id = testItemId(course, step, test.id);
    const family = parent.children.get(withoutParameters(id));
    const label = plainLabel(family === undefined ? test.name : test.id.slice(withoutParameters(test.id).length));
    const uri = suiteUri(this.api, course, step, test.file);
    const node: Node = { kind: 'test', course, step, dynamic: true };
    const siblings = (family ?? parent).children;
    const item = this.#item(siblings, { id, label, uri, line: test.line, error: null, node, children: [] });
    item.sortText = sortText(siblings.size);
  }

  #prune(items: vscode.TestItemCollection, ids: ReadonlySet<string>): void {
    for (const item of itemsOf(items)) if (this.#isDynamic(item) && !ids.has(item.id)) items.delete(item.id);
  }

  #isDynamic(item: vscode.TestItem): boolean {
    const node = this.#nodes.get(item);
    return node?.kind === 'test' && node.dynamic;
  }
}

/** A copy: the collection may be changed meanwhile. */
export function itemsOf(items: vscode.TestItemCollection): readonly vscode.TestItem[] {
  return [...items].map(([, item]) => item);
}

function isOtherSuite(before: Node | undefined, now: Node): boolean {
  return before?.kind === 'step' && now.kind === 'step' && before.suite !== now.suite;
}

function withoutParameters(id: string): string {
  return id.replace(/\[.*$/s, '');
}

/** The course's own order instead of the alphabet's. */
function sortText(index: number): string {
  return String(index).padStart(5, '0');
}
