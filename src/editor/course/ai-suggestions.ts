import path from 'node:path';
import { readWithoutAi, writeWithoutAi } from '../../course/progress/choices';
import { stepCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import { plainMessage } from '../base/escape-ui';
import { isSame } from '../base/target';
import { tellNoCourse } from './no-course';
import type { Targets } from './targets';

/** What switches the suggestions of every assistant off. Older editors do not know the first one. */
const OFF: Readonly<Record<string, boolean>> = {
  'chat.disableAIFeatures': true,
  'editor.inlineSuggest.enabled': false,
};
/** True where the learner has chosen to work without suggestions. */
const WITHOUT_AI = 'codealong.withoutAi';
const SHOWN_MS = 10_000;

/**
 * *Learn Without AI Suggestions*: two settings of the editor, in the settings of the learner's folder and nowhere else. The choice itself
 * is kept beside the progress, because such a setting has got lost by itself.
 */
export class AiSuggestions {
  #hasTold = false;

  constructor(
    private readonly api: Api,
    private readonly targets: Pick<Targets, 'meant' | 'withoutFile'>,
  ) {}

  /** Asks while a course is begun. Whoever goes away keeps their editor as it is. @throws CodedError `progress-unwritable` */
  async ask(root: string): Promise<void> {
    const { question, usual, usualDetail, without, withoutDetail } = stepCatalogue.ai;
    const items = [
      { label: usual, detail: usualDetail },
      { label: without, detail: withoutDetail },
    ];
    const answer = await this.api.window.showQuickPick(items, { title: 'CodeAlong', placeHolder: question });
    if (answer?.label === without) await writeWithoutAi(root, { applied: false });
  }

  /** `codealong.learnWithoutAi` @throws CodedError `progress-unwritable` */
  async switchOff(given?: unknown): Promise<void> {
    const root = await this.#root(given);
    if (root === null) return;
    await writeWithoutAi(root, { applied: true });
    this.#tellEditor(true);
    if (await this.#write(root, OFF)) void this.api.window.showInformationMessage(stepCatalogue.ai.off);
  }

  /** `codealong.learnWithAi`: takes back what `switchOff` has written, and nothing else. @throws CodedError `progress-unwritable` */
  async switchOn(given?: unknown): Promise<void> {
    const root = await this.#root(given);
    if (root === null) return;
    await writeWithoutAi(root, null);
    this.#tellEditor(false);
    const nothing = Object.fromEntries(this.#ours(root).map((name) => [name, undefined]));
    if (await this.#write(root, nothing)) void this.api.window.showInformationMessage(stepCatalogue.ai.on);
  }

  /**
   * Looks at a folder as its window starts: a setting that was lost since the choice is written again, which is said
   * in passing. Where it cannot be written, the way to a window of its own is shown, once.
   */
  async keep(root: string): Promise<void> {
    const choice = await readWithoutAi(root);
    if (choice === null) return;
    if (!this.#isAlone(root)) return this.#tellOnce(root);
    this.#tellEditor(true);
    const ours = this.#ours(root);
    const lost = Object.entries(OFF).filter(([name]) => this.#isKnown(name) && !ours.includes(name));
    if (lost.length === 0) return;
    if (!(await this.#write(root, Object.fromEntries(lost)))) return;
    if (choice.applied) this.api.window.setStatusBarMessage(stepCatalogue.ai.again, SHOWN_MS);
    else await writeWithoutAi(root, { applied: true });
  }

  /** The folder that is meant. Its settings can be written only where it is the one folder of the window. */
  async #root(given: unknown): Promise<string | null> {
    const target = await this.targets.meant(given);
    if (target === null || target.alone) {
      await tellNoCourse(this.api, this.targets, target);
      return null;
    }
    if (this.#isAlone(target.root)) return target.root;
    await this.#offerAlone(target.root, stepCatalogue.ai.openAlone);
    return null;
  }

  /** A choice that cannot count in this window must not seem to. */
  #tellOnce(root: string): void {
    if (this.#hasTold) return;
    this.#hasTold = true;
    // Not awaited: the message may stay open for long.
    void this.#offerAlone(root, stepCatalogue.ai.onlyAlone);
  }

  async #offerAlone(root: string, text: (folder: string) => string): Promise<void> {
    const { open } = stepCatalogue.ai;
    const answer = await this.api.window.showInformationMessage(plainMessage(text(path.basename(root))), open);
    const uri = this.api.Uri.file(root);
    if (answer === open) await this.api.commands.executeCommand('vscode.openFolder', uri, { forceNewWindow: true });
  }

  #isAlone(root: string): boolean {
    const { workspaceFolders: [only, ...others] = [], workspaceFile } = this.api.workspace;
    return only !== undefined && others.length === 0 && workspaceFile === undefined && isSame(only.uri.fsPath, root);
  }

  /** The settings of this folder that say what we write. */
  #ours(root: string): readonly string[] {
    const settings = this.#settings(root);
    return Object.keys(OFF).filter((name) => settings.inspect(name)?.workspaceValue === OFF[name]);
  }

  #isKnown(name: string): boolean {
    return this.api.workspace.getConfiguration().inspect(name)?.defaultValue !== undefined;
  }

  /** False, once the person has been told, when the editor cannot change the file: it is read-only, no JSON, or not saved. */
  async #write(root: string, values: Readonly<Record<string, boolean | undefined>>): Promise<boolean> {
    const settings = this.#settings(root);
    try {
      for (const [name, value] of Object.entries(values))
        if (this.#isKnown(name)) await settings.update(name, value, this.api.ConfigurationTarget.Workspace);
      return true;
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      void this.api.window.showWarningMessage(plainMessage(stepCatalogue.ai.unwritable(said)));
      return false;
    }
  }

  #settings(root: string) {
    return this.api.workspace.getConfiguration(undefined, this.api.Uri.file(root));
  }

  #tellEditor(without: boolean): void {
    void this.api.commands.executeCommand('setContext', WITHOUT_AI, without);
  }
}
