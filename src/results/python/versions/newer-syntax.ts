import { fieldsOfStrings } from './fields-of-strings';

/** Something that a newer Python reads. */
export type NewSyntax =
  | 'annotation'
  | 'except'
  | 'f-string'
  | 'lazy'
  | 'template'
  | 'type'
  | 'type-default'
  | 'type-parameter'
  | 'unpacking';

/** The Python with which each of them came. */
export const SINCE: Readonly<Record<NewSyntax, string>> = {
  annotation: '3.14',
  except: '3.14',
  'f-string': '3.12',
  lazy: '3.15',
  template: '3.14',
  type: '3.12',
  'type-default': '3.13',
  'type-parameter': '3.12',
  unpacking: '3.15',
};

/** What in the line of a SyntaxError a newer Python reads; null for a mistake in any Python. @param line as the traceback shows it */
export function newerSyntax(message: string, line: string): NewSyntax | null {
  if (/multiple exception types must be parenthesized/.test(message)) return listsExceptions(line) ? 'except' : null;
  if (/iterable unpacking cannot be used in comprehension/.test(message)) return 'unpacking';
  if (/^\s*type\s+[\p{L}_][\p{L}\p{N}_]*\s*=(?!=)/u.test(line)) return 'type';
  if (/^\s*lazy\s+(?:import|from)\s+[\p{L}_]/u.test(line)) return 'lazy';
  const parameters = typeParameters(line);
  if (parameters !== null) return parameters;
  const { freeField, template, anyField } = fieldsOfStrings(line);
  if (template) return 'template';
  // Of a string of several lines, Python shows the line of the fault alone.
  const inside = !anyField && /^f-string expression part cannot include/.test(message);
  return freeField || inside ? 'f-string' : null;
}

/** `except A, B:`, but not `except A, error:`, which is how Python 2 names the exception. */
function listsExceptions(line: string): boolean {
  const [, listed = ''] = /^\s*except\*?\s([^:]+):/.exec(line) ?? [];
  return listed
    .split(',')
    .every(
      (name) =>
        /^\s*(?:[\p{L}\p{N}_]+\.)*(?:\p{Lu}[\p{L}\p{N}_]*|error|timeout)\s*$/u.test(name) &&
        !/^\s*error\s*$/.test(name),
    );
}

/** `def f[T](…)`, `class A[T]:` and `type A[T] = …`. The list may go on in the next line. */
function typeParameters(line: string): NewSyntax | null {
  const [head, kind] = /^\s*(?:async\s+)?(def|class|type)\s+[\p{L}_][\p{L}\p{N}_]*\s*\[/u.exec(line) ?? [];
  if (head === undefined) return null;
  const { inside, rest } = upToBracket(line.slice(head.length));
  const follows = { def: /^\s*\(/, class: /^\s*[(:]/, type: /^\s*=(?!=)/ }[kind ?? ''];
  const named = /^\s*\*{0,2}[\p{L}_]/u.test(inside);
  if (rest === null ? inside.trim() !== '' && !named : !named || !follows?.test(rest)) return null;
  return /[^=!<>:]=[^=]/.test(inside) ? 'type-default' : 'type-parameter';
}

/** What stands before the closing bracket and behind it; null for a bracket that is not closed. */
function upToBracket(text: string): { readonly inside: string; readonly rest: string | null } {
  let depth = 1;
  for (const [at, sign] of [...text].entries()) {
    depth += sign === '[' ? 1 : sign === ']' ? -1 : 0;
    if (depth === 0) return { inside: [...text].slice(0, at).join(''), rest: [...text].slice(at + 1).join('') };
  }
  return { inside: text, rest: null };
}

/** `except OSError, error:`, which is how Python 2 names the exception. Python 3.14 takes it for two of them. */
export function namesException(line: string): boolean {
  const [, name = ''] =
    /^\s*except\s+(?:\([^()]*\)|[\p{L}\p{N}_.]+)\s*,\s*([\p{Ll}_][\p{L}\p{N}_]*)\s*:/u.exec(line) ?? [];
  return name !== '' && name !== 'timeout';
}
