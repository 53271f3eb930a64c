import { deepEqual, equal, match } from 'node:assert/strict';
import { nothingIsLeft } from '../support/containers';
import { reportOf, toldOf } from '../support/small-course';

const PROGRAM = 'def double(x):\n    return 2 * x\n';
const TEST = 'def test_it():\n    assert solution.call("main:double", LIMIT) == 2 * LIMIT\n';

const FIXTURES = String.raw`import logging, os, sys, warnings
import pytest
from codealong import program


def test_tmpdir(tmpdir):
    tmpdir.join("a.txt").write("2 3")
    assert program.run(input=tmpdir.join("a.txt").read()).text == "2 3\n"


def test_tmp_path(tmp_path):
    (tmp_path / "a.txt").write_text("2")


def test_factories(tmp_path_factory, tmpdir_factory):
    tmp_path_factory.mktemp("a")
    tmpdir_factory.mktemp("b")


def test_caplog(caplog):
    logging.getLogger("suite").warning("said")
    assert "said" in caplog.text


def test_recwarn(recwarn):
    warnings.warn("careful")
    assert len(recwarn) == 1


def test_properties(record_property, record_xml_attribute, record_testsuite_property):
    record_property("points", 2)


def test_capsys(capsys):
    print("from the suite")
    assert capsys.readouterr().out == "from the suite\n"


def test_capfd(capfd):
    os.write(1, b"below")
    assert capfd.readouterr().out == "below"


def test_monkeypatch(monkeypatch):
    monkeypatch.setenv("SOME", "thing")
    assert os.environ["SOME"] == "thing"


def test_request(request, pytestconfig):
    assert request.node.name == "test_request"


def test_cache(cache):
    cache.set("a/b", 1)
    assert cache.get("a/b", 0) == 1


def test_warns():
    with pytest.warns(UserWarning):
        warnings.warn("careful")
`;

describe('A suite that pytest runs by itself', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it("has all of pytest's own fixtures", async () => {
    const report = await reportOf({ program: 'print(input())\n', suite: { 'test_it.py': FIXTURES } });
    deepEqual(
      toldOf(report).filter((line) => !line.endsWith(': passed')),
      [],
    );
    deepEqual([report.outcome, report.tests.length], ['passed', 12]);
  });

  it('imports the modules beside its tests, and conftest', async () => {
    const report = await reportOf({
      program: PROGRAM,
      suite: {
        'test_it.py': `from cases import LIMIT\nfrom conftest import SAME\nfrom codealong import solution\n\n\n${TEST}\n\ndef test_late():\n    import later\n    assert later.HERE and SAME == "step"\n`,
        'cases.py': 'LIMIT = 21\n',
        'later.py': 'HERE = True\n',
        'conftest.py': 'SAME = "step"\n',
        'inner/test_inner.py': 'from cases import LIMIT\n\n\ndef test_inner():\n    assert LIMIT == 22\n',
        'inner/cases.py': 'LIMIT = 22\n',
      },
    });
    deepEqual([...toldOf(report)].sort(), ['test_inner: passed', 'test_it: passed', 'test_late: passed']);
  });

  it('is found when the word stands at the end of the name of the file', async () => {
    const report = await reportOf({
      program: PROGRAM,
      suite: { 'double_test.py': `from codealong import solution\n\nLIMIT = 4\n\n\n${TEST}` },
    });
    deepEqual([report.outcome, toldOf(report)], ['passed', ['test_it: passed']]);
  });

  it('names a fixture, a module or a plugin that is missing, and where it would come from', async () => {
    const run = (text: string) => reportOf({ program: PROGRAM, suite: { 'test_it.py': text } });
    const fixture = await run('def test_it(mocker):\n    pass\n');
    match(
      fixture.message ?? '',
      /there is no fixture "mocker" \(it belongs to pytest-mock, which the sandbox does not have\)/,
    );
    const unknown = await run('def test_it(nothing):\n    pass\n');
    match(unknown.message ?? '', /there is no fixture "nothing"$/m);
    const module = await run('import hypothesis\n\n\ndef test_it():\n    pass\n');
    match(module.message ?? '', /No module named 'hypothesis'/);
    for (const { outcome, reason } of [fixture, unknown, module])
      deepEqual([outcome, reason], ['sandbox-error', 'suite-error']);
    equal(fixture.tests[0]?.outcome, 'errored');
  });
});
