import { compareVersions, parseVersion, type Version } from '../format/range';

/** Whether a version such as `3.12` fits: whether one of its releases does. */
export type VersionTest = (version: string) => boolean;

/** Of specifiers, in characters. */
const LENGTH = 200;
const OPERATOR = /^(~=|={2,3}|!=|<=|>=|<|>)\s*v?(\d{1,4}(?:\.\d{1,4}){0,5})(\.\*)?(.*)$/i;
const SUFFIX =
  /^(?<pre>[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview)[-_.]?\d*)?(?<post>[-_.]?(?:post|rev|r)[-_.]?\d*|-\d+)?(?<dev>[-_.]?dev[-_.]?\d*)?(?:\+[a-z\d]+(?:[-_.][a-z\d]+)*)?$/i;
/** Nobody says which release of 3.12 a runtime has, so all are tried: 3.12.0 and those after it. */
const RELEASES = Array.from({ length: 100 }, (_, release) => release);

/** What a release is compared with. */
interface Limit {
  readonly numbers: Version;
  /** It stands for all that begin with these numbers. */
  readonly isPrefix: boolean;
  /** Where it lies beside the release with the same numbers: -1 before it (`3.13rc1`), 1 behind it. */
  readonly beside: -1 | 0 | 1;
}

type Clause = (release: Version) => boolean;

/**
 * Reads version specifiers (PEP 440) such as `>=3.12,!=3.13.1`.
 * @returns null for a text that has none, or one that cannot be read
 */
export function specifiersOf(text: string): VersionTest | null {
  const parts = text.split(',').flatMap((part) => part.trim() || []);
  if (text.length > LENGTH || parts.length === 0) return null;
  const clauses = parts.map(clauseOf);
  return clauses.every((clause) => clause !== null) ? (version) => anyRelease(version, clauses) : null;
}

function anyRelease(version: string, clauses: readonly Clause[]): boolean {
  const numbers = parseVersion(version).slice(0, 2);
  return RELEASES.some((release) => clauses.every((holds) => holds([...numbers, release])));
}

function clauseOf(text: string): Clause | null {
  const [, operator = '', version = '', star, suffix = ''] = OPERATOR.exec(text) ?? [];
  const parts = SUFFIX.exec(suffix)?.groups;
  if (parts === undefined || (star !== undefined && (suffix !== '' || !/^[=!]=$/.test(operator)))) return null;
  const beside = parts.pre !== undefined ? -1 : parts.post !== undefined ? 1 : parts.dev !== undefined ? -1 : 0;
  return clauseFor(operator, { numbers: version.split('.').map(Number), isPrefix: star !== undefined, beside });
}

function clauseFor(operator: string, limit: Limit): Clause | null {
  const place = (release: Version) => compareVersions(release, limit.numbers) || -limit.beside;
  const equals = (release: Version) => (limit.isPrefix ? beginsWith(release, limit.numbers) : place(release) === 0);
  const family = limit.numbers.slice(0, -1);
  const clauses: Readonly<Record<string, Clause>> = {
    '==': equals,
    '===': equals,
    '!=': (release) => !equals(release),
    '<': (release) => place(release) < 0,
    '<=': (release) => place(release) <= 0,
    '>': (release) => place(release) > 0,
    '>=': (release) => place(release) >= 0,
    '~=': (release) => place(release) >= 0 && beginsWith(release, family),
  };
  return operator === '~=' && family.length === 0 ? null : (clauses[operator] ?? null);
}

function beginsWith(release: Version, numbers: Version): boolean {
  return compareVersions(release.slice(0, numbers.length), numbers) === 0;
}
