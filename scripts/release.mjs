// Decides whether a packed extension may be published.
const PLACEHOLDER = 'example.invalid';

/** @typedef {{ version: string, repository: { url: string } }} Manifest */

/**
 * @param {Manifest} manifest
 * @param {string | undefined} tag the release's name, such as v0.2.0; undefined if there is none
 * @returns {string[]} one sentence for each obstacle; none when it may be published
 */
export function obstacles({ version, repository }, tag) {
  const problems = [];
  if (repository.url.includes(PLACEHOLDER))
    problems.push('The repository in package.json is a placeholder: put the real address there before publishing.');
  if (tag !== undefined && tag !== `v${version}`)
    problems.push(`The tag is ${tag}, but the version in package.json is ${version}.`);
  return problems;
}
