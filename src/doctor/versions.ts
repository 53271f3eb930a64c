/** `1.4.0-rc.3` as numbers; a release comes after all its candidates. */
type Version = readonly [major: number, minor: number, patch: number, candidate: number];

/** Ways out of a container that were published, and the first version of each line of runc that closes them. */
export interface Escape {
  readonly cves: readonly string[];
  readonly fixed: readonly string[];
}

const ESCAPES: readonly Escape[] = [
  { cves: ['CVE-2024-21626'], fixed: ['1.1.12'] },
  { cves: ['CVE-2025-31133', 'CVE-2025-52565', 'CVE-2025-52881'], fixed: ['1.2.8', '1.3.3', '1.4.0-rc.3'] },
];

/**
 * What this runc is open to, by its number alone: a distribution may have carried a fix back without changing it. Null when that is
 * no version.
 */
export function escapesOf(runc: string): readonly Escape[] | null {
  const version = parse(runc);
  return version === null ? null : ESCAPES.filter(({ fixed }) => !isFixed(version, fixed.map(parseKnown)));
}

/** A line that has a fix of its own counts from there; every other one when it is newer than the newest fix. */
function isFixed(version: Version, fixed: readonly Version[]): boolean {
  const own = fixed.find(([major, minor]) => major === version[0] && minor === version[1]);
  const newest = [...fixed].sort(compare).at(-1);
  const from = own ?? newest;
  return from !== undefined && compare(version, from) >= 0;
}

function compare(a: Version, b: Version): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : Math.sign((a[at] ?? 0) - (b[at] ?? 0));
}

/** What a distribution appends (`+ds1`, `-0ubuntu1`) changes nothing here. */
function parse(text: string): Version | null {
  const found = /^v?(\d+)\.(\d+)\.(\d+)(?:-rc\.?(\d+))?/.exec(text.trim());
  if (found === null) return null;
  const [, major, minor, patch, candidate] = found;
  return [Number(major), Number(minor), Number(patch), candidate === undefined ? Infinity : Number(candidate)];
}

function parseKnown(text: string): Version {
  const version = parse(text);
  if (version === null) throw new Error(`${text} is no version`);
  return version;
}
