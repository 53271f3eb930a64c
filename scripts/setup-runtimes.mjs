// Which runtimes there are, for scripts that know no TypeScript: docker/runtimes/<id>/runtime.json.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Runtime
 * @property {string} id such as `python-3.13`
 * @property {string} version such as `3.13`
 * @property {string} base the name of its base image
 * @property {string | null} suite Debian's release that has it; null where none has
 * @property {boolean} recommended
 */

/**
 * @param {string} root the folder of the repository
 * @returns {readonly Runtime[]} in the order of their versions
 */
export function runtimesIn(root) {
  const folder = join(root, 'docker/runtimes');
  const ids = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  return ids.map((id) => runtimeOf(join(folder, id, 'runtime.json'))).sort((one, other) => minor(one) - minor(other));
}

/** The one that is taken where nothing else decides. */
export function recommendedIn(/** @type {readonly Runtime[]} */ runtimes) {
  const found = runtimes.find(({ recommended }) => recommended);
  if (found === undefined) throw new Error('none of the runtimes is recommended');
  return found;
}

/** Those that every machine can have: where no registry answers, Debian has them. */
export function testedEverywhere(/** @type {readonly Runtime[]} */ runtimes) {
  return runtimes.filter(({ suite }) => suite !== null);
}

/** @returns {Runtime} */
function runtimeOf(file) {
  const { id, version, image, recommended = false } = JSON.parse(readFileSync(file, 'utf8'));
  return { id, version, base: image.base, suite: image.debian?.suite ?? null, recommended };
}

function minor(/** @type {Runtime} */ { version }) {
  return Number(version.split('.')[1] ?? 0);
}
