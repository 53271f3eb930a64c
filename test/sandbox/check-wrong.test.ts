import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { withoutMarks } from '../../src/authoring/golden';
import type { Report } from '../../src/contract/report';
import { codealong } from '../support/cli';
import { nothingIsLeft } from '../support/containers';
import { inCopy, KATA, SUM } from '../support/course-copy';
import { inTemporaryFolder } from '../support/run';

/** Each version of Python draws the marks below a line in its own way. */
function unmarked(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, withoutMarks(text)]));
}

describe('The wrong programs of a course', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  const wrong = (name: string) => `${SUM}/wrong/${name}`;

  it('must fail the test that their text names, with the rest of that text', () =>
    inCopy(async (copy) => {
      const text = await copy.read(wrong('exit-code-1.txt'));
      const program = await copy.read(wrong('exit-code-1.py'));
      for (const name of ['differs', 'other', 'unknown', 'form', 'missing'])
        await copy.write(wrong(`${name}.py`), program);
      await copy.write(wrong('differs.txt'), text.replace('on line 4', 'on line 5'));
      await copy.write(wrong('other.txt'), text.replace('test_refuses_a_word', 'test_single_number'));
      await copy.write(wrong('unknown.txt'), text.replace('test_refuses_a_word', 'test_nothing'));
      await copy.write(wrong('form.txt'), 'It is wrong.\n');
      await copy.write(wrong('alone.txt'), text);
      await copy.write(wrong('data.csv'), '');
      await copy.copy(`${SUM}/solution`, wrong('passes'));
      await copy.write(wrong('unreadable.py'), 'def\n');
      const { where, bad } = await copy.check('--step', '1');
      assert.deepEqual(where, [
        ['wrong-text-differs', wrong('differs.txt'), 4],
        ['wrong-text-form', wrong('form.txt'), 1],
        ['wrong-no-text', wrong('missing.txt'), null],
        ['wrong-other-test', wrong('other.txt'), 1],
        ['wrong-passes', wrong('passes'), null],
        ['wrong-unknown-test', wrong('unknown.txt'), 1],
        ['wrong-unreadable', wrong('unreadable.py'), null],
        ['wrong-odd', wrong('data.csv'), null],
        ['wrong-text-alone', wrong('alone.txt'), null],
      ]);
      assert.match(bad[0]?.detail ?? '', /^- .*on line 5.*\n\+ .*on line 4/m);
      assert.equal(withoutMarks(`${bad[2]?.detail}\n`), withoutMarks(text));
    }));

  it('have their texts written by --accept if they are missing or differ, and nothing else is written', () =>
    inCopy(async (copy) => {
      const kept = await copy.texts();
      await copy.write(wrong('exit-code-1.txt'), 'test_sum.py::test_refuses_a_word\n\nIt is wrong.\n');
      await copy.copy(wrong('exit-code-1.py'), wrong('folder/calc.py'));
      await copy.copy(wrong('exit-code-1.py'), wrong('other.py'));
      await copy.write(wrong('other.txt'), 'test_sum.py::test_single_number\n');
      const before = await copy.texts();
      const { stdout, code } = await codealong(['check', copy.folder, '--step', '1', '--accept']);
      assert.equal(code, 1);
      assert.match(stdout, /✓ steps\/01-sum\/wrong\/exit-code-1.txt: .* was different and was rewritten/);
      assert.match(stdout, /✓ steps\/01-sum\/wrong\/folder.txt: .* was missing and was written/);
      assert.match(stdout, /✗ steps\/01-sum\/wrong\/other.txt:1: /);
      const text = kept[wrong('exit-code-1.txt')];
      const wanted = { ...before, [wrong('exit-code-1.txt')]: text ?? '', [wrong('folder.txt')]: text ?? '' };
      assert.deepEqual(unmarked(await copy.texts()), unmarked(wanted));
    }));
});

describe('A forging program of the kata', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  for (const [number, entry] of [
    [1, 'leap.py'],
    [2, 'words.py'],
  ] as const) {
    it(`whose result equals everything fails step ${number}`, () =>
      inTemporaryFolder(async (folder) => {
        const { steps } = JSON.parse(await readFile(path.join(KATA, 'course.json'), 'utf8'));
        const wrong = path.join(KATA, 'steps', `0${number}-${steps[number - 1].id}`, 'wrong', 'always_equal.py');
        await cp(wrong, path.join(folder, entry));
        const args = ['test', path.join(folder, entry), '--course', KATA, '--step', String(number), '--json'];
        const { code, stdout } = await codealong(args);
        const report = JSON.parse(stdout) as Report;
        assert.equal(code, 1);
        // It comes as the plain value below it, which cannot be right for all of them.
        const passed = report.tests.filter(({ outcome }) => outcome === 'passed');
        assert.ok(passed.length < report.tests.length, stdout);
        assert.equal(report.outcome, 'failed');
      }));
  }
});
