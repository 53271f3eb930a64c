import type { CollectedEvent, SandboxEvent } from '../../contract/events';
import type { RaisedException } from '../../contract/language';
import type { Verdict } from '../../contract/verdict';
import { readerOf } from './readers';
import { versionReasonOf } from './version-reasons';

/** What a run says beside its verdict. */
interface RunFacts {
  readonly language: string;
  readonly interpreter: string;
  readonly events: readonly SandboxEvent[];
}

/** Adds the version that the tests of the step need, if that is why they broke: their author may have a newer interpreter. */
export function withSuiteVersion(verdict: Verdict, { language, interpreter, events }: RunFacts): Verdict {
  const { headline } = verdict;
  if (headline?.code !== 'suite-error') return verdict;
  const exception = exceptionOf(headline.args, events);
  const reason = versionReasonOf(exception, { language, interpreter });
  if (reason === null) return verdict;
  const version = { ...reason, language: readerOf({ language }).name };
  return { ...verdict, headline: { ...headline, args: { ...headline.args, version } } };
}

/** The exception in the suite, with the line that could not be read. A file that could not be read has the type in its message. */
function exceptionOf(
  { type, message }: { readonly type?: string | null; readonly message: string | null },
  events: readonly SandboxEvent[],
): RaisedException {
  const [, named = '', said = ''] = /^(\w+): ([\s\S]*)$/.exec(message ?? '') ?? [];
  const collected = events.find((event): event is CollectedEvent => event.event === 'collected');
  const source = unreadLine(collected?.problem?.traceback ?? '');
  const frames = [{ file: '', line: 1, name: null, source: source === null ? [] : [source] }];
  const own = type ?? '';
  return own === '' ? { type: named, message: said, frames } : { type: own, message: message ?? '', frames };
}

/** The line below the place of a SyntaxError, as the runner of the suite shows it; null without one. */
function unreadLine(traceback: string): string | null {
  const lines = traceback.split('\n').map((line) => line.replace(/^E(?= )/, ' '));
  const at = lines.findLastIndex((line) => /^ +File ".*", line \d+$/.test(line));
  return at < 0 ? null : (lines[at + 1]?.trim() ?? null);
}
