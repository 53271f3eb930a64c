import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..');

/** ES modules that use TypeScript's own parser: loaded when a test asks. */
const load = () => import('../../scripts/structure/measures.mjs');

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
}

/** A small project with one fault of each kind. */
const FAULTY = {
  'tsconfig.json': '{ "include": ["src"] }',
  'src/a/one.ts': `import type { Two } from '../b/two';\nexport interface One { two: Two }\nexport const both = 1;\n`,
  'src/b/two.ts': `import type { One } from '../a/one';\nexport interface Two { one: One }\nexport function both() {\n  return 2;\n}\n`,
  'src/b/one.ts': `export { both } from '../a/one';\nexport type { Two } from './two';\n${'// long\n'.repeat(298)}`,
  'test/unit/long.test.ts': '// long\n'.repeat(301),
  'test/unit/short.test.ts': '// short\n',
  'docker/codealong/__init__.py': 'from codealong import _a\n',
  'docker/codealong/_a.py': 'from codealong._b import (\n    thing,\n)\n',
  'docker/codealong/_b.py': 'if TYPE_CHECKING:\n    from codealong._a import Thing\n',
};

describe('The structure', function () {
  this.timeout(60_000);

  it('is within its limits (npm run structure)', async () => {
    const { LIMITS, measure, table } = await load();
    const measures = measure(ROOT);
    const names = Object.keys(LIMITS) as (keyof typeof LIMITS)[];
    const tooMuch = names.filter((name) => measures[name].value > LIMITS[name]);
    assert.deepEqual(tooMuch, [], `\n${table(measures).join('\n')}`);
  });

  it('is measured: each kind of fault is found', async () => {
    const root = mkdtempSync(path.join(os.tmpdir(), 'codealong-structure-'));
    try {
      write(root, FAULTY);
      const measures = (await load()).measure(root);
      assert.deepEqual(measures.cycles.found, ['a/one.ts, b/two.ts']);
      assert.deepEqual(measures.pythonCycles.found, ['codealong._a, codealong._b']);
      assert.deepEqual(measures.namesDeclaredTwice.found, ['both: a/one.ts, b/two.ts']);
      assert.deepEqual(measures.fileNamesTwice.found, ['one.ts: a/one.ts, b/one.ts']);
      assert.deepEqual(measures.crumbs.found, ['a/one.ts (3)', 'b/two.ts (5)']);
      assert.deepEqual(measures.longestFile.found, ['b/one.ts (300)']);
      assert.deepEqual(measures.longestTestFile.found, ['unit/long.test.ts (301)']);
      assert.deepEqual(measures.longestFunction.found, ['b/two.ts both (3)']);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
