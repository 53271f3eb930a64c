import type { Step } from '../../course/format/format';
import { stepFrom } from '../../course/format/format';
import { isReached } from '../../course/progress/progress';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import type { Target } from '../base/target';
import type { Journey } from '../course/journey';
import { tellNoCourse } from '../course/no-course';
import type { Targets } from '../course/targets';

/** `codealong.nextStep` and `codealong.previousStep`: the learner goes to another step of the course that they work on. */
export class MoveOn {
  constructor(
    private readonly api: Api,
    private readonly targets: Pick<Targets, 'meant' | 'withoutFile'>,
    private readonly journey: Pick<Journey, 'goTo'>,
    /** Shows what there is to do in the step. */
    private readonly show: (target: Target) => Promise<void>,
  ) {}

  /** `given` is the file whose CodeLens was clicked; else the active editor counts. @throws CodedError */
  async next(given?: unknown): Promise<void> {
    const target = await this.#target(given);
    if (target === null) return;
    const { news } = editorCatalogue;
    const { course, step, done = new Set() } = target;
    const next = stepFrom(course, step, 1);
    if (next === null) return this.#say(this.#atTheEnd(target));
    if (!done.has(step.id) && !isReached(course, done, next)) return this.#say(news.notPassedYet(step.number));
    await this.#go(target, next);
  }

  /** @throws CodedError */
  async previous(given?: unknown): Promise<void> {
    const target = await this.#target(given);
    if (target === null) return;
    const before = stepFrom(target.course, target.step, -1);
    if (before === null) return this.#say(editorCatalogue.news.firstStep);
    await this.#go(target, before);
  }

  #atTheEnd({ course, done }: Target): string {
    const { news } = editorCatalogue;
    return course.steps.every(({ id }) => done?.has(id)) ? news.complete(course.title) : news.lastStep;
  }

  async #go(target: Target, step: Step): Promise<void> {
    await this.show(await this.journey.goTo(target, step));
  }

  /** Not of a file outside any course: it has no course to go on in. */
  async #target(given: unknown): Promise<Target | null> {
    const target = await this.targets.meant(given);
    if (target !== null && !target.alone) return target;
    await tellNoCourse(this.api, this.targets, target);
    return null;
  }

  #say(text: string): void {
    void this.api.window.showInformationMessage(text);
  }
}
