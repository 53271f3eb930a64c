import { deepEqual, equal, match } from 'node:assert/strict';
import { codealong } from '../support/cli';
import { nothingIsLeft } from '../support/containers';
import { inCopy, SUM } from '../support/course-copy';

/** Adds the numbers that it is given, and prints the sum. */
const SUITE = `import pytest
from codealong import program


@pytest.mark.skpi
def test_sums() -> None:
    """Adds"""
    lines = program.run(input="1 2\\n").lines
    assert lines[0] == "3"
`;

describe('A check of a suite that takes answers apart', function () {
  this.timeout(120_000);
  afterEach(nothingIsLeft);

  const check = async (suite: string, solution: string) => {
    let checked = { stdout: '', texts: {} as Readonly<Record<string, string>> };
    await inCopy(async (copy) => {
      for (const name of Object.keys(await copy.texts()))
        if (name.startsWith(`${SUM}/wrong/`)) await copy.write(name, '');
      await copy.write(`${SUM}/test_sum.py`, suite);
      await copy.write(`${SUM}/solution/calc.py`, solution);
      await copy.write(`${SUM}/wrong/silent.py`, 'input()\n');
      await copy.write(`${SUM}/wrong/endless.py`, 'while True:\n    pass\n');
      const { stdout } = await codealong(['check', copy.folder, '--step', '1', '--accept']);
      checked = { stdout, texts: await copy.texts() };
    });
    return checked;
  };

  it('names the line as a fault with the solution, and only remarks on it with other programs', async () => {
    const wrong = await check(SUITE.replace('[0]', '[3]'), 'print(sum(map(int, input().split())))\n');
    match(wrong.stdout, /✗ steps\/01-sum\/test_sum\.py:9: .*with its solution, this line .* raises an IndexError/);
    match(wrong.stdout, /`assert lines\[3\] == "3"`/);
    const right = await check(SUITE, 'print(sum(map(int, input().split())))\n');
    const marks = [...right.stdout.matchAll(/^(.) steps\/01-sum\/test_sum\.py:9: /gm)].map(([, mark]) => mark);
    deepEqual([marks.length >= 2, new Set(marks)], [true, new Set('✓')]);
    match(right.stdout, /✓ steps\/01-sum\/test_sum\.py:5: .*the mark `skpi`.*Did you mean "skip"\?/);
    match(right.stdout, /✗ steps\/01-sum\/wrong\/endless\.txt: .*ended by the time limit, so its text is not kept/);
    equal(right.texts[`${SUM}/wrong/endless.txt`], undefined);
    match(right.texts[`${SUM}/wrong/silent.txt`] ?? '', /could not read your program's answer: IndexError/);
  });
});
