import type { Verdict } from '../../contract/verdict';
import type { Api, Disposable } from '../base/api';
import { Owned } from '../base/disposable-store';
import type { Target } from '../base/target';
import type { RunNews, RunService } from '../run/run-service';
import { type AskAgain, askUntilAnswered } from './ask-again';
import { type Trouble, troubleOf } from './trouble';

const RETRY = 'Retry';
const CHECK_SETUP = 'Check My Setup';
const SHOW_LOG = 'Show Log';

export interface EngineActions extends AskAgain {
  /** Runs the step again; resolves when that run has ended. */
  readonly retry: (target: Target) => Promise<void>;
  readonly showLog: () => void;
}

/** The trouble that is on the screen. */
interface Open {
  readonly trouble: Trouble;
  /** The newest run that came to it. */
  target: Target;
  /** How many runs have come to it. */
  times: number;
  readonly controller: AbortController;
}

/** Docker or its image is missing: says so once, and goes on by itself when Docker is there. */
export class EngineTrouble implements Disposable {
  readonly #owned = new Owned();
  /** Roots where something runs. */
  readonly #busy = new Set<string>();
  #open: Open | null = null;

  constructor(
    private readonly api: Api,
    service: Pick<RunService, 'onNews'>,
    private readonly actions: EngineActions,
  ) {
    this.#owned.add(service.onNews((news) => this.#take(news)));
  }

  dispose(): void {
    this.#forget();
    this.#owned.dispose();
  }

  #take(news: RunNews): void {
    if (news.kind === 'started') this.#busy.add(news.target.root);
    else if (news.kind === 'finished') this.#finished(news.target, news.result.verdict);
    else if (news.kind === 'crashed') this.#busy.delete(news.target.root);
    // Whoever builds, runs or judges has an engine.
    else this.#settled();
  }

  #finished(target: Target, verdict: Verdict): void {
    this.#busy.delete(target.root);
    const trouble = troubleOf(verdict);
    // Any other ending may have come before the engine was asked at all.
    if (trouble !== null) this.#came(trouble, target);
  }

  /** Never a second item for the same trouble. */
  #came(trouble: Trouble, target: Target): void {
    if (this.#open?.trouble.code === trouble.code) {
      this.#open.target = target;
      this.#open.times += 1;
      return;
    }
    this.#settled();
    const open = { trouble, target, times: 1, controller: new AbortController() };
    this.#open = open;
    void this.#say(open);
    if (trouble.maySettle) void askUntilAnswered(this.actions, () => this.#goOn(open), open.controller.signal);
  }

  async #say(open: Open): Promise<void> {
    for (;;) {
      const answer = await this.api.window.showErrorMessage(open.trouble.text, RETRY, CHECK_SETUP, SHOW_LOG);
      // An item that is gone already, or that was replaced: its answer means nothing but a wish to run.
      if (answer === SHOW_LOG) this.actions.showLog();
      if (answer === CHECK_SETUP) void this.api.commands.executeCommand('codealong.checkSetup');
      if ((answer === SHOW_LOG || answer === CHECK_SETUP) && this.#open === open) continue;
      if (this.#open === open) this.#forget();
      if (answer === RETRY) await this.actions.retry(open.target);
      return;
    }
  }

  /** A run that the learner has started meanwhile will tell by itself. Docker answers: a run that ends otherwise has other trouble. */
  async #goOn(open: Open): Promise<void> {
    if (this.#busy.has(open.target.root)) return;
    const before = open.times;
    await this.actions.retry(open.target);
    if (this.#open === open && open.times === before) this.#settled();
  }

  /** The item has no more to say. An editor cannot take back one message, only put the messages out of the way. */
  #settled(): void {
    if (this.#open === null) return;
    this.#forget();
    void this.api.commands.executeCommand('notifications.hideToasts');
  }

  #forget(): void {
    this.#open?.controller.abort();
    this.#open = null;
  }
}
