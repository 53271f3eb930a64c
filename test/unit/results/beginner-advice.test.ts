import assert from 'node:assert/strict';
import { BEGINNERS, filesOf } from '../../support/beginners';
import { stderrOf } from './python';
import { crashed, early, told } from './told';

describe('The advice for a beginner fits', () => {
  for (const [name, [source, title, advice]] of Object.entries(BEGINNERS)) {
    it(name, () => {
      const found = told(early, crashed(stderrOf(filesOf(source))));
      assert.match(found.message ?? '', title);
      assert.match(found.advice ?? '', advice);
      assert.ok((found.location?.file ?? '') in filesOf(source));
    });
  }
});
