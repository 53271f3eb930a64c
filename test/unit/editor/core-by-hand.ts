import assert from 'node:assert/strict';
import type { Target } from '../../../src/editor/base/target';
import type { RunNews, RunObserver } from '../../../src/editor/run/run-news';
import { RunService } from '../../../src/editor/run/run-service';
import type { StepRequest, StepResult } from '../../../src/run/request';
import type { Runner } from '../../../src/run/runner';
import { FakeWindow } from '../../support/fake-window';
import { until } from '../../support/waiting';
import { collected, done, finished } from '../results/make';
import { judged, resultOf, targetOf, unrun } from './make';

export const GREEN = resultOf(judged(collected('a'), finished('a'), done(1)));
export const CANCELLED = resultOf(unrun({ code: 'cancelled', args: {} }));

/** A run that is under way in the core. */
export interface Under {
  readonly request: StepRequest;
  end(result: StepResult): void;
}

/** A run service whose core is the test itself, which ends each run by hand. */
export class CoreByHand {
  readonly window = new FakeWindow();
  readonly under: Under[] = [];
  /** The program and the kind of each piece of news. */
  readonly news: string[] = [];
  service: RunService;
  /** Why the core cannot be loaded. */
  fails: Error | null = null;

  constructor() {
    this.service = this.serve();
    this.service.onNews((one: RunNews) => void this.news.push(`${one.target.file.split('/').at(-1)} ${one.kind}`));
  }

  /** Another service on the same core, which gives up saving a file after so many milliseconds. */
  serve(savingMs?: number): RunService {
    const load = async () => {
      if (this.fails !== null) throw this.fails;
      return { run: (request: StepRequest) => this.#run(request) } as unknown as Runner;
    };
    return new RunService(this.window.api, load, savingMs);
  }

  /** The result of a run; rejects for a defect. */
  async resultOfRun(target: Target, signal = new AbortController().signal): Promise<StepResult> {
    const ends: StepResult[] = [];
    const observer: RunObserver = (one) => {
      if (one.kind === 'finished' || one.kind === 'replaced') ends.push(one.result);
    };
    await this.service.run(target, observer, signal);
    const [end, ...others] = ends;
    assert.ok(end !== undefined && others.length === 0, 'the end is told once');
    return end;
  }

  async started(target: Target = targetOf(), signal = new AbortController().signal) {
    const before = this.under.length;
    const result = this.resultOfRun(target, signal);
    await until(() => this.under.length > before);
    const mine = this.under[before];
    assert.ok(mine, 'the core was asked');
    return { result, mine };
  }

  /** Ends as cancelled when it is cancelled, as the real one does. */
  #run(request: StepRequest): Promise<StepResult> {
    return new Promise((end) => {
      this.under.push({ request, end });
      request.signal?.addEventListener('abort', () => end(CANCELLED));
    });
  }
}
