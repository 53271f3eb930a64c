import { CodedError, type Message } from '../contract/codes';
import type { Limits } from '../contract/limits';
import type { Engine } from '../engine/client/engine';
import { type Check, checksOf, isFatal } from '../sandbox/checks';
import type { Sandbox } from '../sandbox/sandbox';

/**
 * Checks that a sandbox has the requested limits, by the facts that its grader has read from inside before any job. An engine may drop a
 * limit silently (docs/engine-traps.md, "Limits are dropped silently"). Limits that protect the machine and others are required; for the
 * others there is a note, once.
 */
export class Trust {
  readonly #noted = new WeakMap<Engine, Set<string>>();

  /**
   * @returns notes on missing limits, each once for an engine.
   * @throws CodedError `limits-missing` {guards} when nothing may run in this sandbox.
   */
  judge(engine: Engine, { ready, users }: Pick<Sandbox, 'ready' | 'users'>, limits: Limits): readonly Message[] {
    const missing = checksOf(ready.facts, limits, users).filter(({ ok }) => !ok);
    const fatal = missing.filter(isFatal).map(({ guard }) => guard);
    if (fatal.length > 0) throw new CodedError('limits-missing', { guards: fatal.join(', ') });
    const noted = this.#noted.get(engine) ?? new Set<string>();
    this.#noted.set(engine, noted);
    const news = causesOf(missing).filter(({ guard }) => !noted.has(guard));
    for (const { guard } of news) noted.add(guard);
    return news.map(noteOf);
  }
}

/** Without any filter no call is refused either: one note says both. */
function causesOf(missing: readonly Check[]): readonly Check[] {
  const unfiltered = missing.some(({ guard }) => guard === 'seccomp');
  return missing.filter(({ guard }) => guard !== 'calls' || !unfiltered);
}

function noteOf({ guard, found, wanted }: Check): Message {
  return { code: 'limit-not-kept', args: { guard, found, wanted } };
}
