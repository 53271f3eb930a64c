/** Whether the line uses the name in an annotation alone: Python 3.14 looks it up only when somebody asks for it. */
export function isAnnotation(name: string, line: string): boolean {
  const used = new RegExp(`(?<![\\p{L}\\p{N}_.])${name.replace(/[^\p{L}\p{N}_]/gu, '')}(?![\\p{L}\\p{N}_])`, 'gu');
  const head = headOf(line);
  if (head === null || name === '') return false;
  const places = [...line.matchAll(used)].map(({ index }) => index).filter((at) => at >= head);
  return places.length > 0 && places.every((at) => isInAnnotation(line, at, at + name.length));
}

/** Whether this part of the line belongs to an annotation. @param from as an offset, @param to the offset behind it */
export function isInAnnotation(line: string, from: number, to: number): boolean {
  const head = headOf(line);
  if (head === null || from < head || from >= to) return false;
  return annotated(line.slice(head))
    .slice(from - head, to - head)
    .every((is) => is);
}

/** The offset behind `def name(`, or in front of the colon of a variable or of the closing bracket of a list of parameters; null for another line. */
function headOf(line: string): number | null {
  const [head] =
    /^\s*(?:async\s+)?def\s[^(]*\(/.exec(line) ??
    /^\s*\*{0,2}[\p{L}_][\p{L}\p{N}_.]*\s*(?=:)/u.exec(line) ??
    /^\s*(?=\)\s*->)/.exec(line) ??
    [];
  return head === undefined || /^\s*(?:lambda|else|try|finally)\b/.test(line) ? null : head.length;
}

/** Of the parameters from the bracket on, or of what follows the name of a variable: which signs belong to annotations. */
function annotated(text: string): readonly boolean[] {
  let [depth, annotation, returned] = [0, false, false];
  return text.split('').map((sign, at) => {
    if (depth === 0 && !returned && (sign === ',' || sign === '=')) annotation = false;
    if (')]}'.includes(sign)) depth -= 1;
    if (depth < 0 && sign === ')' && !returned) annotation = false;
    if (depth < 0 && text.startsWith('->', at)) [annotation, returned] = [true, true];
    else if (depth === 0 && sign === ':' && !returned) annotation = true;
    else if (depth < 0 && sign === ':') annotation = false;
    if ('([{'.includes(sign)) depth += 1;
    return annotation;
  });
}

/** Whether a line of this text stands in a dictionary of several lines, whose keys look like names with annotations. @param line counts from 1 */
export function isInDictionary(text: string, line: number): boolean {
  const lines = text.split('\n').slice(0, line);
  const indent = (one: string) => one.search(/\S/);
  const own = indent(lines.at(-1) ?? '');
  const above = lines.findLast((one) => indent(one) >= 0 && indent(one) < own);
  return above !== undefined && /\{\s*(?:#.*)?$/.test(above);
}
