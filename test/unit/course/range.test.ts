import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { parseCourse } from '../../../src/course/format/parse';
import { compareVersions, isInRange, parseRange, parseVersion } from '../../../src/course/format/range';
import { textOf } from '../../../src/results/texts';
import { bestCpu } from '../../support/cpu';
import { courseText } from './place';

const RUNTIMES = ['3.9', '3.10', '3.11', '3.12', '3.13', '3.14', '3.15'];

/** What `course.json` says of a range, or null. */
function faultOf(range: unknown) {
  const text = JSON.stringify(courseText({ runtimes: { python: range } }), null, 2);
  const [problem] = parseCourse(Buffer.from(text), 'course.json').problems;
  return problem === undefined ? null : { line: problem.line, ...textOf(problem) };
}

describe('A range of versions', () => {
  for (const [range, ...fitting] of [
    ['>=3.11', '3.11', '3.12', '3.13', '3.14', '3.15'],
    ['>=3.11 <3.14', '3.11', '3.12', '3.13'],
    ['<3.14 >=3.11', '3.11', '3.12', '3.13'],
    ['=3.13', '3.13'],
    ['<3.10', '3.9'],
    ['>=3', ...RUNTIMES],
    ['=3', ...RUNTIMES],
    ['<3'],
    ['>=4'],
    ['<3.11 >=3.14'],
    ['>=3.12 >=3.14', '3.14', '3.15'],
    ['=3.12 =3.13'],
  ] as const) {
    it(`${range} has ${fitting.length === 0 ? 'none' : fitting.join(', ')} of ${RUNTIMES.join(', ')}`, () => {
      deepEqual(
        RUNTIMES.filter((version) => isInRange(version, range)),
        fitting,
      );
      equal(faultOf(range), null);
    });
  }

  it('has the releases of a version that is in it', () => {
    ok(isInRange('3.13.5', '=3.13'));
    ok(isInRange('3.13.0rc1', '>=3.13'));
    ok(!isInRange('3.13.5', '<3.13'));
    ok(!isInRange('3.13.5', '=3.14'));
    ok(!isInRange('3', '=3.13'));
  });

  it('has nothing that is no version, and a range that cannot be read has nothing at all', () => {
    for (const version of ['', 'pypy3.11', 'x', '.3', '-3.11']) ok(!isInRange(version, '>=0'), version);
    for (const version of RUNTIMES) ok(!isInRange(version, '>=3.11.2'));
  });

  for (const odd of [
    '',
    ' ',
    '3.11',
    '>= 3.11',
    '>=3.11 ',
    ' >=3.11',
    '>=3.11  <3.14',
    '>=3.11,<3.14',
    '>=3.11.2',
    '>=3.11.*',
    '>3.11',
    '<=3.13',
    '==3.13',
    '~=3.11',
    '!=3.12',
    '^3.11',
    '>=3.x',
    '>=03.11',
    '>=3.011',
    '>=３.11',
    '>=3.',
    '>=-3',
    '>=',
    '>=3.11\n',
    '>=3.11\t<3.14',
    'latest',
    '>=99999',
    Array.from({ length: 20 }, () => '>=3.11').join(' '),
  ])
    it(`is not ${JSON.stringify(odd.slice(0, 30))}, and its author reads what is one`, () => {
      equal(parseRange(odd), null);
      const { line, title, advice } = faultOf(odd) ?? {};
      equal(line, 6);
      ok(title?.startsWith('"runtimes.python"'), title);
      if (odd.length < 100) ok(advice?.includes('`>=3.11 <3.14`'), advice);
    });

  it('is a text', () => {
    for (const value of [3.11, null, true, ['>=3.11'], { from: '3.11' }])
      equal(faultOf(value)?.title.startsWith('"runtimes.python" must be of type string'), true);
  });

  it('is read here as the schema reads it', () => {
    const pieces = fc.array(fc.constantFrom('>=', '<', '=', '3', '0', '11', '.', ' ', '99999', 'x'), { maxLength: 12 });
    const isRange = (text: string) => parseRange(text) !== null;
    fc.assert(
      fc.property(pieces, (some) => isRange(some.join('')) === (faultOf(some.join('')) === null)),
      { numRuns: 1000, examples: [[['>=', '3', '.', '11', ' ', '<', '3']], [['=', '0']]] },
    );
  });

  it('is read in no noticeable time, however long', () => {
    for (const unit of ['>=3.11 ', '1', '.', '>=', ' ', '3.'])
      ok(bestCpu(() => void [parseRange(unit.repeat(500_000)), isInRange(unit.repeat(500_000), '>=3')], 1) < 500, unit);
  });
});

describe('Versions', () => {
  it('are compared as numbers, not as texts', () => {
    const shuffled = ['3.11', '3.9', '3.14', '3', '2.7', '3.10', '10.0'];
    deepEqual(
      shuffled.sort((a, b) => compareVersions(parseVersion(a), parseVersion(b))),
      ['2.7', '3', '3.9', '3.10', '3.11', '3.14', '10.0'],
    );
    equal(compareVersions(parseVersion('3'), parseVersion('3.0')), 0);
    ok(compareVersions(parseVersion('3.13.5'), parseVersion('3.13')) > 0);
  });

  it('are read up to where they are no numbers any more', () => {
    deepEqual(parseVersion('3.15.0rc1'), [3, 15, 0]);
    deepEqual(parseVersion('3.13.5+'), [3, 13, 5]);
    deepEqual(parseVersion('python-3.13'), []);
  });
});
