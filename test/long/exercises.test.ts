import { equal } from 'node:assert/strict';
import path from 'node:path';
import { codealong } from '../support/cli';
import { nothingIsLeft } from '../support/containers';
import { ROOT } from '../support/run';

const COURSES = ['like-exercism', 'like-mooc', 'like-university'];

describe('Exercises that come from elsewhere', function () {
  this.timeout(180_000);
  afterEach(nothingIsLeft);

  for (const name of COURSES)
    it(`pass the check: ${name}`, async () => {
      const folder = path.join(ROOT, 'test', 'courses', name);
      const { code, stdout, stderr } = await codealong(['check', folder]);
      equal(code, 0, stdout + stderr);
    });
});
