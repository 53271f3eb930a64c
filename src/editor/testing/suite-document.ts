import type * as vscode from 'vscode';
import type { Message } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import type { Course, Step } from '../../course/format/format';
import { pythonText } from '../../course/python/python-lines';
import { collectSuite } from '../../course/suite';
import { textOf } from '../../results/texts';
import type { Api, Disposable } from '../base/api';
import { plainMessage } from '../base/escape-ui';
import type { CourseWorkspace } from '../course/course-workspace';

export const SUITE_SCHEME = 'codealong-suite';

/** `codealong-suite:/<course>/<step>/<file>`: what "Go to Test" opens. `file` is relative to the step's folder. */
export function suiteUri(api: Api, course: Pick<Course, 'id'>, step: Pick<Step, 'id'>, file: string): vscode.Uri {
  return api.Uri.from({ scheme: SUITE_SCHEME, path: `/${course.id}/${step.id}/${file}` });
}

/** The suites as documents that are read-only: the installed copy must not be edited by mistake. */
export class SuiteDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #changed: vscode.EventEmitter<vscode.Uri>;
  readonly #registration: Disposable;

  constructor(
    private readonly api: Api,
    private readonly workspace: Pick<CourseWorkspace, 'courseById'>,
    private readonly platform: Platform,
  ) {
    this.#changed = new api.EventEmitter<vscode.Uri>();
    this.#registration = api.workspace.registerTextDocumentContentProvider(SUITE_SCHEME, this);
  }

  get onDidChange(): vscode.Event<vscode.Uri> {
    return this.#changed.event;
  }

  /** Makes the editor read the open ones again. */
  refresh(): void {
    const open = this.api.workspace.textDocuments.filter(({ uri }) => uri.scheme === SUITE_SCHEME);
    for (const { uri } of open) this.#changed.fire(uri);
  }

  /** Reads only the files that belong to a run: no solutions, nothing outside the step's folder. */
  async provideTextDocumentContent(uri: Pick<vscode.Uri, 'path'>): Promise<string> {
    const [courseId = '', stepId = '', ...rest] = uri.path.split('/').slice(1);
    const course = this.workspace.courseById(courseId);
    if (course === null)
      throw problem({ code: 'unknown-course', args: { course: courseId, known: '', suggestion: null } });
    const step = course.steps.find(({ id }) => id === stepId);
    if (step === undefined)
      throw problem({ code: 'unknown-step', args: { course: courseId, step: stepId, known: '', suggestion: null } });
    const { files } = await collectSuite(course, step, this.platform);
    const file = files.find(({ path }) => path === `${step.folder}/${rest.join('/')}`);
    if (file === undefined) throw problem({ code: 'file-missing', args: { file: rest.join('/'), similar: null } });
    return pythonText(file.bytes);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** The editor shows the error's message to the reader. */
function problem(message: Message): Error {
  return new Error(plainMessage(textOf(message).title));
}
