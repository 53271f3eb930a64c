import type { CancellationToken, Progress } from 'vscode';
import { CodedError } from '../../contract/codes';
import type { ExamineOptions } from '../../doctor/doctor';
import type { Told } from '../../doctor/render-diagnosis';
import { catalogue } from '../../results/texts';
import type { Api, Disposable } from '../base/api';
import type { SetupDocument } from './setup-document';

/** `codealong.checkSetup`: the doctor's findings as a document that can be read and copied. Needs neither course nor Docker. */
export class CheckSetup implements Disposable {
  readonly #closed = new AbortController();
  #running: Promise<void> | null = null;

  constructor(
    private readonly api: Api,
    /** Loads the doctor: nothing slow happens before. */
    private readonly examine: (options: ExamineOptions) => Promise<Told>,
    private readonly document: Pick<SetupDocument, 'show' | 'copy'>,
  ) {}

  /** A second call joins the check that is under way. Resolves when the findings are shown, or the check was cancelled. */
  run(): Promise<void> {
    this.#running ??= this.#check().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Cancels a check that is under way. */
  dispose(): void {
    this.#closed.abort();
  }

  async #check(): Promise<void> {
    const options = {
      location: this.api.ProgressLocation.Notification,
      title: catalogue.setup.labels.title,
      cancellable: true,
    };
    const told = await this.api.window.withProgress(options, (progress, token) => this.#examine(progress, token));
    if (told === null) return;
    await this.document.show(told);
    void this.#tell(told);
  }

  /** Null when it was cancelled. */
  async #examine(progress: Progress<{ message?: string }>, token: CancellationToken): Promise<Told | null> {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const signal = AbortSignal.any([controller.signal, this.#closed.signal]);
    const onStage = (stage: keyof typeof catalogue.setup.stages) =>
      progress.report({ message: catalogue.setup.stages[stage] });
    try {
      return await this.examine({ build: false, onStage, signal });
    } catch (error) {
      if (error instanceof CodedError && error.code === 'cancelled') return null;
      throw error;
    }
  }

  /** Not awaited: the message may stay open for long. */
  async #tell({ sound, summary }: Told): Promise<void> {
    const { window } = this.api;
    const shown = sound ? window.showInformationMessage : window.showWarningMessage;
    if ((await shown(summary, catalogue.setup.labels.copy)) === catalogue.setup.labels.copy) await this.document.copy();
  }
}
