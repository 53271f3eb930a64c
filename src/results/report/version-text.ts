import type { CodeArgs } from '../../contract/codes';
import type { VersionReason } from '../../contract/language';
import type { CourseRuntimes } from '../../contract/runtime';
import type { TestVerdict } from '../../contract/verdict';
import { crashOf } from '../evidence/locate';
import { readerOf } from '../evidence/readers';
import { runtimesFor, versionReasonOf } from '../evidence/version-reasons';
import { textFor } from '../texts/advice-catalogue';
import type { Text } from '../texts/index';

/** The program may be right, but not for the interpreter of the sandbox: what is said of that, and first. Null where that is not the reason. */
export function versionText(test: TestVerdict): Text | null {
  const reason = reasonOf(test);
  if (reason === null) return null;
  const args = { ...reason, language: readerOf(test).name, ...elsewhereOf(reason, test) };
  const code = reason.kind === 'newer' ? 'needs-newer' : 'was-removed';
  return textFor({ code, args }, test.language);
}

/** The id of a runtime of the course in which the version would not be the fault; null if there is none, or it is not. */
export function runInOf(test: TestVerdict): string | null {
  const { outcome, runtimes } = test;
  const reason = outcome === 'failed' && runtimes !== undefined ? reasonOf(test) : null;
  return reason === null || runtimes === undefined ? null : offered(runtimesFor(reason, runtimes));
}

function reasonOf(test: TestVerdict): VersionReason | null {
  const crash = crashOf(test);
  return crash === null ? null : versionReasonOf(crash.exception, test);
}

type Elsewhere = Pick<CodeArgs['needs-newer'], 'runtimes' | 'run_in' | 'taken'>;

function elsewhereOf(reason: VersionReason, { runtimes }: TestVerdict): Elsewhere {
  if (runtimes === undefined) return { runtimes: null, run_in: null, taken: '' };
  const right = runtimesFor(reason, runtimes);
  return { runtimes: listed(right, 'or'), run_in: offered(right), taken: listed(runtimes.fitting, 'and') };
}

/** The newest that Debian has, because it can be made where no registry answers; else the newest. @returns its id */
function offered(right: CourseRuntimes['fitting']): string | null {
  return (right.find(({ image }) => image.debian !== undefined) ?? right[0])?.id ?? null;
}

/** From the oldest to the newest, as people count. */
function listed(runtimes: readonly { readonly title: string }[], word: 'and' | 'or'): string {
  const [last, ...rest] = runtimes.map(({ title }) => title);
  return rest.length === 0 ? (last ?? '') : `${rest.reverse().join(', ')} ${word} ${last}`;
}
