/** One logical line of Python. It may span several lines of the file, joined by brackets and backslashes. */
export interface PythonLine {
  /** Lines of the file, from 1, both inclusive. */
  readonly first: number;
  readonly last: number;
  /** Columns. A tab advances to the next multiple of eight, as Python counts. */
  readonly indent: number;
  /** Without comments; every string literal is `""`. */
  readonly code: string;
  /** The literals, with prefix and quotes. */
  readonly strings: readonly string[];
}

/** The text of a Python file, without its byte order mark and with LF as the only line end. */
export function pythonText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes).replace(/\r\n?/g, '\n');
}

/** Splits a text into statements without understanding them. Blank lines and comments are left out. Never throws. */
export function pythonLines(text: string): readonly PythonLine[] {
  const reader = new Reader(text);
  while (reader.step());
  return reader.lines;
}

/** Comment, joined line, line end, start of a string with its prefix, brackets, blanks, a word or any other character. */
const TOKEN =
  /(?<comment>#[^\n]*)|(?<join>\\\n)|(?<end>\n)|(?<quote>[a-zA-Z]{0,3}(?:"""|'''|"|'))|(?<open>[([{])|(?<close>[)\]}])|(?<blank>[ \t\f]+)|[\p{L}\p{N}_]+|./suy;

class Reader {
  readonly lines: PythonLine[] = [];
  #at = 0;
  #line = 1;
  #depth = 0;
  #indent = 0;
  #first = 1;
  #code = '';
  #strings: string[] = [];

  constructor(private readonly text: string) {}

  /** Takes one token; false at the end. */
  step(): boolean {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.text);
    if (match === null) return this.#finish();
    this.#at = TOKEN.lastIndex;
    this.#take(match[0], match.groups ?? {});
    return true;
  }

  #take(token: string, kind: Record<string, string | undefined>): void {
    if (kind.quote !== undefined) this.#takeString(token);
    else if (kind.blank !== undefined) this.#takeBlank(token);
    else if (kind.end !== undefined || kind.join !== undefined) this.#takeLineEnd(kind.end !== undefined);
    else if (kind.comment === undefined) {
      if (kind.open !== undefined) this.#depth += 1;
      if (kind.close !== undefined) this.#depth = Math.max(0, this.#depth - 1);
      this.#add(token);
    }
  }

  #takeString(start: string): void {
    const from = this.#at - start.length;
    const quote = start.replace(/^[a-zA-Z]+/, '');
    this.#at = stringEnd(this.text, this.#at, quote);
    const literal = this.text.slice(from, this.#at);
    this.#add('""');
    this.#strings.push(literal);
    this.#line += literal.split('\n').length - 1;
  }

  #takeBlank(token: string): void {
    if (this.#code === '' && this.#depth === 0) this.#indent = columns(token);
    else this.#code += ' ';
  }

  #takeLineEnd(ends: boolean): void {
    const here = this.#line;
    this.#line += 1;
    if (ends && this.#depth === 0) this.#push(here);
    else this.#code += this.#code === '' ? '' : ' ';
  }

  #add(token: string): void {
    if (this.#code === '') this.#first = this.#line;
    this.#code += token;
  }

  #push(last: number): void {
    const code = this.#code.trim();
    if (code !== '') this.lines.push({ first: this.#first, last, indent: this.#indent, code, strings: this.#strings });
    this.#code = '';
    this.#strings = [];
    this.#indent = 0;
  }

  #finish(): boolean {
    this.#push(this.#line);
    return false;
  }
}

/** The offset after the closing quote; if that is missing, the end of the line or of the text. */
function stringEnd(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else if (quote.length === 1 && text[at] === '\n') return at;
  }
  return text.length;
}

function columns(blank: string): number {
  let width = 0;
  for (const character of blank) {
    if (character === '\t') width += 8 - (width % 8);
    else width = character === '\f' ? 0 : width + 1;
  }
  return width;
}
