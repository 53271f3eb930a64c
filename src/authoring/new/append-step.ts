// The package's UMD entry cannot be bundled: the bundler does not see its inner requires.
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser/lib/esm/main.js';
import type { StepText } from '../../course/format/format';

/** A piece of a text. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The text of a valid `course.json` with one more step at its end, written like the step before it: on one line or on several, with the
 * same blanks and line ends. Nothing else changes.
 */
export function appendStep(text: string, step: StepText): string {
  const tree = parseTree(text);
  const steps = tree === undefined ? undefined : findNodeAtLocation(tree, ['steps']);
  const last = steps?.children?.at(-1);
  if (steps === undefined || last === undefined) throw new Error('a course has at least one step');
  const before = steps.children?.at(-2);
  const gap =
    before === undefined ? text.slice(steps.offset + 1, last.offset) : afterComma(text, between(before, last));
  const written = `,${gap}${writtenLike(text, last, step)}`;
  const end = last.offset + last.length;
  return text.slice(0, end) + written + text.slice(end);
}

function between(left: Node, right: Node): Span {
  return { from: left.offset + left.length, to: right.offset };
}

/** The blanks that follow the comma of that piece. */
function afterComma(text: string, { from, to }: Span): string {
  return text.slice(text.indexOf(',', from) + 1, to);
}

/** The blanks of the other step are those after its `{`, between its first two properties and before its `}`; each has at least two. */
function writtenLike(text: string, other: Node, step: StepText): string {
  const [first, second] = other.children ?? [];
  const final = other.children?.at(-1);
  if (first === undefined || second === undefined || final === undefined) return JSON.stringify(step);
  const open = text.slice(other.offset + 1, first.offset);
  const comma = afterComma(text, between(first, second));
  const close = text.slice(final.offset + final.length, other.offset + other.length - 1);
  const [key, value] = first.children ?? [];
  const colon = key === undefined || value === undefined ? ': ' : text.slice(key.offset + key.length, value.offset);
  const pairs = Object.entries(step).map(([name, said]) => `${JSON.stringify(name)}${colon}${JSON.stringify(said)}`);
  return `{${open}${pairs.join(`,${comma}`)}${close}}`;
}
