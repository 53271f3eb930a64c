import { escapeLine } from '../contract/escape-text';

/** The number of our scope. The debugger's own begin at 1, and what it says is kept below 2^31. */
const REFERENCE = 2 ** 31 - 1;
/** Lines that are shown of what was said before. */
const SHOWN = 12;

/** "The test": what the suite has said to the program, beside the program's own variables. */
export class TalkScope {
  constructor(
    /** Grows while the run goes on. */
    private readonly talk: readonly string[],
    private readonly name: string,
  ) {}

  has(given: Readonly<Record<string, unknown>> | undefined): boolean {
    return given?.variablesReference === REFERENCE;
  }

  /** The program's scopes and this one. */
  added(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const own = { name: this.name, variablesReference: REFERENCE, expensive: false };
    return { scopes: [...(Array.isArray(body.scopes) ? body.scopes : []), own] };
  }

  /** The last thing first. */
  variables(): Readonly<Record<string, unknown>> {
    const last = this.talk.slice(-SHOWN).reverse();
    const variables = last.map((said, at) => ({
      name: String(at + 1),
      value: escapeLine(said),
      variablesReference: 0,
    }));
    return { variables };
  }
}
