import type { Location } from '../../contract/events';
import type { JobFile } from '../../contract/job';
import type { Verdict } from '../../contract/verdict';

/**
 * Removes the places that are not in the files that were run. Places come from a program's output: a traceback may name a file
 * that the program wrote itself, or may be made up.
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

/** The number of lines as an editor counts: one more than the number of line ends. */
function linesOf(bytes: Uint8Array): number {
  let ends = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) ends += 1;
  return ends + 1;
}

const LF = 10;
