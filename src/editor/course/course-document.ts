import path from 'node:path';
import type * as vscode from 'vscode';
import { utf8 } from '../../contract/decode';
import { readWhole } from '../../course/files/disk';
import type { Course, Step } from '../../course/format/format';
import { type GivenFile, solutionOf, starterOf } from '../../course/program/given-files';
import type { Api } from '../base/api';
import { within } from './authored';
import type { CourseWorkspace } from './course-workspace';

export const COURSE_SCHEME = 'codealong-course';
const TEXT_BYTES = 1024 * 1024;

/** Which files of a step are meant; `course`: any file of the course, by its path there; `nothing`: an empty one. */
export type GivenKind = 'starter' | 'solution' | 'course' | 'nothing';

/** Starters and solutions as documents that are read-only: the installed copy must not be edited by mistake. */
export class CourseDocuments implements vscode.TextDocumentContentProvider {
  constructor(
    private readonly api: Api,
    private readonly workspace: Pick<CourseWorkspace, 'courseById'>,
    private readonly task: TaskDocument,
  ) {}

  /** The document with the text of the task page. */
  get taskUri(): vscode.Uri {
    return this.api.Uri.from({ scheme: COURSE_SCHEME, path: `/-/-/task/${this.task.name}` });
  }

  /** The page shows something else now. */
  taskChanged(): void {
    const { path } = this.taskUri;
    const isOpen = ({ uri }: vscode.TextDocument) => uri.scheme === COURSE_SCHEME && uri.path === path;
    if (this.api.workspace.textDocuments.some(isOpen)) this.task.changed(this.taskUri);
  }

  /** `codealong-course:/<course>/<step>/<kind>/<file>`; `file` is relative to the learner's folder. */
  readonly uri = (course: Pick<Course, 'id'>, step: Pick<Step, 'id'>, kind: GivenKind, file: string): vscode.Uri =>
    this.api.Uri.from({ scheme: COURSE_SCHEME, path: `/${course.id}/${step.id}/${kind}/${file}` });

  /** Empty for a file that the step does not have: in a comparison it is then new, or gone. */
  async provideTextDocumentContent(uri: Pick<vscode.Uri, 'path'>): Promise<string> {
    if (uri.path === this.taskUri.path) return this.task.text();
    const [courseId = '', stepId = '', kind = '', ...rest] = uri.path.split('/').slice(1);
    const course = this.workspace.courseById(courseId);
    const step = course?.steps.find(({ id }) => id === stepId);
    if (course === null || step === undefined) return '';
    const from = await this.#fileOf(course, step, kind, rest.join('/'));
    const bytes = from === null ? null : await readWhole(from, TEXT_BYTES).catch(() => null);
    return bytes === null ? '' : (utf8(bytes) ?? '');
  }

  async #fileOf(course: Course, step: Step, kind: string, name: string): Promise<string | null> {
    const file = path.join(course.directory, name);
    if (kind === 'course') return within(course.directory, file) === null ? null : file;
    return (await given(course, step, kind)).find(({ to }) => to === name)?.from ?? null;
  }
}

/** The text of the task page, as it is made elsewhere. */
export interface TaskDocument {
  readonly name: string;
  readonly text: () => Promise<string>;
  /** Makes the editor read it again. */
  readonly changed: (uri: vscode.Uri) => void;
}

async function given(course: Course, step: Step, kind: string): Promise<readonly GivenFile[]> {
  if (kind === 'solution') return solutionOf(course, step);
  return kind === 'starter' ? starterOf(course, step) : [];
}
