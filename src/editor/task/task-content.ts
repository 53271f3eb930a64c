import path from 'node:path';
import { nullIfCoded } from '../../contract/codes';
import { escapeHtml } from '../../contract/escape-text';
import type { Platform } from '../../contract/platform';
import { isFolder } from '../../course/files/disk';
import type { Course } from '../../course/format/format';
import { collectSuite, scanSuite } from '../../course/suite';
import { editorCatalogue, stepCatalogue } from '../../results/texts/editor-catalogue';
import { type FinishModel, finishSections } from '../../task/finish-page';
import type { TaskLinks } from '../../task/task-markdown';
import { button, type TaskModel, type TaskSections, taskSections } from '../../task/task-page';
import { finishedText, taskText } from '../../task/task-text';
import { type ReadText, readFinishText, readTaskTexts } from '../../task/task-texts';
import { plainLabel } from '../base/escape-ui';
import type { Target } from '../base/target';
import type { LastRuns } from '../status/last-runs';
import type { HintOffers } from '../testing/hint-offers';
import type { RunOnSave } from '../testing/run-on-save';
import type { OpenHints } from './open-hints';
import { taskModel } from './task-state';

/** What a page is made of. */
export interface ContentSources {
  readonly runs: Pick<LastRuns, 'of' | 'brokenIn'>;
  readonly openHints: Pick<OpenHints, 'of'>;
  readonly hints: Pick<HintOffers, 'failures'>;
  readonly onSave: Pick<RunOnSave, 'isOn'>;
  readonly platform: Platform;
}

/** What there is to show of a step, or of the end of a course, whatever shows it. */
export interface TaskContent {
  /** Of the tab. */
  readonly title: string;
  /** With the pictures that it may show. Absolute. */
  readonly folder: string;
  readonly sections: (links: TaskLinks) => TaskSections;
  /** All of it as Markdown. */
  readonly text: string;
}

/** In the place of a page: why there is none, and what leads on. @param isAuthor somebody who writes a course here */
export function emptyContent(reason: string, folder: string, isAuthor: boolean): TaskContent {
  const { task } = stepCatalogue;
  const onward = isAuthor
    ? button('goToStep', task.anyStep, true)
    : button('startCourse', editorCatalogue.commands.startCourse, true);
  const sections = {
    where: '',
    notices: '',
    task: `<h1>${task.title}</h1><p>${escapeHtml(reason)}</p>`,
    tests: `<h2 id="tested" hidden>${task.tested}</h2>`,
    verdict: '',
    hints: '',
    actions: `${onward}${button('openTask', task.lookAgain)}`,
  };
  return { title: task.title, folder, sections: () => sections, text: reason };
}

/** @param read the text of a file of the course as its author sees it */
export async function taskContent(target: Target, sources: ContentSources, read: ReadText): Promise<TaskContent> {
  const model = await modelOf(target, sources, read);
  const { task } = stepCatalogue;
  return {
    title: task.panel(target.step.number, plainLabel(model.title)),
    folder: path.join(target.course.directory, target.step.folder),
    sections: (links) => taskSections(model, links, task),
    text: taskText(model, task),
  };
}

/** The end of the course. */
export async function finishContent({ course, step }: Target, read: ReadText): Promise<TaskContent> {
  const [text, { hasSolution }] = await Promise.all([readFinishText(course, read), readTaskTexts(course, step, read)]);
  const steps = course.steps.map(({ title }) => title);
  const model: FinishModel = { course: course.title, steps, text, hasSolution };
  const { task } = stepCatalogue;
  return {
    title: task.finishPanel,
    folder: course.directory,
    sections: (links) => finishSections(model, links, task),
    text: finishedText(model, task),
  };
}

async function modelOf(given: Target, sources: ContentSources, read: ReadText): Promise<TaskModel> {
  const [target, isThere] = await Promise.all([asWritten(given, read), isFolder(given.course.directory)]);
  const { course, step } = target;
  const scanned = collectSuite(course, step, sources.platform).then(scanSuite, nullIfCoded);
  const [texts, tests] = await Promise.all([readTaskTexts(course, step, read), scanned]);
  return taskModel({
    target,
    isThere,
    texts,
    tests: tests ?? [],
    run: sources.runs.of(given),
    broken: given.alone || given.preview ? [] : sources.runs.brokenIn(given),
    onSave: sources.onSave.isOn,
    open: sources.openHints.of(given),
    failures: (test) => sources.hints.failures(given, test),
  });
}

/** With the titles as they stand in a `course.json` that is not saved yet. One that is no JSON at the moment says nothing. */
async function asWritten(target: Target, read: ReadText): Promise<Target> {
  const text = target.authored ? await read(path.join(target.course.directory, 'course.json')) : null;
  const titles = text === null ? null : titlesIn(text);
  if (titles === null) return target;
  const steps = target.course.steps.map((step) => ({ ...step, title: titles.get(step.id) ?? step.title }));
  const course: Course = { ...target.course, title: titles.get('') ?? target.course.title, steps };
  return { ...target, course, step: steps.find(({ id }) => id === target.step.id) ?? target.step };
}

/** By the ids of the steps; that of the course by an empty one. */
function titlesIn(text: string): ReadonlyMap<string, string> | null {
  try {
    const { title, steps }: { title?: unknown; steps?: unknown } = Object(JSON.parse(text));
    const all: readonly unknown[] = [{ id: '', title }, ...(Array.isArray(steps) ? steps : [])];
    return new Map(all.flatMap(titleOf));
  } catch {
    return null;
  }
}

function titleOf(step: unknown): readonly (readonly [string, string])[] {
  const { id, title }: { id?: unknown; title?: unknown } = Object(step);
  return typeof id === 'string' && typeof title === 'string' && title.trim() !== '' ? [[id, title]] : [];
}
