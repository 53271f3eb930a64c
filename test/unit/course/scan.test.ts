import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scanTests } from '../../../src/course/python/scan';

function scan(source: string | Uint8Array) {
  return scanTests('test_a.py', Buffer.from(source));
}

function ids(source: string | Uint8Array) {
  return scan(source).map(({ id }) => id);
}

describe('Scanning a suite without running it', () => {
  it('finds functions, async functions and methods, named by the first line of their docstrings', () => {
    const source = `import codealong

def helper():
    def test_inner(): pass

def test_one():
    """
    Says hello

    and more
    """
    assert True

async def test_two(): pass

class TestGroup:
    value = 1

    def test_three(self):
        'Says \\'bye\\''

    class TestInner:
        def test_four(self): ...

class Other:
    def test_no(self): pass
`;
    assert.deepEqual(
      scan(source).map(({ id, name, line }) => [id, name, line]),
      [
        ['test_a.py::test_one', 'Says hello', 6],
        ['test_a.py::test_two', 'test_two', 14],
        ['test_a.py::TestGroup::test_three', "Says 'bye'", 19],
        ['test_a.py::TestGroup::TestInner::test_four', 'test_four', 23],
      ],
    );
  });

  it('gives the source of each test, with its decorators and without what follows', () => {
    const code =
      '@mark.slow  # why\n@other(\n  1,\n)\ndef test_a(\n    x: int = 1,\n) -> None:\n    if x:\n\n        pass  # here';
    const [test] = scan(`${code}\n\n# a comment\n\nx = 1\n`);
    assert.equal(test?.code, code);
    assert.equal(test?.line, 5);
  });

  it('is not taken in by strings, comments, brackets and joined lines', () => {
    const source = `
TEXT = """
def test_no(): pass
\\"""
def test_no_2(): pass
"""
RAW = r'\\' # def test_no_3(): pass
OTHER = 'it''s "' + "'''" + rb'''
def test_no_4(): pass
'''
# """
CALL = (
def test_no_5
)
X = 1 + \\
def_test = 2
def test_yes(): pass
NEVER_CLOSED = 'oops
def test_still(): pass
`;
    assert.deepEqual(ids(source), ['test_a.py::test_yes', 'test_a.py::test_still']);
  });

  it('reads CRLF, CR, a byte order mark, tabs and umlauts', () => {
    const source =
      '\ufeffclass TestÄ:\r\n\tdef test_grüße(self):\r\n\t\t"""Grüßt\r\n\t\tsehr"""\r\n        pass\r\n\tdef test_b(self): pass\r\n';
    assert.deepEqual(
      scan(source).map(({ id, name, line }) => [id, name, line]),
      [
        ['test_a.py::TestÄ::test_grüße', 'Grüßt', 2],
        ['test_a.py::TestÄ::test_b', 'test_b', 6],
      ],
    );
    assert.equal(scan('x = 1\rdef test_a(): pass\r')[0]?.line, 2);
  });

  it('marks parametrised tests, also through their class', () => {
    const source = `
@pytest.mark.parametrize("x", [1, 2])
def test_a(x): pass
@pytest.mark.parametrize("x", [1])
class TestB:
    def test_b(self, x): pass
def test_c(): "parametrize("
`;
    assert.deepEqual(
      scan(source).map(({ parametrised }) => parametrised),
      [true, true, false],
    );
  });

  it('looks into if and try, and leaves out classes with a constructor', () => {
    const source = `
try:
    import x
except ImportError:
    def test_a(): pass
else:
    def test_b(): pass
def __init__(self): pass
class TestMade:
    def __init__(self): pass
    def test_c(self): pass
class TestMadeNot:
    if x:
        y = 1
    def test_d(self): pass
`;
    assert.deepEqual(ids(source), ['test_a.py::test_a', 'test_a.py::test_b', 'test_a.py::TestMadeNot::test_d']);
  });

  it('keeps the last of two tests with one name, as Python does', () => {
    assert.deepEqual(
      scan('def test_a(): "one"\ndef test_a():\n "two"\n').map(({ name }) => name),
      ['two'],
    );
  });

  it('takes no format string or bytes for a docstring, resolves escapes, and leaves raw ones alone', () => {
    const named = (doc: string) => scan(`def test_a():\n    ${doc}\n`)[0]?.name;
    assert.equal(named('f"a{1}"'), 'test_a');
    assert.equal(named('b"a"'), 'test_a');
    assert.equal(named('"x" + "y"'), 'test_a');
    assert.equal(named('"a" "b"'), 'ab');
    assert.equal(named('"\\\\r\\\\n ends \\x41\\u00e4"'), '\\r\\n ends Aä');
    assert.equal(scan('def test_a(x=""): r"""Doc \\n"""\n')[0]?.name, 'Doc \\n');
    assert.equal(scan('def test_a(x: "A") -> "B":\n    pass\n')[0]?.name, 'test_a');
    assert.equal(named('x = lambda: "no"'), 'test_a');
    assert.equal(named('r"\\r\\n ends"'), '\\r\\n ends');
  });

  it('never throws, whatever the bytes are', () => {
    const parts = ['def test_a', '(', ')', ':', '\n', ' ', '"""', "'", '\\', '#', 'class TestA', '\t', '@x', '\0', 'ä'];
    const source = fc.array(fc.constantFrom(...parts)).map((all) => all.join(''));
    fc.assert(fc.property(source, (text) => scan(text).every(({ line, code }) => line >= 1 && code.length > 0)));
    fc.assert(fc.property(fc.uint8Array(), (bytes) => Array.isArray(scan(bytes))));
  });
});
