import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { nothingIsLeft } from '../support/containers';
import { ROOT } from '../support/run';
import { resultOf } from '../support/small-course';

const PAGE = readFileSync(path.join(ROOT, 'courses', 'bring-your-suite.md'), 'utf8');

/** What the driver of the page drives. */
const SHOP = `
now = lambda: 12

def total(prices):
    return sum(prices) / (2 if now() == 18 else 1)

class Counter:
    def label(self):
        return "counter"
`;

/** The examples of the page in their order: the program that each is about, and a change that makes it wrong. */
const EXAMPLES = [
  { entry: 'ferry.py', program: programOf('like-exercism', '01-ferry', 'ferry.py'), wrong: ['- elapsed', '+ elapsed'] },
  {
    entry: 'temperatures.py',
    program: programOf('like-mooc', '01-temperatures', 'temperatures.py'),
    wrong: ['max(numbers)', 'numbers[0]'],
  },
  {
    entry: 'savings.py',
    program: programOf('like-university', '01-savings', 'savings.py'),
    wrong: ['** years', '* years'],
  },
  {
    entry: 'marks.py',
    program: programOf('like-university', '03-marks', 'marks.py'),
    wrong: ['sys.exit(2)', 'return'],
  },
  { entry: 'shop.py', program: SHOP, wrong: ['2 if', '3 if'] },
] as const;

function programOf(course: string, step: string, file: string): string {
  return readFileSync(path.join(ROOT, 'test', 'courses', course, 'steps', step, 'solution', file), 'utf8');
}

describe('The page "Bring your suite"', function () {
  this.timeout(120_000);
  afterEach(nothingIsLeft);

  const blocks = [...PAGE.matchAll(/^```python\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);

  it('has an example for each of these programs', () => equal(blocks.length, EXAMPLES.length));

  for (const [index, { entry, program, wrong }] of EXAMPLES.entries())
    it(`shows tests that pass a right ${entry}, and fail a wrong one`, async () => {
      const suite = { 'test_it.py': blocks[index] ?? '' };
      const course = { entry };
      const right = await resultOf({ suite, program, course });
      deepEqual([right.verdict.outcome, right.report.message], ['passed', null]);
      const broken = program.replace(wrong[0], wrong[1]);
      ok(broken !== program);
      equal((await resultOf({ suite, program: broken, course })).verdict.outcome, 'failed');
    });
});
