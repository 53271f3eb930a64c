/** What Python 3.12 or later reads in a line that an earlier one does not. */
export interface LineFindings {
  /** A field of an f-string holds what only Python 3.12 takes there, and is whole, or goes on in the next line. */
  readonly freeField: boolean;
  /** A template string, as in `t"…"`. */
  readonly template: boolean;
  /** Whether there is any f-string at all. */
  readonly anyField: boolean;
}

/** Reads the strings of one line as Python 3.12 does. Never throws; a line that Python 3.12 cannot read either has no free field. */
export function fieldsOfStrings(line: string): LineFindings {
  const reader = new LineReader(line);
  const end = reader.code(0, null, 0);
  return { freeField: end !== WRONG && reader.free, template: reader.template, anyField: reader.any };
}

/** Results beside an offset: not Python 3.12 either, or going on in the next line. */
const WRONG = -1;
const OPEN = -2;
/** No field of a person's program is nested deeper. */
const DEPTH_MAX = 20;

const STRING = /(?<prefix>[a-zA-Z]{0,2})(?<quote>"""|'''|"|')/y;
const WORD = /[\p{L}\p{N}_.]+/uy;
const OPERATORS = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else', 'for', 'await', 'lambda', 'yield', 'from']);
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Code that is being read: that of a field, or what is outside of all strings. */
interface Field {
  readonly from: number;
  readonly quote: string | null;
  readonly depth: number;
  /** The brackets that are still to be closed. */
  readonly open: string[];
  before: 'operator' | 'value' | 'string';
}

class LineReader {
  free = false;
  template = false;
  any = false;

  constructor(private readonly line: string) {}

  /** Code up to the brace that ends its field, or up to the end of the line. @param quote that of the string around it, null outside of strings */
  code(from: number, quote: string | null, depth: number): number {
    const field: Field = { from, quote, depth, open: [], before: 'operator' };
    let at = from;
    while (at < this.line.length) {
      const end = this.#end(at, field);
      if (end !== null) return end;
      at = this.#next(at, field);
      if (at < 0) return at;
    }
    return quote === null ? at : this.#goesOn(quote, field.before === 'operator');
  }

  /** Where the code ends, if it does here: at a comment, a brace or the colon of a format. */
  #end(at: number, { from, quote, depth, open, before }: Field): number | null {
    const sign = this.line[at];
    if (sign === '#') return this.#comment(quote);
    if (quote === null || open.length > 0) return null;
    if (sign === ':') return this.#format(at + 1, quote, depth);
    if (sign !== '}') return null;
    return before === 'operator' && !/[\w)\]'"] *= *$/.test(this.line.slice(from, at)) ? WRONG : at + 1;
  }

  #comment(quote: string | null): number {
    if (quote?.length !== 3) return quote === null ? this.line.length : WRONG;
    this.free = true;
    return OPEN;
  }

  #next(at: number, field: Field): number {
    const { quote, depth } = field;
    const sign = this.line[at] ?? '';
    const string = this.#match(STRING, at)?.groups;
    if (sign === ' ' || sign === '\t') return at + 1;
    if (string === undefined) return this.#word(at, sign, field);
    if (quote !== null && (field.before === 'value' || depth > DEPTH_MAX)) return WRONG;
    if (quote !== null && string.quote?.startsWith(quote)) this.free = true;
    field.before = 'string';
    return this.#string(at, string, quote !== null, depth);
  }

  /** A word, or any other sign. In a field, two values in a row are a mistake. */
  #word(at: number, sign: string, field: Field): number {
    const word = this.#match(WORD, at)?.[0];
    const value = word !== undefined && !OPERATORS.has(word);
    const wrong = (value && field.before !== 'operator' && !word.startsWith('.')) || !this.#bracket(sign, field.open);
    if (wrong && field.quote !== null) return WRONG;
    field.before = value || ')]}'.includes(sign) ? 'value' : 'operator';
    return at + (word?.length ?? 1);
  }

  /** A field that is open at the end of the line. In a string of one line, only Python 3.12 lets it go on, as people do after an operator. */
  #goesOn(quote: string, after: boolean): number {
    if (quote.length === 3) return OPEN;
    if (!after) return WRONG;
    this.free = true;
    return OPEN;
  }

  /** False for one that is out of place. */
  #bracket(sign: string, open: string[]): boolean {
    const closing = CLOSING[sign];
    if (closing !== undefined) open.push(closing);
    else if (')]}'.includes(sign)) return open.pop() === sign;
    return sign !== '\\';
  }

  /** A literal from its prefix on. @param nested whether it stands in a field */
  #string(
    from: number,
    { prefix = '', quote = '' }: Record<string, string | undefined>,
    nested: boolean,
    depth: number,
  ): number {
    if (/^(?:t|tr|rt)$/i.test(prefix)) this.template = true;
    const fields = /[ft]/i.test(prefix);
    if (fields) this.any = true;
    return this.#content(from + prefix.length + quote.length, quote, fields, nested, depth);
  }

  #content(from: number, quote: string, fields: boolean, nested: boolean, depth: number): number {
    let at = from;
    while (at < this.line.length) {
      const sign = this.line[at] ?? '';
      if (this.line.startsWith(quote, at)) return at + quote.length;
      if (sign === '\\') {
        if (nested) this.free = true;
        at += 2;
      } else if (fields && (sign === '{' || sign === '}')) {
        if (this.line[at + 1] === sign) at += 2;
        else if (sign === '}') return WRONG;
        else at = this.code(at + 1, quote, depth + 1);
        if (at < 0) return at;
      } else at += 1;
    }
    return quote.length === 3 ? OPEN : WRONG;
  }

  /** What stands behind the colon of a field, up to its brace. It may have fields of its own. */
  #format(from: number, quote: string, depth: number): number {
    let at = from;
    while (at < this.line.length) {
      if (this.line[at] === '}') return at + 1;
      if (this.line.startsWith(quote, at)) return WRONG;
      at = this.line[at] === '{' ? this.code(at + 1, quote, depth + 1) : at + 1;
      if (at < 0) return at;
    }
    return this.#goesOn(quote, false);
  }

  #match(pattern: RegExp, at: number): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(this.line);
  }
}
