import path from 'node:path';
import { utf8 } from '../../contract/decode';
import { faultOf } from '../../contract/outcomes';
import type { Verdict } from '../../contract/verdict';
import { readWhole } from '../../course/files/disk';
import type { Disposable } from '../base/api';
import type { RunNews, RunNewsSource } from '../base/run-news';
import type { Target } from '../base/target';
import { finalStateOf } from './state';

/** Failures of one test, one run after the other, after which a hint is offered. */
const ENOUGH = 2;
const TEXT_BYTES = 1024 * 1024;

/**
 * Counts how often each test has failed since it passed last, for the life of the window: a learner who fails one twice is offered a hint.
 * Before that a hint can be asked for, and nothing suggests it.
 */
export class HintOffers implements Disposable {
  /** By step of a learner's folder, then by test. */
  readonly #failures = new Map<string, Map<string, number>>();
  readonly #listener: Disposable;

  constructor(
    service: RunNewsSource,
    /** How many hints of the step are open. */
    private readonly open: (target: Target) => number,
  ) {
    this.#listener = service.onNews((news) => this.#take(news));
  }

  /** How many runs have found this test failing, since one found it passing. */
  failures(target: Target, test: string): number {
    return this.#failures.get(keyOf(target))?.get(test) ?? 0;
  }

  /** Whether a hint is offered, and there is one that is not open yet. */
  async isOffered(target: Target): Promise<boolean> {
    const counts = [...(this.#failures.get(keyOf(target))?.values() ?? [])];
    return counts.some((count) => count >= ENOUGH) && (await this.#hasMore(target));
  }

  /** For a run that begins now: whether a hint is offered with one more failure of a test. */
  during(target: Target): (test: string) => boolean {
    let more = false;
    void this.#hasMore(target).then((has) => {
      more = has;
    });
    return (test) => more && this.failures(target, test) + 1 >= ENOUGH;
  }

  dispose(): void {
    this.#listener.dispose();
  }

  async #hasMore(target: Target): Promise<boolean> {
    return target.alone !== true && this.open(target) < (await hintsIn(target));
  }

  #take(news: RunNews): void {
    if (news.kind !== 'finished' || faultOf(news.result.verdict) === 'engine') return;
    const key = keyOf(news.target);
    const counts = this.#failures.get(key) ?? new Map<string, number>();
    this.#failures.set(key, counts);
    for (const test of news.result.verdict.tests) count(counts, test, news.result.verdict);
  }
}

function count(counts: Map<string, number>, test: Verdict['tests'][number], verdict: Verdict): void {
  const state = finalStateOf(test, verdict);
  if (state === 'passed') counts.delete(test.id);
  else if (state !== 'skipped') counts.set(test.id, (counts.get(test.id) ?? 0) + 1);
}

/** The headings `## …` outside of blocks of code. The page of the task reads the text itself. */
async function hintsIn({ course, step }: Target): Promise<number> {
  const file = path.join(course.directory, step.folder, 'hints.md');
  const bytes = await readWhole(file, TEXT_BYTES).catch(() => null);
  const text = (bytes === null ? null : utf8(bytes)) ?? '';
  return text.replace(/^(```+|~~~+)[\s\S]*?^\1/gm, '').match(/^## /gm)?.length ?? 0;
}

function keyOf({ root, course, step }: Target): string {
  return `${root}\n${course.id}/${step.id}`;
}
