type Sign = '>=' | '<' | '=';

/** A version as its numbers, the first one first: `[3, 13]`. */
export type Version = readonly number[];

/** One part of a range. */
export interface Bound {
  readonly sign: Sign;
  readonly version: Version;
}

/** What a course says of the versions of its language. A version is in it if every bound holds. */
export type Range = readonly Bound[];

/** The same as the definition `range` in `courses/course.schema.json`. */
const BOUND = /^(>=|<|=)((?:0|[1-9]\d{0,3})(?:\.(?:0|[1-9]\d{0,3}))?)$/;
/** Of a range and of a version, in characters. */
const MAX_LENGTH = 100;
/** The beginning of `3.13.5`, and of `3.15.0rc1`. */
const VERSION = /^\d+(?:\.\d+)*/;

/**
 * Reads a range such as `>=3.11 <3.14`. A version in it has one number or two: which release of 3.13 a runtime has is not for a course to say.
 * @returns null for what is no range
 */
export function parseRange(text: string): Range | null {
  if (text.length > MAX_LENGTH) return null;
  const bounds = text.split(' ').map(boundOf);
  return bounds.every((bound) => bound !== null) ? bounds : null;
}

function boundOf(text: string): Bound | null {
  const [, sign, version = ''] = BOUND.exec(text) ?? [];
  return sign === undefined ? null : { sign: sign as Sign, version: numbersOf(version) };
}

/** The numbers of a version; none for a text that does not begin with one. */
export function parseVersion(text: string): Version {
  return numbersOf(VERSION.exec(text.slice(0, MAX_LENGTH))?.[0] ?? '');
}

function numbersOf(version: string): Version {
  return version === '' ? [] : version.split('.').map(Number);
}

/** Negative if `a` is the older one. Numbers that one of them leaves out count as 0, so 3 equals 3.0. */
export function compareVersions(a: Version, b: Version): number {
  const length = Math.max(a.length, b.length);
  const places = Array.from({ length }, (_, place) => (a[place] ?? 0) - (b[place] ?? 0));
  return places.find((difference) => difference !== 0) ?? 0;
}

/**
 * Whether a version is in a range. `=3.13` holds for each release of 3.13, and `=3` for each 3.x.
 * @param range as a course writes it; nothing is in one that cannot be read
 */
export function isInRange(version: string, range: string): boolean {
  const numbers = parseVersion(version);
  return numbers.length > 0 && (parseRange(range)?.every((bound) => holds(bound, numbers)) ?? false);
}

function holds({ sign, version: wanted }: Bound, version: Version): boolean {
  if (sign === '=') return compareVersions(version.slice(0, wanted.length), wanted) === 0;
  const difference = compareVersions(version, wanted);
  return sign === '<' ? difference < 0 : difference >= 0;
}
