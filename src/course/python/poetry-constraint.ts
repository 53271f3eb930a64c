import { specifiersOf, type VersionTest } from './version-specifiers';

/** Of a constraint, in characters. */
const LENGTH = 200;
/** `^3.12`, `~3.12.1`, `3.12`, `3.*`. */
const SHORT = /^([\^~]?)(\d{1,4})(?:\.(\d{1,4}))?((?:\.\d{1,4})*)(\.\*)?$/;
/** Blanks behind an operator. */
const AFTER_OPERATOR = /([<>=!~^])\s+/g;

/**
 * Reads a constraint of Poetry, such as `^3.12` or `~3.11 || ~3.12`. Poetry takes specifiers of PEP 440, too.
 * @returns null for what cannot be read
 */
export function poetryConstraint(text: string): VersionTest | null {
  if (text.length > LENGTH) return null;
  const ways = text.split(/\|\|?/).map(wayOf);
  return ways.every((way) => way !== null) ? (version) => ways.some((way) => way(version)) : null;
}

/** Everything of it must hold. */
function wayOf(text: string): VersionTest | null {
  const parts = text.replace(AFTER_OPERATOR, '$1').split(/[\s,]+/);
  const wanted = parts.filter((part) => part !== '');
  if (wanted.length === 0) return null;
  const specifiers = wanted.flatMap((part) => (part === '*' ? [] : asSpecifiers(part)));
  return specifiers.length === 0 ? () => true : specifiersOf(specifiers.join(','));
}

function asSpecifiers(part: string): readonly string[] {
  const [, sign, first, second, rest = '', star = ''] = SHORT.exec(part) ?? [];
  if (first === undefined) return [part];
  const version = `${first}${second === undefined ? '' : `.${second}`}${rest}`;
  if (sign === '') return [`==${version}${star}`];
  const isCaret = sign === '^' || second === undefined;
  const next = isCaret ? `${Number(first) + 1}` : `${first}.${Number(second) + 1}`;
  return star === '' ? [`>=${version}`, `<${next}`] : [part];
}
