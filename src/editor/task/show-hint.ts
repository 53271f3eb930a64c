import path from 'node:path';
import type { Step } from '../../course/format/format';
import { refuseGone } from '../../course/program/given-files';
import { editorCatalogue, stepCatalogue } from '../../results/texts/editor-catalogue';
import { readTaskTexts } from '../../task/task-texts';
import type { Api } from '../base/api';
import { COMMANDS } from '../base/commands';
import { type LearnerFolder, stepOfTest, type Target } from '../base/target';
import type { CourseWorkspace } from '../course/course-workspace';
import type { Targets } from '../course/targets';
import type { OpenHints } from './open-hints';

export interface HintSources {
  readonly targets: Pick<Targets, 'meant'>;
  readonly workspace: Pick<CourseWorkspace, 'folders'>;
  readonly openHints: Pick<OpenHints, 'of' | 'openOne'>;
}

/** `codealong.showHint`: opens the next hint of a step, and shows it on the page of the task. */
export class ShowHint {
  constructor(
    private readonly api: Api,
    private readonly sources: HintSources,
    /** Shows the page; for null it says why there is none. */
    private readonly open: (target: Target | null) => Promise<void>,
  ) {}

  /**
   * A failure may be one of another step than the learner's: then the way there is offered.
   * @param given a file, or a failed test @param step the id of the step whose test has failed @throws CodedError
   */
  async run(given?: unknown, step?: unknown): Promise<void> {
    const target = await this.sources.targets.meant(given);
    const other = this.#otherStep(target, given, step);
    if (other !== null) return this.#offer(other.folder, other.step);
    if (target !== null && !target.alone && !(await this.#openOne(target))) return;
    await this.open(target);
  }

  /** One more, unless all are open: after the last one, and from the pass on. @returns whether there are any */
  async #openOne(target: Target): Promise<boolean> {
    const { course, step } = target;
    const { hints } = await readTaskTexts(course, step);
    if (hints.length === 0) {
      await refuseGone(course);
      void this.api.window.showInformationMessage(stepCatalogue.task.noHints(step.number));
      return false;
    }
    const { openHints } = this.sources;
    if (openHints.of(target) < hints.length) await openHints.openOne(target);
    return true;
  }

  /** Null when the learner is at the step that is meant, or nothing says which one is. */
  #otherStep(target: Target | null, given: unknown, step: unknown): { folder: LearnerFolder; step: Step } | null {
    const own = target !== null && typeof step === 'string' ? { course: target.course.id, step } : null;
    const asked = stepOfTest(given) ?? own;
    if (asked === null || target?.alone) return null;
    const isAsked = ({ course }: LearnerFolder) => course.id === asked.course;
    if (target !== null && isAsked(target) && target.step.id === asked.step) return null;
    const folder = target !== null && isAsked(target) ? target : this.sources.workspace.folders.find(isAsked);
    const found = folder?.course.steps.find(({ id }) => id === asked.step);
    return folder === undefined || found === undefined ? null : { folder, step: found };
  }

  /** Returns at once: the message may stay open for long. */
  #offer({ root, course }: LearnerFolder, step: Step): void {
    const { commands, window, Uri } = this.api;
    const { goToStep } = editorCatalogue.commands;
    void window.showInformationMessage(stepCatalogue.task.hintElsewhere(step.number), goToStep).then(async (answer) => {
      if (answer !== goToStep) return;
      await commands.executeCommand(COMMANDS.goToStep.id, { folder: { root }, step: { id: step.id } });
      const file = Uri.file(path.join(root, step.entry ?? course.entry));
      await commands.executeCommand(COMMANDS.showHint.id, file, step.id);
    });
  }
}
