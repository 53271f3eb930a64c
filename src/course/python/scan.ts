import { type PythonLine, pythonLines, pythonText } from './python-lines';

/** A test as written in a file of the suite, found without running anything. */
export interface ScannedTest {
  /** `<file>::<test>` or `<file>::<Class>::<test>`; when `parametrised`, the run adds `[…]`. */
  readonly id: string;
  /** The first line of its docstring, else its own name. */
  readonly name: string;
  /** The path that was given: relative, with `/`. */
  readonly file: string;
  /** The line of `def`, from 1. */
  readonly line: number;
  /** The source of the function with its decorators, with its indentation. */
  readonly code: string;
  readonly parametrised: boolean;
}

/** The block around a line: `opaque` is a function or a class without tests, `open` an `if`, `try` or `with`. */
interface Block {
  readonly kind: 'class' | 'opaque' | 'open';
  readonly name: string;
  readonly indent: number;
  readonly parametrised: boolean;
}

/**
 * Finds the tests of a file by pytest's own naming rules. It does not see tests that a class inherits or that code creates.
 * Never throws; in a file that is not Python it finds whatever looks like a test.
 */
export function scanTests(file: string, bytes: Uint8Array): readonly ScannedTest[] {
  const text = pythonText(bytes);
  const scanner = new Scanner(file, text.split('\n'), pythonLines(text));
  return scanner.run();
}

class Scanner {
  readonly #found = new Map<string, ScannedTest>();
  readonly #constructed = new Set<string>();
  #blocks: Block[] = [];
  #decorators: PythonLine[] = [];

  constructor(
    private readonly file: string,
    private readonly source: readonly string[],
    private readonly lines: readonly PythonLine[],
  ) {}

  run(): readonly ScannedTest[] {
    this.lines.forEach((line, index) => {
      this.#blocks = this.#blocks.filter((block) => block.indent < line.indent);
      if (!this.#blocks.some(({ kind }) => kind === 'opaque')) this.#take(line, index);
    });
    // pytest does not collect a class that has a constructor.
    return [...this.#found.values()].filter(
      ({ id }) => ![...this.#constructed].some((name) => id.startsWith(`${name}::`)),
    );
  }

  #take(line: PythonLine, index: number): void {
    if (line.code.startsWith('@')) {
      this.#decorators.push(line);
      return;
    }
    const [, name] = /^(?:async +)?def +([\p{L}\p{N}_]+)/u.exec(line.code) ?? [];
    const [, type] = /^class +([\p{L}\p{N}_]+)/u.exec(line.code) ?? [];
    if (name !== undefined) this.#takeFunction(name, line, index);
    else if (type !== undefined) this.#open(type.startsWith('Test') ? 'class' : 'opaque', type, line);
    else if (line.code.endsWith(':')) this.#open('open', '', line);
    this.#decorators = [];
  }

  #takeFunction(name: string, line: PythonLine, index: number): void {
    if (name === '__init__' && this.#blocks.at(-1)?.kind === 'class') this.#constructed.add(this.#scope());
    if (name.startsWith('test')) this.#add(name, line, index);
    this.#open('opaque', name, line);
  }

  #add(name: string, line: PythonLine, index: number): void {
    const first = this.#decorators[0]?.first ?? line.first;
    const code = this.source.slice(first - 1, this.#endOf(line, index)).join('\n');
    const title = docstringTitle(line, this.#inner(line, index + 1) ? this.lines[index + 1] : undefined);
    const id = `${this.#scope()}::${name}`;
    const parametrised = this.#isParametrised() || this.#blocks.some((block) => block.parametrised);
    this.#found.set(id, { id, name: title ?? name, file: this.file, line: line.first, code, parametrised });
  }

  #open(kind: Block['kind'], name: string, { indent }: PythonLine): void {
    this.#blocks.push({ kind, name, indent, parametrised: this.#isParametrised() });
  }

  #isParametrised(): boolean {
    return this.#decorators.some(({ code }) => /\bparametrize *\(/.test(code));
  }

  #scope(): string {
    const classes = this.#blocks.filter(({ kind }) => kind === 'class').map(({ name }) => name);
    return [this.file, ...classes].join('::');
  }

  #inner(head: PythonLine, index: number): boolean {
    return (this.lines[index]?.indent ?? -1) > head.indent;
  }

  /** The last line of the file that belongs to the block. */
  #endOf(head: PythonLine, index: number): number {
    let at = index;
    while (this.#inner(head, at + 1)) at += 1;
    return this.lines[at]?.last ?? head.last;
  }
}

const LETTERS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

/**
 * The first line with words of a function's docstring, or null.
 * @param head the line of `def`; in `def f(): "…"` it ends with the docstring
 * @param body the first statement below it, if any
 */
export function docstringTitle(head: PythonLine, body: PythonLine | undefined): string | null {
  const [, literals] = (body === undefined ? /: *(""(?: *"")*)$/ : /^(""(?: *"")*)$/).exec((body ?? head).code) ?? [];
  if (literals === undefined) return null;
  const strings = (body ?? head).strings.slice(-literals.replaceAll(' ', '').length / 2);
  if (strings.some((literal) => /^[a-z]*[bf]/i.test(literal))) return null;
  const lines = strings.map(content).join('').split('\n');
  return lines.map((line) => line.trim()).find((line) => line !== '') ?? null;
}

/** The value of a literal: without prefix and quotes, with its escapes resolved unless it is raw. */
function content(literal: string): string {
  const [, prefix = '', quote = ''] = /^([a-zA-Z]*)("""|'''|"|')/.exec(literal) ?? [];
  const start = prefix.length + quote.length;
  const inner = literal.slice(start, literal.endsWith(quote) ? literal.length - quote.length : undefined);
  return /r/i.test(prefix) ? inner : inner.replace(/\\(x[\da-f]{2}|u[\da-f]{4}|[\s\S])/gi, (_, what) => escaped(what));
}

function escaped(what: string): string {
  if (what.length > 1) return String.fromCharCode(Number.parseInt(what.slice(1), 16));
  const letter = LETTERS[what];
  if (letter !== undefined) return letter;
  return what === '\\' || what === '"' || what === "'" ? what : `\\${what}`;
}
