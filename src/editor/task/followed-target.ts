import type { TextEditor } from 'vscode';
import { nullIfCoded } from '../../contract/codes';
import type { Course, Step } from '../../course/format/format';
import type { Api } from '../base/api';
import { isSame, type Target } from '../base/target';
import { authoredPlace, previewOf } from '../course/authored';
import type { CourseWorkspace } from '../course/course-workspace';
import type { Targets } from '../course/targets';

export interface FollowSources {
  readonly targets: Pick<Targets, 'current' | 'of'>;
  readonly workspace: Pick<CourseWorkspace, 'authored' | 'courseById'>;
}

/** Which step a page is about: it goes with the editor that is active, and with what it was asked to show. */
export class FollowedTarget {
  #shown: Target | null = null;
  /** What was asked for, as long as this document stays in front: the file of a step may not be there yet. */
  #pinned: { readonly target: Target; readonly front: string } | null = null;

  constructor(
    private readonly api: Api,
    private readonly sources: FollowSources,
  ) {}

  /** What was shown last. */
  get shown(): Target | null {
    return this.#shown;
  }

  set shown(target: Target | null) {
    this.#shown = target;
  }

  pin(target: Target): void {
    this.#pinned = { target, front: this.#front() };
  }

  /** Null when there is nothing to show. */
  async find(): Promise<Target | null> {
    if (this.#pinned?.front !== this.#front()) this.#pinned = null;
    const editor = this.api.window.activeTextEditor;
    return (
      this.#authored(editor) ?? (await this.#again(editor)) ?? (await this.sources.targets.current()) ?? this.#shown
    );
  }

  /** Who writes a course sees the page of the step that they write. */
  #authored(editor: TextEditor | undefined): Target | null {
    const uri = editor?.document.uri;
    const { authored } = this.sources.workspace;
    const place = uri?.scheme === 'file' ? authoredPlace(authored, uri.fsPath) : null;
    const asked = this.#pinned?.target.preview === true ? this.#pinned.target : null;
    if (asked !== null) return this.#anew(asked);
    if (place === null) return null;
    const step = place.step ?? (this.#isShown(place.course.id) ? this.#shown?.step : this.#first(place.course));
    return step === undefined ? null : previewOf(place.course, step);
  }

  /** A file of the whole course says nothing about a step. It takes no learner from theirs. */
  #first({ steps }: Course): Step | undefined {
    return this.#shown === null ? steps[0] : undefined;
  }

  #isShown(course: string): boolean {
    return this.#shown?.preview === true && this.#shown.course.id === course;
  }

  /** While the page itself has the focus no text editor is active: it goes on with what it shows. */
  async #again(editor: TextEditor | undefined): Promise<Target | null> {
    const kept = this.#pinned?.target ?? (editor === undefined ? this.#shown : null);
    if (kept === null) return null;
    if (kept.preview) return this.#anew(kept);
    const now = await this.sources.targets.of(kept.file).catch(nullIfCoded);
    return now !== null && isSame(now.root, kept.root) ? now : null;
  }

  /** The same step of the course as it is now. */
  #anew({ course, step }: Target): Target | null {
    const now = this.sources.workspace.courseById(course.id);
    const same = now?.steps.find(({ id }) => id === step.id) ?? now?.steps[0];
    return now === null || same === undefined ? null : previewOf(now, same);
  }

  #front(): string {
    return this.api.window.activeTextEditor?.document.uri.toString() ?? '';
  }
}

/** A file outside any course has no page. */
export function isShowable(target: Target | null): target is Target {
  return target !== null && (target.alone !== true || target.preview === true);
}
