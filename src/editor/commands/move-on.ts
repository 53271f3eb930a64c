import type { Step } from '../../course/format/format';
import { stepAfter } from '../../course/progress/standing';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import { mayGoTo, type Target } from '../base/target';
import type { Journey } from '../course/journey';
import { tellNoCourse } from '../course/no-course';
import type { Targets } from '../course/targets';
import type { LastRuns } from '../status/last-runs';
import { mayGoOn } from '../status/words';

/** What is shown when the learner has moved. */
export interface AfterMove {
  /** What there is to do in the step. */
  readonly begin: (target: Target) => Promise<void>;
  /** The end of the course. */
  readonly finish: (target: Target) => Promise<void>;
}

/** `codealong.nextStep` and `codealong.previousStep`: the learner goes to another step of the course that they work on. */
export class MoveOn {
  constructor(
    private readonly api: Api,
    private readonly targets: Pick<Targets, 'meant' | 'withoutFile'>,
    private readonly journey: Pick<Journey, 'goTo'>,
    private readonly runs: Pick<LastRuns, 'of'>,
    private readonly then: AfterMove,
  ) {}

  /** `given` is the file whose CodeLens was clicked; else the active editor counts. @throws CodedError */
  async next(given?: unknown): Promise<void> {
    const target = await this.#target(given);
    if (target === null) return;
    const { news } = editorCatalogue;
    const { course, step } = target;
    const next = stepAfter(course, step, target);
    const passed = mayGoOn(target, this.runs.of(target));
    if (next === null) return passed ? this.then.finish(target) : this.#say(news.lastStep);
    if (!passed && !mayGoTo(target, next)) return this.#say(news.notPassedYet(step.number));
    await this.#go(target, next);
  }

  /** @throws CodedError */
  async previous(given?: unknown): Promise<void> {
    const target = await this.#target(given);
    if (target === null) return;
    const { course, step } = target;
    const before = course.steps.findLast((one) => one.number < step.number && mayGoTo(target, one));
    if (before === undefined) return this.#say(editorCatalogue.news.firstStep);
    await this.#go(target, before);
  }

  async #go(target: Target, step: Step): Promise<void> {
    await this.then.begin(await this.journey.goTo(target, step));
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
