import type { CancellationToken, Progress } from 'vscode';
import { CodedError } from '../../contract/codes';
import type { Diagnosis } from '../../doctor/diagnosis';
import type { Doctor } from '../../doctor/doctor';
import { summaryOf } from '../../doctor/render';
import { SETUP, STAGES } from '../../results/texts/doctor-headings';
import type { Api, Disposable } from '../api';
import type { SetupDocument } from './setup-document';

/** `codealong.checkSetup`: the doctor's findings as a document that can be read and copied. Needs neither course nor Docker. */
export class CheckSetup implements Disposable {
  readonly #closed = new AbortController();
  #running: Promise<void> | null = null;

  constructor(
    private readonly api: Api,
    /** Made at the first check: nothing slow happens before. */
    private readonly doctor: () => Promise<Pick<Doctor, 'examine'>>,
    private readonly document: Pick<SetupDocument, 'show' | 'copy'>,
  ) {}

  /** Asked twice, it checks once. Resolves when the findings are shown, or the check was cancelled. */
  run(): Promise<void> {
    this.#running ??= this.#check().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** What still goes on is cancelled. */
  dispose(): void {
    this.#closed.abort();
  }

  async #check(): Promise<void> {
    const options = { location: this.api.ProgressLocation.Notification, title: SETUP.title, cancellable: true };
    const diagnosis = await this.api.window.withProgress(options, (progress, token) => this.#examine(progress, token));
    if (diagnosis === null) return;
    await this.document.show(diagnosis);
    void this.#tell(diagnosis);
  }

  /** Null when it was cancelled. */
  async #examine(progress: Progress<{ message?: string }>, token: CancellationToken): Promise<Diagnosis | null> {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const signal = AbortSignal.any([controller.signal, this.#closed.signal]);
    const onStage = (stage: keyof typeof STAGES) => progress.report({ message: STAGES[stage] });
    try {
      return await (await this.doctor()).examine({ build: false, onStage, signal });
    } catch (error) {
      if (error instanceof CodedError && error.code === 'cancelled') return null;
      throw error;
    }
  }

  /** Waits for nobody: the message may stay as long as it likes. */
  async #tell(diagnosis: Diagnosis): Promise<void> {
    const { window } = this.api;
    const text = summaryOf(diagnosis);
    const shown = diagnosis.ending === 'sound' ? window.showInformationMessage : window.showWarningMessage;
    if ((await shown(text, SETUP.copy)) === SETUP.copy) await this.document.copy();
  }
}
