import type { SemVer } from 'semver';
import compare from 'semver/functions/compare';
import parse from 'semver/functions/parse';

/** Published escapes from a container, and the first fixed version of each line of runc. */
export interface ContainerEscape {
  readonly cves: readonly string[];
  readonly fixed: readonly string[];
}

const ESCAPES: readonly ContainerEscape[] = [
  { cves: ['CVE-2024-21626'], fixed: ['1.1.12'] },
  { cves: ['CVE-2025-31133', 'CVE-2025-52565', 'CVE-2025-52881'], fixed: ['1.2.8', '1.3.3', '1.4.0-rc.3'] },
];

/**
 * The escapes that this version of runc allows; null when the text is not a version. Only the number counts: a distribution may have
 * backported a fix without changing it.
 */
export function escapesOf(runc: string): readonly ContainerEscape[] | null {
  const version = runcVersionOf(runc);
  return version === null ? null : ESCAPES.filter(({ fixed }) => !isFixed(version, fixed));
}

/** A line with a fix of its own is fixed from there on; any other line is fixed if it is newer than the newest fix. */
function isFixed(version: SemVer, fixed: readonly string[]): boolean {
  const fixes = fixed.flatMap((text) => runcVersionOf(text) ?? []).sort(compare);
  const own = fixes.find(({ major, minor }) => major === version.major && minor === version.minor);
  const from = own ?? fixes.at(-1);
  return from !== undefined && compare(version, from) >= 0;
}

const VERSION = /^v?(\d+\.\d+\.\d+)(?:-rc\.?(\d+))?/;

/** Suffixes of a distribution (`+ds1`, `-0ubuntu1`, `-ce`) are not pre-releases; `-rc93` is one, written without its dot. */
function runcVersionOf(text: string): SemVer | null {
  const [, release, candidate] = VERSION.exec(text.trim()) ?? [];
  return parse(candidate === undefined ? release : `${release}-rc.${candidate}`);
}
