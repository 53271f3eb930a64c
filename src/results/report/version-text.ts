import type { CodeArgs } from '../../contract/codes';
import type { VersionReason } from '../../contract/language';
import type { TestVerdict } from '../../contract/verdict';
import { crashOf } from '../evidence/locate';
import { readerOf } from '../evidence/readers';
import { isOlder, runtimesFor, versionReasonOf } from '../evidence/version-reasons';
import { textFor } from '../texts/advice-catalogue';
import type { Text } from '../texts/index';

/** The program may be right, but not for the interpreter of the sandbox: what is said of that, and first. Null where that is not the reason. */
export function versionText(test: TestVerdict): Text | null {
  const reason = reasonOf(test);
  if (reason === null) return null;
  const { name } = readerOf(test);
  const args = { ...reason, language: name, ...elsewhereOf(reason, test, name) };
  const code = reason.kind === 'newer' ? 'needs-newer' : 'was-removed';
  return textFor({ code, args }, test.language);
}

/** The id of the newest runtime of the course in which the version would not be the fault; null if there is none, or it is not. */
export function runInOf(test: TestVerdict): string | null {
  const reason = test.outcome === 'failed' && test.others !== undefined ? reasonOf(test) : null;
  return reason === null || test.others === undefined ? null : (runtimesFor(reason, test.others)[0]?.id ?? null);
}

function reasonOf(test: TestVerdict): VersionReason | null {
  const crash = crashOf(test);
  return crash === null ? null : versionReasonOf(crash.exception, test);
}

type Elsewhere = Pick<CodeArgs['needs-newer'], 'runtimes' | 'run_in' | 'taken'>;

function elsewhereOf(reason: VersionReason, { others }: TestVerdict, language: string): Elsewhere {
  if (others === undefined) return { runtimes: null, run_in: null, taken: '' };
  const found = { version: reason.found, title: `${language} ${reason.found}` };
  const fitting = runtimesFor(reason, others);
  const taken = [...others.fitting, found].sort((one, other) => (isOlder(one.version, other.version) ? 1 : -1));
  return {
    runtimes: listed(fitting, 'or'),
    run_in: fitting[0]?.id ?? null,
    taken: listed(taken, 'and'),
  };
}

/** From the oldest to the newest, as people count. */
function listed(runtimes: readonly { readonly title: string }[], word: 'and' | 'or'): string {
  const [last, ...rest] = runtimes.map(({ title }) => title);
  return rest.length === 0 ? (last ?? '') : `${rest.reverse().join(', ')} ${word} ${last}`;
}
