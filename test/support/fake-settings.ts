import { FakeEmitter } from './fake-editor';

/** The settings of a fake window: what they say, those of its folder apart, and the news of a change. */
export class FakeSettings {
  readonly values = new Map<string, unknown>();
  /** What the settings of the open folder say. */
  readonly ofFolder = new Map<string, unknown>();
  /** Why the file of the folder cannot be written; null where it can. */
  refuses: string | null = null;
  /** The settings that this editor has, with their defaults. */
  known: Readonly<Record<string, unknown>> = {};
  readonly #changed = new FakeEmitter<unknown>();
  readonly onDidChange = this.#changed.event;

  set(setting: string, value: unknown): void {
    this.values.set(setting, value);
    this.#changed.fire({
      affectsConfiguration: (name: string) => setting === name || setting.startsWith(`${name}.`),
    });
  }

  /** What the editor gives for its settings, whichever section is asked for. */
  readonly get = () => ({
    get: (name: string, otherwise: unknown) => this.values.get(name) ?? otherwise,
    inspect: (name: string) => ({ defaultValue: this.known[name], workspaceValue: this.ofFolder.get(name) }),
    update: async (name: string, value: unknown, target: number) => {
      if (this.refuses !== null) throw new Error(this.refuses);
      if (target !== WORKSPACE) throw new Error('not the settings of the folder');
      if (value === undefined) this.ofFolder.delete(name);
      else this.ofFolder.set(name, value);
    },
  });
}

const WORKSPACE = 2;
