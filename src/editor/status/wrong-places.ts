import type { Message } from '../../contract/codes';
import type { Verdict } from '../../contract/verdict';
import { bounded } from '../../results/report/bound';
import { describe } from '../../results/report/describe';
import { fullText } from '../../results/texts';

/** A line, counted from 1, and what is wrong with it. */
export interface Wrong {
  readonly line: number;
  readonly message: string;
}

const CHARACTERS = 4_000;

/** The places in the learner's files that a verdict points at, by file (relative to the root). Each line once: the first test tells. */
export function wrongPlaces(verdict: Verdict): ReadonlyMap<string, readonly Wrong[]> {
  const files = new Map<string, Wrong[]>();
  for (const { file, line, message } of places(verdict)) {
    const wrongs = files.get(file) ?? [];
    files.set(file, wrongs);
    if (line >= 1 && !wrongs.some((wrong) => wrong.line === line))
      wrongs.push({ line, message: bounded(message, CHARACTERS) });
  }
  return files;
}

function places({ headline, tests }: Verdict): readonly (Wrong & { readonly file: string })[] {
  const wrong = tests.flatMap((test) => {
    const { location, message } = describe(test);
    const counts = test.outcome === 'failed' || test.outcome === 'errored';
    return counts && location !== null && message !== null ? [{ ...location, message }] : [];
  });
  return [...ofHeadline(headline), ...wrong];
}

/** A file that was refused before anything was started, where the headline knows the line. */
function ofHeadline(headline: Message | null): readonly (Wrong & { readonly file: string })[] {
  if (headline?.code !== 'source-nul') return [];
  const { file, line } = headline.args;
  return typeof file === 'string' && typeof line === 'number' ? [{ file, line, message: fullText(headline) }] : [];
}
