import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import type { Report } from '../../src/contract/report';
import { nothingIsLeft } from '../support/containers';
import { reportOf, toldOf } from '../support/small-course';

const HEAD = `import os

import pytest
from codealong import program, solution, tools


`;
const PURSES = `class Purse:
    made = 0

    def __init__(self, coins=0):
        Purse.made += 1
        self.coins = coins

    def put(self, coins):
        self.coins += coins
        print("put", coins)
        return self.coins


def move(source, target, coins):
    source.coins -= coins
    return target.put(coins)


def total(purses):
    return sum(purse.coins for purse in purses["all"])


def made():
    return Purse.made
`;

const judged = (suite: string, program = PURSES): Promise<Report> =>
  reportOf({ program, suite: { 'test_it.py': HEAD + suite } });
const passes = async (suite: string, program?: string) => {
  const report = await judged(suite, program);
  equal(report.outcome, 'passed', JSON.stringify(toldOf(report), null, 2));
};
const fixture = (scope: string, body: string) => `@pytest.fixture(scope="${scope}")\ndef ${body}\n\n\n`;

describe('An object that a fixture of wider scope holds', function () {
  this.timeout(90_000);
  afterEach(nothingIsLeft);

  for (const scope of ['class', 'module', 'session'])
    it(`lives as long as the ${scope}, and what it printed is of its own test`, async () => {
      await passes(`${fixture(scope, 'purse():\n    made = solution.new("main:Purse", 1)\n    made.put(2)\n    yield made\n    assert made.put(0) == 16')}class TestPurse:
    def test_first(self, purse):
        assert solution.printed == "put 2\\n"
        assert (purse.put(4), solution.printed) == (7, "put 4\\n")

    def test_second(self, purse):
        assert solution.printed == "put 2\\n"
        assert purse.coins == 7
        assert purse.put(9) == 16
        assert solution.call("main:made") == 0
        assert solution.printed == ""
`);
    });

  it('is handed to a function, alone or in a list, while the test has a process of its own', async () => {
    await passes(`${fixture('module', 'pair():\n    return solution.new("main:Purse", 10), solution.new("main:Purse")')}def test_first(pair):
    source, target = pair
    assert solution.call("main:move", source, target, 3) == 3
    assert (solution.printed, source.coins, target.coins) == ("put 3\\n", 7, 3)
    assert solution.call("main:total", {"all": [source, target]}) == 10
    assert solution.call("main:made") == 0
    own = [solution.new("main:Purse", 5), solution.new("main:Purse", 6)]
    assert solution.call("main:total", {"all": own}) == 11


def test_second(pair):
    solution.call("main:move", pair[0], coins=1, target=pair[1])
    assert (pair[0].coins, pair[1].coins) == (6, 4)
    assert solution.raises("main:move", pair[0], None, 1, error="AttributeError")
`);
  });

  it('cannot meet one of another process, which the author is told with the way out', async () => {
    const report =
      await judged(`${fixture('module', 'purse():\n    return solution.new("main:Purse", 1)')}def test_it(purse):
    solution.call("main:move", purse, solution.new("main:Purse"), 1)
`);
    equal(report.reason, 'suite-error');
    match(report.tests[0]?.message ?? '', /different processes cannot meet[\s\S]*both in one fixture/);
  });

  it('ends with its fixture, which is named where the object is used too late', async () => {
    const report = await judged(`kept = []


class TestPurse:
    ${fixture('class', 'purse(self):\n        kept.append(solution.new("main:Purse", 1))').replace('\ndef', '\n    def').trimEnd()}

    def test_first(self, purse):
        assert kept[0].coins == 1


def test_method():
    kept[0].put(1)


def test_argument():
    solution.call("main:total", {"all": kept})
`);
    deepEqual(
      report.tests.map(({ outcome }) => outcome),
      ['passed', 'errored', 'errored'],
      toldOf(report).join('\n'),
    );
    for (const { message } of report.tests.slice(1))
      match(message ?? '', /this object was made in the fixture "purse" \(scope "class", test_it\.py:\d+\), and ended/);
  });

  it('is gone with a process that the program has ended: the test is told that, not the suite', async () => {
    const report = await judged(
      `${fixture('module', 'purse():\n    return solution.new("main:Purse", 1)')}def test_ends(purse):
    purse.put(1)


def test_after(purse):
    purse.put(1)


def test_alone():
    assert solution.call("main:made") == 0
`,
      PURSES.replace('print("put", coins)', 'raise SystemExit(3) if coins == 1 else None').replace(
        'raise SystemExit(3) if coins == 1 else None',
        '__import__("os")._exit(3)',
      ),
    );
    deepEqual(
      report.tests.map(({ outcome }) => outcome),
      ['failed', 'failed', 'passed'],
      toldOf(report).join('\n'),
    );
    for (const { message } of report.tests.slice(0, 2)) match(message ?? '', /exit(ed)? (with )?code 3/);
    doesNotMatch(toldOf(report).join(), /scope|fixture/);
  });
});

describe('A tool that a fixture of wider scope adds', function () {
  this.timeout(90_000);
  afterEach(nothingIsLeft);

  const TOOLS = `def said(name):
    path = f"{tools.path}/{name}"
    return program.run(path).text if os.path.exists(path) else None


def add(name, word):
    tools.add(name, f"#!/bin/sh\\necho {word}\\n")


def everything():
    return sorted(os.path.relpath(f"{at}/{one}", tools.path) for at, inner, files in os.walk(tools.path) for one in inner + files)


`;
  const RUNS =
    'import subprocess, sys\nprint(subprocess.run(sys.argv[1:], capture_output=True).stdout.decode(), end="")\n';

  it('lives as long as the fixture, is lent to a test that replaces it, and goes after it', async () => {
    await passes(
      `${TOOLS}class TestTools:
    @pytest.fixture(scope="class", autouse=True)
    def greet(self):
        add("greet", "one")
        add("deep/er/greet", "deep")
        yield
        assert said("greet") == "one\\n"

    def test_first(self):
        assert (said("greet"), said("deep/er/greet")) == ("one\\n", "deep\\n")
        add("greet", "two")
        add("greet", "three")
        add("deep/own", "own")
        assert (said("greet"), said("deep/own")) == ("three\\n", "own\\n")

    def test_second(self):
        assert said("greet") == "one\\n"
        assert everything() == ["deep", "deep/er", "deep/er/greet", "greet"]


def test_after():
    assert everything() == []
`,
      RUNS,
    );
  });

  it('stays when it comes in the midst of a test that has one of its name, and leaves nothing behind', async () => {
    await passes(
      `${TOOLS}class TestTools:
    @pytest.fixture(scope="class")
    def late(self):
        add("deep/greet", "late")

    def test_first(self, request):
        add("deep/greet", "own")
        request.getfixturevalue("late")
        assert said("deep/greet") == "late\\n"

    def test_second(self, late):
        assert said("deep/greet") == "late\\n"


def test_after():
    assert everything() == []
`,
      RUNS,
    );
  });
});
