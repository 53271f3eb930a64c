import { cp } from 'node:fs/promises';
import path from 'node:path';
import { Folder } from '../../support/folder';
import type { Place } from '../../ui/learner-window';
import type { WorkbenchOptions } from '../../ui/workbench';
import { type EndingSample, SPOKEN_COURSE, stepsBefore } from './ending-samples';

const DONE = { done_at: '2026-03-02T09:00:00.000Z', seed: 7 };

/** A course of our own, and learners' folders, each at a step whose run ends in one way. */
export class EndingPlace implements Place {
  private constructor(private readonly folder: Folder) {}

  static async make(samples: Readonly<Record<string, EndingSample>>): Promise<EndingPlace> {
    const folder = await Folder.make();
    for (const [name, text] of Object.entries(SPOKEN_COURSE)) await folder.write(`courses/spoken/${name}`, text);
    const place = new EndingPlace(folder);
    for (const [name, sample] of Object.entries(samples)) await place.#learner(name, sample);
    return place;
  }

  get root(): string {
    return this.folder.root;
  }

  get options(): WorkbenchOptions {
    return { settings: { 'codealong.courseFolders': [this.folder.path('courses')] } };
  }

  /** The learner's folder of a sample, absolute. */
  learner(name: string): string {
    return this.folder.path(slugOf(name));
  }

  /** Settings of that folder. */
  async settings(name: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
    await this.folder.write(path.join(slugOf(name), '.vscode', 'settings.json'), JSON.stringify(settings));
  }

  remove(): Promise<void> {
    return this.folder.remove();
  }

  async #learner(name: string, sample: EndingSample): Promise<void> {
    const { course, step, program, filesFrom } = sample;
    const steps = Object.fromEntries(stepsBefore(sample).map((id) => [id, DONE]));
    const progress = { format_version: 1, course, steps, current: step };
    await this.folder.write(`${slugOf(name)}/.codealong/progress.json`, JSON.stringify(progress));
    if (filesFrom !== undefined) await cp(filesFrom, this.learner(name), { recursive: true });
    await this.folder.write(`${slugOf(name)}/main.py`, program);
  }
}

/** A name as part of a file's name. */
export function slugOf(name: string): string {
  return name.replace(/\W+/g, '-').replace(/-$/, '').toLowerCase();
}
