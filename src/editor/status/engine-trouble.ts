import { setTimeout as sleep } from 'node:timers/promises';
import type { Code } from '../../contract/codes';
import { OUTCOMES } from '../../contract/outcomes';
import type { Verdict } from '../../contract/verdict';
import { textOf } from '../../results/texts';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { COMMANDS } from '../base/commands';
import { plainMessage } from '../base/escape-ui';
import type { RunNews, RunNewsSource } from '../base/run-news';
import type { Target } from '../base/target';

const INSTALL = 'https://docs.docker.com/get-docker/';

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
  readonly #disposables = new DisposableStore();
  /** Roots where something runs. */
  readonly #busy = new Set<string>();
  #open: Open | null = null;

  constructor(
    private readonly api: Api,
    service: RunNewsSource,
    private readonly actions: EngineActions,
  ) {
    this.#disposables.add(service.onNews((news) => this.#take(news)));
  }

  dispose(): void {
    this.#forget();
    this.#disposables.dispose();
  }

  #take(news: RunNews): void {
    if (news.kind === 'started') this.#busy.add(news.target.root);
    else if (news.kind === 'finished') this.#finished(news.target, news.result.verdict);
    else if (news.kind === 'crashed') this.#busy.delete(news.target.root);
    // A build, an event or a verdict means that the engine is there.
    else this.#settled();
  }

  #finished(target: Target, verdict: Verdict): void {
    this.#busy.delete(target.root);
    const trouble = troubleOf(verdict);
    // Any other ending may have come before the run needed the engine.
    if (trouble !== null) this.#came(trouble, target);
  }

  /** Never a second item for the same trouble. */
  #came(trouble: Trouble, target: Target): void {
    if (this.#open !== null && isSame(this.#open.trouble, trouble)) {
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
    const { buttons, commands } = editorCatalogue;
    const { executeCommand } = this.api.commands;
    const aside = new Map<string, () => unknown>([
      [commands.checkSetup, () => executeCommand(COMMANDS.checkSetup.id)],
      [buttons.showLog, () => this.actions.showLog()],
    ]);
    if (open.trouble.code === 'engine-not-found')
      aside.set(buttons.installDocker, () => executeCommand('vscode.open', INSTALL));
    for (;;) {
      const answer = await this.api.window.showErrorMessage(open.trouble.text, buttons.retry, ...aside.keys());
      // The item may be gone or replaced by now. Then only "Retry" counts.
      const act = aside.get(answer ?? '');
      void act?.();
      if (act !== undefined && this.#open === open) continue;
      if (this.#open === open) this.#forget();
      if (answer === buttons.retry) await this.actions.retry(open.target);
      return;
    }
  }

  /** Leaves a run alone that the learner has started meanwhile. Docker answers: a run that fails in another way has another trouble. */
  async #goOn(open: Open): Promise<void> {
    if (this.#busy.has(open.target.root)) return;
    const before = open.times;
    await this.actions.retry(open.target);
    if (this.#open === open && open.times === before) this.#settled();
  }

  /** The trouble is over. The editor cannot close one message, only hide all toasts. */
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

/** Why nothing could be run, for the one item that says so. */
export interface Trouble {
  readonly code: Code;
  readonly text: string;
  /** Whether it may end by itself, when the person starts the engine. */
  readonly maySettle: boolean;
}

/** A code may stand for several reasons, each with its own advice. */
function isSame(one: Trouble, other: Trouble): boolean {
  return one.code === other.code && one.text === other.text;
}

/** Problems with addresses that the user has set. Waiting does not solve them, and a machine may lock out who asks it again and again. */
const SETTINGS: ReadonlySet<Code> = new Set([
  'engine-bad-address',
  'engine-ssh',
  'engine-tls',
  'engine-bad-certificate',
]);

/** The trouble with engine or image that a run ended with; null for every other ending. */
export function troubleOf({ outcome, reason, headline }: Verdict): Trouble | null {
  const image = reason === 'image-missing' || reason === 'image-build-failed';
  if (headline === null) return null;
  const set = SETTINGS.has(headline.code);
  const maySettle = OUTCOMES[outcome].maySettle && !set;
  if (!(maySettle || image || set)) return null;
  const { title, advice } = textOf(headline);
  const text = [title, advice, maySettle ? editorCatalogue.news.askingDocker : undefined]
    .filter((part) => part !== undefined)
    .join(' ');
  return { code: headline.code, text: plainMessage(text), maySettle };
}

export interface AskAgain {
  /** Whether the engine answers. May take its time or fail: it is given `ANSWER_MS`. */
  readonly ask: () => Promise<boolean>;
  /** Milliseconds between two questions, at first. */
  readonly everyMs: number;
}

const ANSWER_MS = 5_000;
const WAIT_MAX_MS = 60_000;

/**
 * Asks until the signal aborts, and acts each time that the engine answers. An engine that answers and then fails the run after all
 * is given longer and longer pauses, so that runs never follow each other without end. Never rejects.
 */
export async function askUntilAnswered(
  { ask, everyMs }: AskAgain,
  act: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let pause = everyMs;
  while (await paused(pause, signal)) {
    if (!(await answers(ask, signal)) || signal.aborted) continue;
    pause = Math.min(pause * 2, WAIT_MAX_MS);
    // The run itself has reported its failure.
    await act().catch(() => undefined);
  }
}

/** False when the signal has aborted. */
async function paused(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal, ref: false }).catch(() => false);
}

async function answers(ask: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  const deadline = new AbortController();
  const late = paused(ANSWER_MS, AbortSignal.any([signal, deadline.signal])).then(() => false);
  try {
    return await Promise.race([ask().catch(() => false), late]);
  } finally {
    deadline.abort();
  }
}
