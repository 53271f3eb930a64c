// What `npm run official` runs on the image. Pure.
import { recommendedIn, testedEverywhere } from '../setup-runtimes.mjs';
import { usualBase, wheelsFrom } from './images.mjs';

const MINUTE = 60;

/** In the titles of the tests that try the image on such a base. By these words they are found. */
export const OFFICIAL_BASE = 'a base as the official one';

/** The words on the command line, in the order in which the parts run. */
export const WORDS = /** @type {const} */ (['image', 'courses', 'attacks']);

/**
 * @typedef {(typeof WORDS)[number]} Word
 * @typedef {import('../setup-runtimes.mjs').Runtime} Runtime
 */

/**
 * The parts of these words, in their order; all for no word.
 * @param {readonly string[]} words
 * @returns {readonly Word[]}
 * @throws RangeError for a word that is none
 */
export function wordsIn(words) {
  const unknown = words.filter((word) => !WORDS.some((known) => known === word));
  if (unknown.length > 0)
    throw new RangeError(`There is no part ${unknown.join(', ')}. There are: ${WORDS.join(' ')}.`);
  return words.length === 0 ? WORDS : WORDS.filter((word) => words.includes(word));
}

/**
 * The runtimes to run in: the one of this id; for undefined the recommended one, for `all` those that every machine can have.
 * @param {string | undefined} id
 * @param {readonly Runtime[]} known
 * @returns {readonly Runtime[]}
 * @throws RangeError for an id that none has
 */
export function runtimesWanted(id, known) {
  if (id === undefined) return [recommendedIn(known)];
  if (id === 'all') return testedEverywhere(known);
  const found = known.filter((runtime) => runtime.id === id);
  if (found.length === 0)
    throw new RangeError(`There is no runtime ${id}. There are: ${known.map((one) => one.id).join(' ')} all.`);
  return found;
}

/**
 * What setup-docker.sh has to bring beside this runtime's own base before one that looks as the official image can be made, as its arguments.
 * @param {Runtime} runtime
 * @param {readonly Runtime[]} known
 * @returns {readonly (readonly string[])[]}
 */
export function ingredients({ id: own, version }, known) {
  const wheels = known.filter(({ id, base }) => id !== own && base === usualBase(wheelsFrom(version)));
  return [['--reference-base'], ...wheels.map(({ id }) => ['--base-only', '--runtime', id])];
}

/**
 * The parts, as those of `npm test`.
 * @param {Pick<Runtime, 'id'>} runtime
 * @param {string} image the runner's, as its name or id
 * @param {readonly Word[]} words
 */
export function partsOn({ id }, image, words) {
  const env = { CODEALONG_TEST_RUNTIME: id };
  const parts = {
    image: {
      seconds: 15 * MINUTE,
      suite: 'test/sandbox/@(image|pip-base).test.ts',
      options: ['--grep', OFFICIAL_BASE],
    },
    courses: { seconds: 20 * MINUTE, counting: 'scripts/courses.mjs', options: ['--image', image] },
    attacks: {
      seconds: 30 * MINUTE,
      counting: 'scripts/attack.mjs',
      // As in `npm test`: an honest program after each case would take as long as the cases.
      options: ['--image', image, '--clean', '10'],
    },
  };
  return words.map((word) => ({ name: `${word}, ${id}`, env, ...parts[word] }));
}
