import type { Step } from '../../course/format/format';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import { type LearnerFolder, mayGoTo, stepGiven, type Target } from '../base/target';
import type { CourseWorkspace } from '../course/course-workspace';
import type { Journey } from '../course/journey';
import { tellNoCourse } from '../course/no-course';
import type { Pickers } from '../course/pickers';
import type { Targets } from '../course/targets';

/** `codealong.goToStep`: the learner goes to a step that they have reached, by a row of the tree or from a list. */
export class GoToStep {
  constructor(
    private readonly api: Api,
    private readonly workspace: Pick<CourseWorkspace, 'learnerFolder'>,
    private readonly targets: Pick<Targets, 'meant' | 'withoutFile'>,
    private readonly journey: Pick<Journey, 'goTo' | 'reached'>,
    private readonly pickers: Pick<Pickers, 'step'>,
    /** Shows program and task of the step. */
    private readonly show: (target: Target) => Promise<void>,
  ) {}

  /** `given` is a row of the tree; without it the learner is asked. @throws CodedError */
  async run(given?: unknown): Promise<void> {
    const row = stepGiven(given);
    const current = row === null ? await this.targets.meant() : null;
    const root = row?.root ?? current?.root ?? null;
    const folder = root === null ? null : await this.workspace.learnerFolder(root);
    if (folder === null) return tellNoCourse(this.api, this.targets, current);
    const step = row === null ? await this.#ask(folder) : this.#known(folder, row.step);
    if (step !== null) await this.#go(folder, step);
  }

  async #go(folder: LearnerFolder, step: Step): Promise<void> {
    const { course, done = new Set() } = folder;
    if (mayGoTo(folder, step)) return this.show(await this.journey.goTo(folder, step));
    const open = course.steps.find(({ id }) => !done.has(id));
    this.#say(editorCatalogue.news.notReached(step.number, open?.number ?? 1));
  }

  #ask(folder: LearnerFolder): Promise<Step | null> {
    const course = { ...folder.course, steps: this.journey.reached(folder) };
    return this.pickers.step(course, editorCatalogue.questions.stepToGoTo);
  }

  /** The row may be older than the course. */
  #known({ course }: LearnerFolder, id: string): Step | null {
    return course.steps.find((step) => step.id === id) ?? null;
  }

  #say(text: string): void {
    void this.api.window.showInformationMessage(text);
  }
}
