import { deepEqual, equal, match, notEqual, ok, throws } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { wantedIn } from '../../scripts/official/images.mjs';
import { ingredients, OFFICIAL_BASE, partsOn, runtimesWanted, WORDS, wordsIn } from '../../scripts/official/parts.mjs';
import { recommendedIn, runtimesIn, testedEverywhere } from '../../scripts/setup-runtimes.mjs';
import { LONG_PARTS, waitsForSetup } from '../../scripts/test-parts.mjs';
import { ROOT } from '../support/run';

const KNOWN = runtimesIn(ROOT);
const IMAGE = 'sha256:12ab';

describe('npm run official', () => {
  it('runs the parts that its words name, in an order of its own, and all without a word', () => {
    deepEqual(wordsIn([]), WORDS);
    deepEqual(wordsIn(['attacks', 'image']), ['image', 'attacks']);
    throws(() => wordsIn(['image', 'attack']), /There is no part attack\. There are: image courses attacks\./);
  });

  it('runs in the recommended runtime, in one that is named, or in all that every machine can have', () => {
    deepEqual(runtimesWanted(undefined, KNOWN), [recommendedIn(KNOWN)]);
    deepEqual(
      runtimesWanted('python-3.12', KNOWN).map(({ version }) => version),
      ['3.12'],
    );
    deepEqual(runtimesWanted('all', KNOWN), testedEverywhere(KNOWN));
    throws(() => runtimesWanted('3.11', KNOWN), /There is no runtime 3\.11\. There are: python-3\.11 .* all\./);
  });

  it('brings what the base is made of: a Debian, and a Python with the pytest that install.sh asks for', () => {
    const brought = testedEverywhere(KNOWN).map((runtime) => ingredients(runtime, KNOWN));
    const debian = ['--reference-base'];
    deepEqual(brought, [[debian, ['--base-only', '--runtime', 'python-3.13']], [debian], [debian]]);
  });

  it('finds the releases that install.sh asks pip for', () => {
    for (const { version } of KNOWN) match(wantedIn(version), /^pytest==[\d.]+( \w+==[\d.]+)+$/);
    equal(wantedIn('3.11'), wantedIn('3.13'));
    notEqual(wantedIn('3.13'), wantedIn('3.14'));
  });

  it('gives each part the image or the words by which its tests are found, and the runtime', () => {
    const [image, courses, attacks] = partsOn({ id: 'python-3.11' }, IMAGE, WORDS);
    for (const part of [image, courses, attacks]) {
      match(part?.name ?? '', /^\w+, python-3\.11$/);
      deepEqual(part?.env, { CODEALONG_TEST_RUNTIME: 'python-3.11' });
    }
    deepEqual(image?.options, ['--grep', OFFICIAL_BASE]);
    for (const part of [courses, attacks]) deepEqual(part?.options.slice(0, 2), ['--image', IMAGE]);
    deepEqual(
      partsOn({ id: 'python-3.14' }, IMAGE, ['courses']).map(({ name }) => name),
      ['courses, python-3.14'],
    );
  });

  it('finds tests of the image and of the runner by these words', () => {
    for (const name of ['image', 'pip-base']) {
      const text = readFileSync(path.join(ROOT, `test/sandbox/${name}.test.ts`), 'utf8');
      match(text, /describe\(`[^`]*\$\{OFFICIAL_BASE\}|^ *\[OFFICIAL_BASE,/m);
    }
  });

  it('checks the courses in every Python as a part of npm run test:long', () => {
    const part = LONG_PARTS.find(({ counting }) => counting === 'scripts/official.mjs');
    ok(part !== undefined && waitsForSetup(part));
    const [word = '', option, id] = part.options ?? [];
    deepEqual([wordsIn([word]), option], [['courses'], '--runtime']);
    deepEqual(runtimesWanted(id, KNOWN), testedEverywhere(KNOWN));
  });
});
