import type { Uri } from 'vscode';
import { runtimeTitle } from '../../contract/runtime';
import { editorCatalogue, stepCatalogue } from '../../results/texts/editor-catalogue';
import type { Runner } from '../../run/runner';
import type { RuntimeOffer } from '../../run/runtimes';
import type { Api } from '../base/api';
import { COMMANDS } from '../base/commands';
import { plainMessage } from '../base/escape-ui';
import type { Target } from '../base/target';
import type { CourseWorkspace } from '../course/course-workspace';
import type { Journey } from '../course/journey';
import { tellNoCourse } from '../course/no-course';
import type { Targets } from '../course/targets';

/** `codealong.chooseRuntime`: the learner says in which version of its language their program runs, from now on. */
export class ChooseRuntime {
  constructor(
    private readonly api: Api,
    private readonly targets: Pick<Targets, 'meant' | 'withoutFile'>,
    private readonly workspace: Pick<CourseWorkspace, 'learnerFolder'>,
    private readonly journey: Pick<Journey, 'workIn'>,
    private readonly runner: () => Promise<Pick<Runner, 'offers' | 'imageOfSetting'>>,
  ) {}

  /**
   * @param given a file of the learner's folder; else the active editor counts
   * @param wanted the id of a runtime, for a button that names one: then the tests are run in it at once
   * @throws CodedError
   */
  async run(given?: unknown, wanted?: unknown): Promise<void> {
    const target = await this.targets.meant(given);
    const folder = target === null ? null : await this.workspace.learnerFolder(target.root);
    if (target === null || folder === null) return tellNoCourse(this.api, this.targets, target);
    const runner = await this.runner();
    if (runner.imageOfSetting !== null) return this.#tellOfSetting(runner.imageOfSetting);
    const offers = await runner.offers(folder.course);
    const present = folder.runtime ?? null;
    const named = offers.find(({ runtime }) => runtime.id === wanted);
    const chosen = named ?? (await this.#ask(offers, present));
    if (chosen === undefined) return;
    await this.journey.workIn(folder, chosen.runtime.id);
    if (named === undefined) this.#tell(target, chosen, present);
    else await this.#runTests(target);
  }

  async #ask(offers: readonly RuntimeOffer[], present: string | null): Promise<RuntimeOffer | undefined> {
    const { question, here, built, now } = stepCatalogue.runtime;
    const items = offers.map((offer) => ({
      label: offer.runtime.title,
      description: offer.runtime.id === present ? now : '',
      detail: offer.isThere ? here : built,
      offer,
    }));
    return (await this.api.window.showQuickPick(items, { title: 'CodeAlong', placeHolder: question }))?.offer;
  }

  /** No choice changes what programs run in. */
  #tellOfSetting(image: string): void {
    void this.api.window.showInformationMessage(plainMessage(editorCatalogue.news.imageOfSetting(image)));
  }

  /** Does not wait for the answer: the message may stay open for long. */
  #tell(target: Target, { runtime }: RuntimeOffer, before: string | null): void {
    const { chosen, again } = stepCatalogue.runtime;
    const { id, title } = runtime;
    const passed = before === null || before === id || (target.done?.size ?? 0) === 0;
    const text = passed ? chosen(title) : `${chosen(title)} ${again(runtimeTitle(before))}`;
    const button = COMMANDS.runStepTests.title;
    void this.api.window.showInformationMessage(text, button).then((answer) => {
      if (answer === button) void this.#runTests(target);
    });
  }

  async #runTests({ file }: Target): Promise<void> {
    const uri: Uri = this.api.Uri.file(file);
    await this.api.commands.executeCommand(COMMANDS.runStepTests.id, uri);
  }
}
