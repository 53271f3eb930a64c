import type { QuickPickItem } from 'vscode';
import type { Course, Step } from '../../course/format/format';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import { plainLabel } from '../base/escape-ui';

/** Questions with lists. Every answer may be null: the person went away. */
export class Pickers {
  constructor(private readonly api: Api) {}

  async course(courses: readonly Course[], question: string): Promise<Course | null> {
    const items = courses.map((course) => ({
      label: plainLabel(course.title),
      detail: plainLabel(editorCatalogue.questions.steps(course.steps.map(({ title }) => title))),
      course,
    }));
    return (await this.#pick(items, question))?.course ?? null;
  }

  async step({ steps }: Course, question: string): Promise<Step | null> {
    const items = steps.map((step) => ({
      label: `${step.number}. ${plainLabel(step.title)}`,
      step,
    }));
    return (await this.#pick(items, question))?.step ?? null;
  }

  async #pick<T extends QuickPickItem>(items: readonly T[], question: string): Promise<T | null> {
    const options = { title: 'CodeAlong', placeHolder: question, matchOnDetail: true };
    return (await this.api.window.showQuickPick(items, options)) ?? null;
  }
}
