import { CodedError, type Message } from '../contract/codes';
import type { SandboxFacts } from '../contract/facts';
import type { Limits } from '../contract/limits';
import type { Engine } from '../engine/client/engine';
import { type Check, checksOf, isFatal } from '../sandbox/checks';

/**
 * Whether a sandbox keeps the limits that its engine was asked for, by what its grader read from inside before any job. An engine may
 * drop one (docs/engine-traps.md, "Limits are dropped silently"): what protects the machine and others is insisted on, the rest is told once.
 */
export class Trust {
  readonly #told = new WeakMap<Engine, Set<string>>();

  /**
   * @returns notes on what is missing, each once for an engine.
   * @throws CodedError `limits-missing` {guards} when nothing may run in this sandbox.
   */
  judge(engine: Engine, facts: SandboxFacts, limits: Limits): readonly Message[] {
    const missing = checksOf(facts, limits).filter(({ ok }) => !ok);
    const fatal = missing.filter(isFatal).map(({ guard }) => guard);
    if (fatal.length > 0) throw new CodedError('limits-missing', { guards: fatal.join(', ') });
    const told = this.#told.get(engine) ?? new Set<string>();
    this.#told.set(engine, told);
    const news = missing.filter(({ guard }) => !told.has(guard));
    for (const { guard } of news) told.add(guard);
    return news.map(noteOf);
  }
}

function noteOf({ guard, found, wanted }: Check): Message {
  return { code: 'limit-not-kept', args: { guard, found, wanted } };
}
