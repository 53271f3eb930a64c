import assert from 'node:assert/strict';
import { learnerFile } from '../../../src/contract/image';
import { learnerFrame, locationOfFrame } from '../../../src/results/evidence/readers';
import { learnerTraceback } from '../../../src/results/python/reader';
import { finalException, parseTracebacks } from '../../../src/results/python/traceback';
import { stderrOf } from './python';

function read(text: string) {
  const raised = finalException(text);
  const frame = raised === null ? null : learnerFrame(raised);
  return { type: raised?.type, message: raised?.message, place: frame === null ? null : locationOfFrame(frame) };
}

describe('A real traceback gives the exception and the innermost line of the learner', () => {
  it('through several files and functions', () => {
    const text = stderrOf({
      'main.py': 'import helper\n\nhelper.go(3)\n',
      'helper.py': 'def go(n):\n    return n / 0\n',
    });
    assert.deepEqual(read(text), {
      type: 'ZeroDivisionError',
      message: 'division by zero',
      place: { file: 'helper.py', line: 2 },
    });
  });

  it('of a file in another encoding, which Python reports without a traceback', () => {
    const words =
      "SyntaxError: Non-UTF-8 code starting with '\\xe9' in file /work/main.py on line 3, but no encoding declared";
    assert.deepEqual(read(`${words}; see the documentation for details\n`), {
      type: 'SyntaxError',
      message: "Non-UTF-8 code starting with '\\xe9', but no encoding declared",
      place: { file: 'main.py', line: 3 },
    });
  });

  it('when the standard library raised', () => {
    const text = stderrOf({ 'main.py': 'import json\n\n\njson.loads("{")\n' });
    assert.equal(read(text).type, 'json.decoder.JSONDecodeError');
    assert.deepEqual(read(text).place, { file: 'main.py', line: 4 });
  });

  it('with what else the program wrote before and after', () => {
    const text = stderrOf({
      'main.py':
        'import sys, atexit\natexit.register(sys.stderr.write, "bye\\n")\nsys.stderr.write("hi: there\\n")\nsokcet\n',
    });
    assert.equal(read(text).type, 'NameError');
    assert.deepEqual(read(text).place, { file: 'main.py', line: 4 });
  });

  it('of a chain, the last one', () => {
    const text = stderrOf({ 'main.py': 'try:\n    1 / 0\nexcept Exception as e:\n    raise KeyError("x") from e\n' });
    assert.deepEqual(
      parseTracebacks(text).map(({ type }) => type),
      ['ZeroDivisionError', 'KeyError'],
    );
    assert.deepEqual(read(text), { type: 'KeyError', message: "'x'", place: { file: 'main.py', line: 4 } });
  });

  it('of an exception in the handling of another, the last one', () => {
    const text = stderrOf({ 'main.py': 'try:\n    1 / 0\nexcept Exception:\n    [][1]\n' });
    assert.deepEqual(
      parseTracebacks(text).map(({ type }) => type),
      ['ZeroDivisionError', 'IndexError'],
    );
  });

  it('with a recursion whose lines are counted instead of shown', () => {
    const text = stderrOf({ 'main.py': 'def f(n):\n    return f(n + 1)\n\n\nf(0)\n' });
    assert.match(text, /Previous line repeated/);
    assert.equal(read(text).type, 'RecursionError');
    assert.deepEqual(read(text).place, { file: 'main.py', line: 2 });
  });

  it('of an exception group, its first leaf', () => {
    const text = stderrOf({
      'main.py':
        'import asyncio\n\n\nasync def bad(n):\n    raise ValueError(f"no {n}")\n\n\nasync def main():\n    async with asyncio.TaskGroup() as g:\n        g.create_task(bad(1))\n        g.create_task(bad(2))\n\n\nasyncio.run(main())\n',
    });
    assert.deepEqual(read(text), { type: 'ValueError', message: 'no 1', place: { file: 'main.py', line: 5 } });
  });

  it('of a group in a group, the first leaf, at the line of the group when it was never raised itself', () => {
    const text = stderrOf({
      'main.py': 'raise ExceptionGroup("a", [ExceptionGroup("b", [ValueError(1)]), TypeError()])\n',
    });
    assert.deepEqual(
      parseTracebacks(text).map(({ type }) => type),
      ['ExceptionGroup', 'ExceptionGroup', 'ValueError', 'TypeError'],
    );
    assert.equal(read(text).type, 'ValueError');
    assert.deepEqual(read(text).place, { file: 'main.py', line: 1 });
  });

  it('of a thread that died alone', () => {
    const text = stderrOf({
      'main.py': 'import threading\n\n\ndef work():\n    [][0]\n\n\nthreading.Thread(target=work).start()\n',
    });
    assert.deepEqual(read(text), {
      type: 'IndexError',
      message: 'list index out of range',
      place: { file: 'main.py', line: 5 },
    });
  });

  it('of a message with more than one line', () => {
    assert.equal(read(stderrOf({ 'main.py': 'raise ValueError("one\\ntwo")\n' })).message, 'one\ntwo');
  });

  it('without the line of dashes that `socketserver` writes behind it', () => {
    const program = `import socketserver\n\nserver = socketserver.BaseServer(None, None)\ntry:\n    int("")\nexcept ValueError:\n    server.handle_error(None, "a client")\n`;
    assert.equal(read(stderrOf({ 'main.py': program })).message, "invalid literal for int() with base 10: ''");
  });

  it('of a class of the learner inside a function', () => {
    const text = stderrOf({ 'main.py': 'def f():\n    class Oops(Exception): pass\n    raise Oops\n\n\nf()\n' });
    assert.equal(read(text).type, 'f.<locals>.Oops');
    assert.equal(read(text).message, '');
  });

  it('of a program run as a module', () => {
    const text = stderrOf({ 'main.py': '1 / 0\n' }, ['-m', 'main']);
    assert.deepEqual(read(text).place, { file: 'main.py', line: 1 });
  });
});

describe('A program that Python cannot read', () => {
  const cases: Readonly<Record<string, readonly [string, string, number]>> = {
    'a missing colon': ['x = 1\ndef f()\n    return 1\n', 'SyntaxError', 2],
    'a bracket that is never closed': ['x = (1,\n\ny = 2\n', 'SyntaxError', 1],
    'an indentation that is missing': ['if True:\nprint(1)\n', 'IndentationError', 2],
    'tabs among spaces': ['if 1:\n\tx = 1\n        y = 2\n', 'TabError', 3],
    'a dedent to nowhere': ['if 1:\n        x = 1\n    y = 2\n', 'IndentationError', 3],
  };
  for (const [name, [source, type, line]] of Object.entries(cases)) {
    it(`has a place for ${name}`, () => {
      const found = read(stderrOf({ 'main.py': source }));
      assert.equal(found.type, type);
      assert.deepEqual(found.place, { file: 'main.py', line });
    });
  }

  it('has a place in the file that is imported', () => {
    const text = stderrOf({ 'main.py': 'import helper\n', 'helper.py': 'x = = 1\n' });
    assert.deepEqual(read(text).place, { file: 'helper.py', line: 1 });
  });
});

describe('What is shown of a traceback', () => {
  it('is the learner’s part alone, without our folder', () => {
    const text = stderrOf({ 'main.py': 'import json\njson.loads("{")\n' });
    const shown = learnerTraceback(text);
    assert.match(
      shown,
      /^Traceback \(most recent call last\):\n {2}File "main\.py", line 2, in <module>\n {4}json\.loads/,
    );
    assert.match(shown, /JSONDecodeError: Expecting property name/);
    assert.doesNotMatch(shown, /work|decoder\.py/);
  });

  it('is nothing when there is none', () => {
    assert.equal(learnerTraceback('Server started!\nValueError: only words\n'), '');
    assert.equal(finalException(''), null);
  });
});

describe('A traceback that is cut, long or false', () => {
  it('is read from its middle on', () => {
    const text = '    foo()\n  File "/work/main.py", line 3, in foo\n    bar()\nTypeError: no\n';
    assert.deepEqual(read(text), { type: 'TypeError', message: 'no', place: { file: 'main.py', line: 3 } });
  });

  it('never points outside of the folder', () => {
    assert.equal(learnerFile('/work/../etc/passwd'), null);
    assert.equal(learnerFile('/work//x.py'), null);
    assert.equal(learnerFile('/workshop/x.py'), null);
    assert.equal(learnerFile('/work/app/main.py'), 'app/main.py');
  });

  it('is read in no noticeable time, even with 16 KB of odd lines', () => {
    const before = performance.now();
    for (const part of ['  File "', ' | ', '+-', '(', '\t', 'a.', '  ^'])
      finalException(part.repeat(16_384 / part.length));
    assert.ok(performance.now() - before < 5000);
  });
});
