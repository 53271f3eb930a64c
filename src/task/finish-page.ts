import { escapeHtml } from '../contract/escape-text';
import { type TaskLinks, taskHtml } from './task-markdown';
import { button, literal, stateItem, type TaskLabels, type TaskSections } from './task-page';

/** What the page shows once every step of a course is done. */
export interface FinishModel {
  readonly course: string;
  /** The titles of its steps. */
  readonly steps: readonly string[];
  /** Markdown of the course's own; null when there is none. */
  readonly text: string | null;
  readonly hasSolution: boolean;
}

/** The end of a course: that it is reached, what was built, and what one can do now. */
export function finishSections(model: FinishModel, links: TaskLinks, labels: TaskLabels): TaskSections {
  const { course, steps, hasSolution } = model;
  const built = steps.map((title) => stateItem(title, 'passed', labels));
  return {
    where: `${escapeHtml(course)} · ${escapeHtml(labels.done(steps.length, steps.length))}`,
    notices: '',
    task: taskHtml(finishText(model, labels), links),
    tests: `<h2 id="tested">${labels.built}</h2><ol>${built.join('')}</ol>`,
    verdict: '',
    hints: '',
    actions: [
      button('startCourse', labels.another, true),
      ...(hasSolution ? [button('showSolution', labels.solution)] : []),
      button('openTask', labels.back),
    ].join(''),
  };
}

/** As Markdown. */
export function finishText({ course, text }: FinishModel, labels: TaskLabels): string {
  return text ?? `# ${literal(labels.complete(course))}\n\n${labels.finished}`;
}
