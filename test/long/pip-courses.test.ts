import { deepEqual, equal } from 'node:assert/strict';
import { codealong } from '../support/cli';
import { nothingIsLeft } from '../support/containers';
import { isOfDebian, pipBase, runnerOn } from '../support/runner-images';

const MINUTE = 60_000;
const VERSIONS = ['3.11', '3.13', '3.14'];
const COURSES = ['courses/redis', 'test/courses/calc', 'test/courses/kata'];

/** On Debian's own base they are checked by `scripts/courses.mjs --runtimes`. */
describe('The courses on a base as the official one, with pytest from pip', function () {
  this.timeout(10 * MINUTE);
  after(nothingIsLeft);

  for (const version of VERSIONS)
    describe(`of Python ${version}`, () => {
      let image = '';

      before(function () {
        // Where a registry answered, the usual bases are the official ones.
        if (!isOfDebian(`python:${version}-slim`)) this.skip();
        image = runnerOn(pipBase(version));
      });

      for (const course of COURSES)
        it(`pass every check: ${course}`, async () => {
          const { stdout, stderr, code } = await codealong(['check', course, '--json', '--image', image]);
          equal(stderr, '');
          const { findings } = JSON.parse(stdout) as { findings: readonly { ok: boolean; text: string }[] };
          deepEqual(
            findings.filter(({ ok }) => !ok).map(({ text }) => text),
            [],
          );
          equal(code, 0);
        });
    });
});
