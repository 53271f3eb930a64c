import { programCatalogue } from '../texts/program-catalogue';
import type { CoveredFile, Uncovered } from './coverage';
import { type NotReached, notReached } from './not-reached';

/** Places that are named in a sentence. The colours beside the lines show all. */
const PLACES_MAX = 12;

/** In words what the tests of a step did not reach. The texts of programs must be loaded (`speak`). */
export function coverageText(found: readonly CoveredFile[] | Uncovered): string {
  const { coverage } = programCatalogue.words;
  if (typeof found === 'string') return coverage.lacking[found];
  const all = notReached(found).flatMap((one) => placesOf(one, found.length === 1));
  const shown = all.slice(0, PLACES_MAX);
  const more = all.length - shown.length;
  if (all.length === 0) return coverage.allReached;
  return coverage.notReached([...shown, ...(more === 0 ? [] : [coverage.more(more)])].join('; '));
}

/** @param alone there is no other file with which a function could be taken for another */
function placesOf({ path, whole, functions, stretches }: NotReached, alone: boolean): readonly string[] {
  const { coverage } = programCatalogue.words;
  if (whole) return [coverage.wholeFile(path)];
  const lines = linesOf(path, stretches);
  const never = functions.map(({ name }) => (alone ? coverage.neverCalled(name) : coverage.neverCalledIn(name, path)));
  return [...lines, ...never];
}

function linesOf(path: string, stretches: NotReached['stretches']): readonly string[] {
  const { coverage } = programCatalogue.words;
  const [first, ...more] = stretches;
  if (first === undefined) return [];
  if (more.length === 0 && first[0] === first[1]) return [coverage.line(path, first[0])];
  const lines = stretches.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return [coverage.lines(path, lines.join(', '))];
}
