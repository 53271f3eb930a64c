import { nullIfCoded } from '../../contract/codes';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import type { Target } from '../base/target';
import { programDocument, type Targets } from '../course/targets';
import { STAYS_MS } from './timing';

/** Makes a sandbox ahead, in the background, while a file of a course is active. */
export class WarmUp implements Disposable {
  readonly #disposables = new DisposableStore();
  #timer: NodeJS.Timeout | null = null;
  #over = false;

  constructor(
    private readonly api: Api,
    private readonly targets: Pick<Targets, 'of' | 'onDidChange'>,
    /** Never rejects. */
    private readonly warm: (target: Target) => Promise<void>,
    private readonly staysMs: number = STAYS_MS,
  ) {
    this.#disposables.add(api.window.onDidChangeActiveTextEditor(() => this.#soon()));
    this.#disposables.add(targets.onDidChange(() => this.#soon()));
  }

  dispose(): void {
    this.#over = true;
    this.#stop();
    this.#disposables.dispose();
  }

  #soon(): void {
    this.#stop();
    if (!this.#over) this.#timer = setTimeout(() => void this.#look(), this.staysMs);
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const document = programDocument(this.api.window.activeTextEditor);
    if (document?.uri.scheme !== 'file') return;
    const target = await this.targets.of(document.uri.fsPath).catch(nullIfCoded);
    if (target !== null && !this.#over) await this.warm(target);
  }
}
