import type { RaisedException, VersionReason } from '../../contract/language';
import type { OtherRuntimes } from '../../contract/runtime';
import type { TestVerdict } from '../../contract/verdict';
import { versionReason } from '../python/versions/version-reason';

/** The reason of an exception, if the version of the interpreter is one; null for any other. */
export type VersionJudge = (
  exception: RaisedException,
  interpreter: string,
  others: OtherRuntimes | null,
) => VersionReason | null;

/** By language. Not part of their readers: only the core describes failures, and the bundle of a window has no room for the tables. */
const JUDGES: Readonly<Record<string, VersionJudge>> = { python: versionReason };

/** @param test that had this exception */
export function versionReasonOf(
  exception: RaisedException,
  { language, interpreter, others }: Pick<TestVerdict, 'language' | 'interpreter' | 'others'>,
): VersionReason | null {
  return interpreter === undefined ? null : (JUDGES[language]?.(exception, interpreter, others ?? null) ?? null);
}

/** The runtimes of the course in which the version would not be the fault, the newest first. */
export function runtimesFor({ kind, version }: VersionReason, { fitting }: OtherRuntimes): OtherRuntimes['fitting'] {
  return fitting.filter((one) => isOlder(one.version, version) === (kind === 'removed'));
}

/** @param versions as `3.13` */
export function isOlder(...versions: readonly [one: string, other: string]): boolean {
  const [one = [], other = []] = versions.map((version) => version.split('.').map(Number));
  const at = one.findIndex((number, place) => number !== (other[place] ?? 0));
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}
