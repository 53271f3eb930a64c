import assert from 'node:assert/strict';
import { BUDGETS, overBudget, sizes } from '../../scripts/budgets.mjs';

const INPUTS = {
  'src/a.ts': { bytesInOutput: 40_000 },
  'node_modules/heavy/lib/one.js': { bytesInOutput: 30_000 },
  'node_modules/outer/node_modules/heavy/two.js': { bytesInOutput: 30_000 },
  'node_modules/@scope/light/x.js': { bytesInOutput: 1_000 },
};

function problems(bytes: number, inputs: typeof INPUTS = INPUTS) {
  return overBudget({ 'dist/a.js': { bytes, inputs } }, { 'dist/a.js': 100_000 });
}

describe('The budgets of the bundles', () => {
  it('are kept up to the last byte', () => {
    assert.deepEqual(problems(100_000), []);
    assert.equal(problems(100_001).length, 1);
  });

  it('say which bundle is too large, by how much, and what takes most of it, with a package as a whole', () => {
    assert.deepEqual(problems(101_000)[0]?.split('\n'), [
      'dist/a.js has 101.0 KB, its budget is 100.0 KB. The largest that is in it:',
      '   60.0 KB  heavy',
      '   40.0 KB  src/a.ts',
      '    1.0 KB  @scope/light',
    ]);
  });

  it('name a bundle that was not built', () => {
    assert.deepEqual(overBudget({}, { 'dist/a.js': 1000 }), ['dist/a.js has a budget of 1.0 KB and was not built.']);
  });

  it('are 200 KB for the bundle that a window loads first, 418 KB for the core, and 306 KB for the page of a task', () => {
    assert.deepEqual(BUDGETS, {
      'dist/extension.js': 200_000,
      'dist/core-bundle.js': 418_000,
      'dist/task-bundle.js': 306_000,
    });
  });

  it('are told in one line when they are kept', () => {
    assert.equal(
      sizes({ 'dist/a.js': { bytes: 99_000, inputs: {} } }, { 'dist/a.js': 100_000 }),
      'dist/a.js 99.0 KB of 100.0 KB',
    );
  });
});
