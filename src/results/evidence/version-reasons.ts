import type { RaisedException, VersionReason } from '../../contract/language';
import type { TestVerdict } from '../../contract/verdict';
import { versionReason } from '../python/versions/version-reason';

/** The reason of an exception, if the version of the interpreter is one; null for any other. */
export type VersionJudge = (exception: RaisedException, interpreter: string) => VersionReason | null;

/** By language. Not part of their readers: only the core describes failures, and the bundle of a window has no room for the tables. */
const JUDGES: Readonly<Record<string, VersionJudge>> = { python: versionReason };

/** @param test that had this exception */
export function versionReasonOf(
  exception: RaisedException,
  { language, interpreter }: Pick<TestVerdict, 'language' | 'interpreter'>,
): VersionReason | null {
  return interpreter === undefined ? null : (JUDGES[language]?.(exception, interpreter) ?? null);
}
