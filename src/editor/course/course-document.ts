import type * as vscode from 'vscode';
import { utf8 } from '../../contract/decode';
import { readWhole } from '../../course/files/disk';
import type { Course, Step } from '../../course/format/format';
import { type GivenFile, solutionOf, starterOf } from '../../course/program/given-files';
import type { Api } from '../base/api';
import type { CourseWorkspace } from './course-workspace';

export const COURSE_SCHEME = 'codealong-course';
const TEXT_BYTES = 1024 * 1024;

/** Which files of a step are meant. */
export type GivenKind = 'starter' | 'solution';

/** Starters and solutions as documents that are read-only: the installed copy must not be edited by mistake. */
export class CourseDocuments implements vscode.TextDocumentContentProvider {
  constructor(
    private readonly api: Api,
    private readonly workspace: Pick<CourseWorkspace, 'courseById'>,
  ) {}

  /** `codealong-course:/<course>/<step>/<kind>/<file>`; `file` is relative to the learner's folder. */
  readonly uri = (course: Pick<Course, 'id'>, step: Pick<Step, 'id'>, kind: GivenKind, file: string): vscode.Uri =>
    this.api.Uri.from({ scheme: COURSE_SCHEME, path: `/${course.id}/${step.id}/${kind}/${file}` });

  /** Empty for a file that the step does not have: in a comparison it is then new, or gone. */
  async provideTextDocumentContent(uri: Pick<vscode.Uri, 'path'>): Promise<string> {
    const [courseId = '', stepId = '', kind = '', ...rest] = uri.path.split('/').slice(1);
    const course = this.workspace.courseById(courseId);
    const step = course?.steps.find(({ id }) => id === stepId);
    if (course === null || step === undefined) return '';
    const files = await given(course, step, kind);
    const file = files.find(({ to }) => to === rest.join('/'));
    const bytes = file === undefined ? null : await readWhole(file.from, TEXT_BYTES).catch(() => null);
    return bytes === null ? '' : (utf8(bytes) ?? '');
  }
}

async function given(course: Course, step: Step, kind: string): Promise<readonly GivenFile[]> {
  if (kind === 'solution') return solutionOf(course, step);
  return kind === 'starter' ? starterOf(course, step) : [];
}
