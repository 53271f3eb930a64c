import assert from 'node:assert/strict';
import path from 'node:path';
import { codealong } from '../support/cli';
import { nothingIsLeft } from '../support/containers';
import { filesOfGuide, writeGuide } from '../support/guide';
import { inTemporaryFolder } from '../support/run';

describe("The author's guide", function () {
  this.timeout(120_000);
  afterEach(nothingIsLeft);

  it('shows every file of its course, and the course passes the check', () =>
    inTemporaryFolder(async (parent) => {
      const folder = path.join(parent, 'greeter');
      assert.ok(filesOfGuide().size > 12);
      await writeGuide(folder);
      const { code, stdout, stderr } = await codealong(['check', folder]);
      assert.equal(code, 0, stdout + stderr);
    }));
});
