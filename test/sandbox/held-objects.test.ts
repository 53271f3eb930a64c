import { deepEqual, match } from 'node:assert/strict';
import { everyTestPasses, fixture } from '../support/bench';
import { nothingIsLeft } from '../support/containers';
import { reportOf } from '../support/small-course';

const PROGRAM = { 'main.py': '', 'shelf.py': fixture('shelf.py') };
/** Each test starts a process, and the machine may be busy. */
const LIMITS = { timeout_seconds: 50 };

everyTestPasses('When a suite holds objects of a program,', PROGRAM, fixture('shelf_suite.py'), LIMITS);
everyTestPasses('When a suite and a program exchange more than values,', PROGRAM, fixture('exchange_suite.py'), LIMITS);

describe('What a learner reads when an object, a text or a list is not the right one', function () {
  this.timeout(90_000);
  afterEach(nothingIsLeft);

  it('names the call, and what came', async () => {
    const test = (name: string, body: string, fixtures = '') => `def test_${name}(${fixtures}):\n    ${body}\n\n`;
    const report = await reportOf({
      program: fixture('shelf.py'),
      suite: {
        'test_it.py': [
          'import pytest\nfrom codealong import solution\n\n',
          test('compared', 'assert solution.new("main:Shelf", "a").twins()[0] == 1'),
          test('value', 'solution.call("main:LIMIT")'),
          test('wrong', 'assert len(solution.new("main:Shelf", "a")) == 2'),
          test('printed', 'solution.call("main:row", 3)\n    assert capsys.readouterr().out == "##\\n"', 'capsys'),
          test('changed', 'mine = [2, 1]\n    solution.call("main:remove_largest", mine)\n    assert mine == [2]'),
          test('unlike', 'with pytest.raises(ValueError, match="^no$"): solution.new("main:Shelf", 1, 2, 3).put(4)'),
          test('own', 'solution.call("main:same", object())'),
        ].join(''),
      },
    });
    deepEqual(
      report.tests.map(({ message, expected, actual }) => [message?.split('\n')[0], expected, actual]),
      [
        ['`shelf` is a value of type `Shelf`; the test needs a plain value.', null, null],
        ['`LIMIT` is a value of type `int`, not a function; the test calls it.', null, null],
        ['The result is not what the test expected.', '2', '1'],
        ['The result is not what the test expected.', "'##\\n'", "'###\\n'"],
        ['The result is not what the test expected.', '[2]', '[1]'],
        ['The exception has another message than the test expected.', "'^no$'", '"(\'no room for\', 4)"'],
        [report.tests[6]?.message?.split('\n')[0], null, null],
      ],
    );
    match(report.tests[6]?.message ?? '', /An object of your own class object cannot be handed/);
  });
});
