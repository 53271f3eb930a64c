// The package's UMD entry cannot be bundled: the bundler does not see its inner requires.
import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser/lib/esm/main.js';

/** A JSON text with the positions of its values. */
export interface JsonText {
  readonly value: unknown;
  /** The line of the value at a JSON pointer, or of the nearest value around it. From 1. */
  lineOf(pointer: string): number;
  /** The line of a key in the object at a JSON pointer. From 1. */
  lineOfKey(pointer: string, key: string): number;
}

/** Why a text is not JSON, or which key it has twice. `problem` is one of the parser's names, such as `CommaExpected`. */
export interface JsonFault {
  readonly line: number;
  readonly problem: string;
  readonly key: string | null;
}

/** Strict JSON: no comments, no trailing comma, no duplicate key. */
export function readJson(text: string): JsonText | JsonFault {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof RangeError) return { line: 1, problem: 'TooDeep', key: null };
    throw error;
  }
}

function parse(text: string): JsonText | JsonFault {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first !== undefined) return fault(text, first.offset, printParseErrorCode(first.error));
  if (tree === undefined) return fault(text, 0, 'ValueExpected');
  const twice = keyTwice(tree);
  if (twice !== null) return { ...fault(text, twice.offset, 'KeyTwice'), key: String(twice.value) };
  return new Located(text, tree);
}

function fault(text: string, offset: number, problem: string): JsonFault {
  return { line: lineAt(text, offset), problem, key: null };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}

class Located implements JsonText {
  readonly value: unknown;

  constructor(
    private readonly text: string,
    private readonly tree: Node,
  ) {
    this.value = plain(tree);
  }

  lineOf(pointer: string): number {
    return lineAt(this.text, this.#nodeAt(pointer).offset);
  }

  lineOfKey(pointer: string, key: string): number {
    const node = this.#nodeAt(pointer);
    const property = node.children?.find((child) => child.children?.[0]?.value === key);
    return lineAt(this.text, (property ?? node).offset);
  }

  #nodeAt(pointer: string): Node {
    const path = pointer.split('/').slice(1).map(unescaped);
    for (let length = path.length; length > 0; length--) {
      const found = findNodeAtLocation(this.tree, path.slice(0, length));
      if (found !== undefined) return found;
    }
    return this.tree;
  }
}

function unescaped(part: string): string | number {
  const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
  return /^\d+$/.test(name) ? Number(name) : name;
}

/** `fromEntries` turns `__proto__` into an ordinary key, so that the schema refuses it. */
function plain(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plain);
  if (node.type !== 'object') return node.value;
  const pairs = (node.children ?? []).map(({ children }) => [children?.[0]?.value, childOf(children?.[1])]);
  return Object.fromEntries(pairs);
}

function childOf(node: Node | undefined): unknown {
  return node === undefined ? null : plain(node);
}

function keyTwice(node: Node): Node | null {
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const key = node.type === 'object' ? child.children?.[0] : undefined;
    if (key !== undefined && seen.has(key.value)) return key;
    if (key !== undefined) seen.add(key.value);
    const inner = keyTwice(child);
    if (inner !== null) return inner;
  }
  return null;
}
