import type { Location } from '../../contract/events';
import type { JobFile } from '../../contract/job';
import type { Verdict } from '../../contract/verdict';

/**
 * Takes away the places that are not in the files that were run. They come from what a program has printed: a traceback may name a file
 * that the program wrote itself, or be made up.
 */
export function withRealPlaces(verdict: Verdict, files: readonly JobFile[]): Verdict {
  const tests = verdict.tests.map((test) =>
    test.location === null || isReal(test.location, files) ? test : { ...test, location: null },
  );
  return { ...verdict, tests };
}

function isReal({ file, line }: Location, files: readonly JobFile[]): boolean {
  const bytes = files.find(({ path }) => path === file)?.bytes;
  return bytes !== undefined && line >= 1 && line <= linesOf(bytes);
}

/** As an editor counts them: one more than there are ends of lines. */
function linesOf(bytes: Uint8Array): number {
  let ends = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) ends += 1;
  return ends + 1;
}

const LF = 10;
