import { type FinishModel, finishText } from './finish-page';
import { type TaskLabels, type TaskModel, whereText } from './task-page';

/** The page of a step as a text that reads well as it is, in the same order: for a screen reader, for a small window, for copying. */
export function taskText(model: TaskModel, labels: TaskLabels): string {
  const { readme, title, notices, hints, open } = model;
  const shown = hints.slice(0, open);
  return paragraphs([
    whereText(model, labels),
    ...notices.map((notice) => `> ${notice}`),
    (readme ?? `# ${title}\n\n${labels.noReadme}`).trimEnd(),
    `## ${labels.tested}`,
    model.tests.length === 0 ? labels.noTests : testsText(model, labels),
    ...verdictText(model, labels),
    ...(shown.length === 0 ? [] : [`## ${labels.hints}`]),
    ...shown.flatMap((hint, index) => [`### ${labels.hint(index + 1, hints.length)}: ${hint.title}`, hint.text]),
  ]);
}

/** The end of a course as Markdown. */
export function finishedText(model: FinishModel, labels: TaskLabels): string {
  const built = model.steps.map((title, index) => `${index + 1}. ${title}`);
  return paragraphs([finishText(model, labels).trimEnd(), `## ${labels.built}`, built.join('\n')]);
}

function testsText({ tests }: TaskModel, labels: TaskLabels): string {
  return tests.map(({ name, state }, index) => `${index + 1}. ${name}: ${labels.states[state]}`).join('\n');
}

function verdictText({ verdict, running }: TaskModel, labels: TaskLabels): readonly string[] {
  if (running) return [`## ${labels.lastRun}`, labels.running];
  if (verdict === null) return [];
  const failure = verdict.failure === null ? [] : [verdict.failure.replace(/^/gm, '    ')];
  return [`## ${labels.lastRun}`, verdict.sentence, ...failure];
}

function paragraphs(all: readonly string[]): string {
  return `${all.join('\n\n')}\n`;
}
