import type { Memento } from 'vscode';

/** Which course and step a file outside any course was given. Ids. */
export interface Given {
  readonly course: string;
  readonly step: string;
}

const KEY = 'codealong.rememberedFiles';
/** Files that are remembered at most; the oldest is forgotten first. */
const FILES_MAX = 200;

/** Kept by the editor for this workspace: nothing is written into a stranger's project. */
export class Remembered {
  constructor(private readonly memento: Memento) {}

  /** `file` is absolute. */
  get(file: string): Given | null {
    return this.#all().find(([name]) => name === file)?.[1] ?? null;
  }

  /** The one first that was set last. */
  files(): readonly string[] {
    return this.#all()
      .map(([name]) => name)
      .reverse();
  }

  async set(file: string, { course, step }: Given): Promise<void> {
    const others = this.#all().filter(([name]) => name !== file);
    await this.memento.update(KEY, [...others, [file, { course, step }]].slice(-FILES_MAX));
  }

  /** Another version of ours may have written something else there. */
  #all(): readonly (readonly [string, Given])[] {
    const stored = this.memento.get<unknown>(KEY);
    return Array.isArray(stored) ? stored.flatMap((one) => entry(one)) : [];
  }
}

function entry(stored: unknown): readonly (readonly [string, Given])[] {
  if (!Array.isArray(stored)) return [];
  const [file, given]: readonly unknown[] = stored;
  return typeof file === 'string' && isGiven(given) ? [[file, given]] : [];
}

function isGiven(value: unknown): value is Given {
  if (typeof value !== 'object' || value === null || !('course' in value) || !('step' in value)) return false;
  return typeof value.course === 'string' && typeof value.step === 'string';
}
