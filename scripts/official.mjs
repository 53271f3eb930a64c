// `npm run official`: CodeAlong on the layout of Python's official image, with Python in /usr/local and pytest from pip. Where no registry has
// that image, a base that looks as it does is made of Debian's packages.
//   npm run official                     all parts in the recommended runtime: the tests of the image, `check` of all courses, the attacks
//   npm run official -- image courses    these parts; the third one is attacks
//   --runtime python-3.11                in this runtime; `all`: in each that every machine can have
//   --counts FILE                        writes the numbers as JSON, as a part of `npm run test:long` has to
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isOfDebian, officialBase, runnerOn } from './official/images.mjs';
import { ingredients, partsOn, runtimesWanted, wordsIn } from './official/parts.mjs';
import { endChildrenOnSignals, run } from './process.mjs';
import { runtimesIn } from './setup-runtimes.mjs';
import { runPart } from './test-parts.mjs';
import { countsIn, inTurn, lastLines, summaryLines } from './test-summary.mjs';

/** Of one base; of Debian's packages it takes about two minutes. */
const BASE_SECONDS = 20 * 60;
const root = fileURLToPath(new URL('..', import.meta.url));

function say(/** @type {string} */ text) {
  process.stdout.write(`official: ${text}\n`);
}

function wished() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runtime: { type: 'string' }, counts: { type: 'string' } },
  });
  const known = runtimesIn(root);
  return { known, words: wordsIn(positionals), runtimes: runtimesWanted(values.runtime, known), counts: values.counts };
}

/** Pulls an image, or makes it of Debian's packages. */
async function bring(/** @type {readonly string[]} */ options) {
  const script = join(root, 'scripts/setup-docker.sh');
  const { code } = await run(script, options, { seconds: BASE_SECONDS, show: true });
  if (code !== 0) throw new Error('the base cannot be had; see the lines above');
}

/** @param {import('./setup-runtimes.mjs').Runtime} runtime */
async function imageOf(runtime, { known }) {
  await bring(['--base-only', '--runtime', runtime.id]);
  if (isOfDebian(runtime.base)) for (const options of ingredients(runtime, known)) await bring(options);
  const base = officialBase(runtime.version);
  const image = runnerOn(base);
  say(`${runtime.id} on ${base}: ${image}`);
  return image;
}

async function main() {
  const { known, words, runtimes, counts } = wished();
  const parts = [];
  for (const runtime of runtimes) parts.push(...partsOn(runtime, await imageOf(runtime, { known }), words));
  const results = await inTurn(parts, (part) => runPart(part, root));
  for (const line of [...summaryLines(results), ...lastLines(results)]) process.stdout.write(`${line}\n`);
  const sums = countsIn(results);
  if (counts !== undefined) writeFileSync(counts, JSON.stringify(sums));
  return sums.failed === 0 && sums.passed > 0 ? 0 : 1;
}

endChildrenOnSignals();
try {
  process.exitCode = await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
