import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { codealong } from '../support/cli';
import { nothingIsLeft } from '../support/containers';
import { CALC, CourseCopy, inCopy, KATA, READ, SUM } from '../support/course-copy';
import { inTemporaryFolder } from '../support/run';

describe('Checking a course', function () {
  this.timeout(120_000);
  afterEach(nothingIsLeft);

  for (const [name, folder, last] of [
    ['calc', CALC, /^2 file {2}✓ {6}✓ {17}✓ {9}✓ 1\/1 {4}✓ 3\/3 {4}-$/m],
    ['kata', KATA, /^1 leap {3}✓ {6}✓ {17}✓ {9}✓ 2\/2 {4}✓ 3\/3 {4}-$/m],
  ] as const) {
    it(`finds nothing wrong with ${name}`, async () => {
      const { code, stdout, stderr } = await codealong(['check', folder]);
      assert.equal(code, 0, stdout);
      assert.doesNotMatch(stdout, /✗/);
      assert.match(stdout, last);
      assert.match(stdout, /(\d+) of \1 checks passed in [\d.]+ seconds/);
      assert.equal(stderr, '');
    });
  }

  it('shows a person every fault in full with its place, and the rest in a table', () =>
    inCopy(async (copy) => {
      await copy.replace('course.json', '"sum"', '"sums"');
      await cp(copy.path(SUM), copy.path('steps/01-sums'), { recursive: true });
      await copy.replace('steps/01-sums/hints.md', '## Nearly there', '## Hardly there\n\n## Nearly there');
      const { code, stdout } = await codealong(['check', copy.folder, '--step', 'sums']);
      assert.equal(code, 1);
      assert.match(
        stdout,
        /^✗ steps\/01-sum: steps\/01-sum does not belong to any step in course.json.\n {4}Add the step/m,
      );
      assert.match(stdout, /^✗ steps\/01-sums\/hints.md:10: The hint "Hardly there" is empty.\n {4}Write the text/m);
      assert.match(stdout, /^1 sums {2}✗ /m);
    }));

  it('checks one step alone, but all of course.json', () =>
    inCopy(async (copy) => {
      await copy.write(`${SUM}/solution/calc.py`, 'print("no")\n');
      await copy.write(`${SUM}/hints.md`, '');
      const { where, steps } = await copy.check('--step', '2');
      assert.deepEqual(where, []);
      assert.deepEqual(steps, [
        {
          step: 'file',
          number: 2,
          texts: { passed: 2, of: 2 },
          before: { passed: 1, of: 1 },
          solution: { passed: 1, of: 1 },
          wrong: { passed: 1, of: 1 },
          repeats: { passed: 3, of: 3 },
          reference: null,
        },
      ]);
    }));

  it('checks several steps, in the order of the course, and knows each name', () =>
    inCopy(async (copy) => {
      const { steps } = await copy.check('--step', '2,sum');
      assert.deepEqual(
        steps.map(({ step }) => step),
        ['sum', 'file'],
      );
      const { code, stderr } = await codealong(['check', copy.folder, '--step', 'sum,fiel']);
      assert.equal(code, 2);
      assert.match(stderr, /"fiel".*\n?.*"file"/);
    }));

  it('ends at once and leaves nothing behind when it is interrupted, also while every core is busy', () =>
    inCopy(async (copy) => {
      let asked = 0;
      const meanwhile: NonNullable<Parameters<typeof codealong>[1]>['meanwhile'] = (child) => {
        setTimeout(() => {
          asked = performance.now();
          child.kill('SIGINT');
        }, 8_000);
      };
      const { code } = await codealong(['check', copy.folder, '--all'], { meanwhile });
      assert.equal(code, 130);
      assert.ok(performance.now() - asked < 3_000);
    }));

  it('reports an unknown step and a missing engine', async () => {
    const { code, stderr } = await codealong(['check', CALC, '--step', 'fil']);
    assert.equal(code, 2);
    assert.match(stderr, /no step "fil"[\s\S]*file/);
    const none = await codealong(['check', CALC], { env: { DOCKER_HOST: 'unix:///nowhere.sock' } });
    assert.equal(none.code, 3);
    assert.equal(none.stdout.match(/could not be run/g)?.length, 1);
  });
});

describe('The format of a course', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('is reported with the line of a fault', () =>
    inCopy(async (copy) => {
      await copy.replace('course.json', '"growing"', '"shrinking"');
      assert.deepEqual((await copy.check()).where, [['course-field-choice', 'course.json', 8]]);
    }));

  it('has no id twice', () =>
    inCopy(async (copy) => {
      await copy.replace('course.json', '{ "id": "file"', '\n{ "id": "sum"');
      const { where, bad } = await copy.check();
      assert.deepEqual(where, [['step-id-twice', 'course.json', 10]]);
      assert.match(bad[0]?.text ?? '', /line 9/);
    }));

  it('has a folder for each step', () =>
    inCopy(async (copy) => {
      await rm(copy.path(READ), { recursive: true });
      assert.deepEqual((await copy.check()).where, [['step-folder-missing', 'course.json', 9]]);
    }));

  it('says once that no runtime fits, and tries nothing', () =>
    inCopy(async (copy) => {
      await copy.replace('course.json', '>=3.11', '=3.9');
      for (const args of [[], ['--runtime', 'all']])
        assert.deepEqual((await copy.check(...args)).where, [['no-runtime-fits', 'course.json', null]], args.join(' '));
    }));

  it('is not begun in a runtime that there is not, and neither is anything else', async () => {
    for (const args of [
      ['check', CALC, '--json', '--runtime', 'python-3'],
      ['check', CALC, '--runtime', 'python-3.11,python-3'],
      ['test', '-', '--course', CALC, '--step', '1', '--json', '--runtime', 'python-3'],
      ['image', '--runtime', 'python-3'],
    ]) {
      const { code, stdout, stderr } = await codealong(args);
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, /^There is no runtime "python-3"\./);
    }
  });

  it('needs a course.json', () =>
    inTemporaryFolder(async (folder) => {
      assert.deepEqual((await new CourseCopy(folder).check()).where, [['course-unreadable', 'course.json', null]]);
    }));
});

describe('The texts of a course', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('are reported with file and line', () =>
    inCopy(async (copy) => {
      await copy.replace(`${SUM}/README.md`, '# Add numbers', 'Add numbers');
      await rm(copy.path(`${SUM}/hints.md`));
      await copy.replace(`${READ}/README.md`, 'The two can stand', '[The two](../01-sum/task.md) can stand');
      await copy.write('NOTES.md', '# Notes\n\nSee [below](#above), `[not](this)`.\n');
      assert.deepEqual((await copy.check()).where, [
        ['readme-no-title', `${SUM}/README.md`, 1],
        ['text-missing', `${SUM}/hints.md`, null],
        ['link-anchor', 'NOTES.md', 3],
        ['link-nowhere', `${READ}/README.md`, 29],
      ]);
    }));
});
