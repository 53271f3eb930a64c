import { deepEqual, equal, match } from 'node:assert/strict';
import { newerSyntax } from '../../../src/results/python/versions/newer-syntax';
import { describe as tell } from '../../../src/results/report/describe';
import { verdictOf } from './make';
import { crashed, early, raised, unread } from './told';

/** The two first lines for a learner, and the advice, when this Python ended the program with this text. */
function told(stderr: string, interpreter = '3.11.2') {
  const { message, advice } = tell(verdictOf(early, { programs: [crashed(stderr)], interpreter }));
  const [first = '', second = ''] = (message ?? '').split('\n');
  return { first, second, advice: advice ?? '' };
}

describe('A line that only a newer Python reads', () => {
  const QUOTES = "f-string: unmatched '['";
  const newer = (line: string, said = 'invalid syntax') => newerSyntax(said, line);

  it('is an f-string with any quotes, a backslash, a comment or a line end in its braces', () => {
    const lines = [
      'print(f"{seats["4C"]} and {seats["9F"]}")',
      "print(f'{', '.join(names)}')",
      'print(f"{"\\n".join(names)}")',
      'print(f"{f"{f"{1}"}"}")',
      'print(f"{a:{10}} {a["x"]:>{"5"}}")',
      'print(f"{len("abc")=} {"x" if a else "y"}")',
      'print(f"{',
      'print(f"{seats.get(',
    ];
    for (const line of lines) equal(newer(line, QUOTES), 'f-string', line);
    equal(newer('}""")', "f-string expression part cannot include '#'"), 'f-string');
  });

  it('is a type parameter, its default, the statement `type`, exceptions in a row, a template, and what came with 3.15', () => {
    deepEqual(
      [
        newer('def first[T](items: list[T]) -> T:', "expected '('"),
        newer('async def first[T: (int, str), *Ts, **P](items):', "expected '('"),
        newer('class Box[T]:'),
        newer('class Box[T](list[T]):'),
        newer('class Box['),
        newer('class Box[T = int]:'),
        newer('type Pair[T] = tuple[T, T]'),
        newer('type Pair = tuple[int, int]'),
        newer('except OSError, socket.timeout, ValueError:', 'multiple exception types must be parenthesized'),
        newer('x = t"hello {name}"'),
        newer('lazy import json'),
        newer('return [*row for row in rows]', 'iterable unpacking cannot be used in comprehension'),
      ],
      [
        ...Array(5).fill('type-parameter'),
        'type-default',
        'type-parameter',
        'type',
        'except',
        'template',
        'lazy',
        'unpacking',
      ],
    );
  });

  it('is not a mistake that any Python finds', () => {
    const lines = [
      'print("say "hello" to them")',
      'print(f"say "{name}" to them")',
      'print(f"{seats["4C"}")',
      'print(f"{name" + "x}")',
      'print(f"total: {total)',
      'print(f"total: {total',
      'print(f"total: total}")',
      'print(f"{}")',
      'print(f"{1 + }")',
      'print(f"{"a"b}")',
      'print("it"s")',
      'def first[items]:',
      'def first[1](items):',
      'class Box[]:',
      'type(x) = 3',
      'x = (1, 2',
      'if x = 3:',
    ];
    for (const line of lines) equal(newer(line, QUOTES), null, line);
    const ROW = 'multiple exception types must be parenthesized';
    for (const line of ['except OSError, error:', 'except OSError, e:', 'except OSError, ValueError as e:'])
      equal(newer(line, ROW), null, line);
  });

  it('survives whatever a program prints as its line', () => {
    const odd = ['f"{'.repeat(2000), `f"${'{('.repeat(2000)}`, 'def f['.repeat(500), '"\\', 'f"""{#', '\u{1f600}f"{'];
    for (const line of odd) equal(['f-string', 'type-parameter', null].includes(newer(line)), true);
  });
});

describe('What a learner reads about a program for another Python', () => {
  it('begins with the version, and then says what was seen and how to write it', () => {
    const { first, second, advice } = told(unread('print(f"{seats["4C"]}")', "f-string: unmatched '['"));
    equal(first, 'This is Python 3.12 syntax; your program runs in Python 3.11.');
    match(second, /^Python cannot read your program: SyntaxError on line 3 of main\.py/);
    match(advice, /the other kind of quotes/);
  });

  it('names what the standard library does not have yet', () => {
    const rows: readonly (readonly [said: string, version: string, line?: string])[] = [
      ["ImportError: cannot import name 'override' from 'typing' (/usr/lib/python3.11/typing.py)", '3.12'],
      ["AttributeError: module 'itertools' has no attribute 'batched'", '3.12'],
      ["AttributeError: 'PosixPath' object has no attribute 'walk'", '3.12'],
      ["AttributeError: type object 'datetime.date' has no attribute 'strptime'", '3.14'],
      ["AttributeError: 'Queue' object has no attribute 'shutdown'", '3.13'],
      ["ModuleNotFoundError: No module named 'annotationlib'", '3.14'],
      ["ModuleNotFoundError: No module named 'string.templatelib'; 'string' is not a package", '3.14'],
      ["ImportError: cannot import name 'interpreters' from 'concurrent' (/usr/lib/python3.11/x.py)", '3.14'],
      ["NameError: name 'PythonFinalizationError' is not defined", '3.13'],
      ["TypeError: rmtree() got an unexpected keyword argument 'onexc'", '3.12'],
      ["TypeError: Path.glob() got an unexpected keyword argument 'case_sensitive'", '3.12'],
      ["TypeError: 'autocommit' is an invalid keyword argument for Connection()", '3.12'],
      ['TypeError: map() takes no keyword arguments', '3.14', 'list(map(f, a, b, strict=True))'],
      ['TypeError: str.replace() takes no keyword arguments', '3.13', 'text.replace("a", "b", count=1)'],
    ];
    for (const [said, version, line] of rows) {
      match(
        told(raised(said, line)).first,
        RegExp(` came with Python ${version}; your program runs in Python 3\\.11\\.$`),
        said,
      );
      equal(told(raised(said, line), '3.15.1').first.includes('came with'), false, said);
    }
    match(told(raised(rows[1]?.[0] ?? '')).advice, /^Use something that Python 3\.11 has\./);
  });

  it('names what is gone, since when, and what has taken its place', () => {
    const mapping = told(raised("AttributeError: module 'collections' has no attribute 'Mapping'"));
    equal(mapping.first, '`collections.Mapping` was removed in Python 3.10; your program runs in Python 3.11.');
    match(mapping.advice, /What to use now: `collections\.abc`/);
    const old = raised("ModuleNotFoundError: No module named 'imp'");
    equal(told(old, '3.12.1').first, '`imp` was removed in Python 3.12; your program runs in Python 3.12.');
    equal(told(old, '3.11.2').first.includes('removed'), false);
    equal(
      told(raised("NameError: name 'raw_input' is not defined")).first,
      '`raw_input` was removed in Python 3.0; your program runs in Python 3.11.',
    );
  });

  it('says of a name in an annotation that Python 3.14 would not have looked it up', () => {
    const inside = 'Traceback (most recent call last):\n  File "/work/main.py", line 1, in <module>\n    class Node:\n';
    const at = (line: string) =>
      `${inside}  File "/work/main.py", line 2, in Node\n    ${line}\nNameError: name 'Node' is not defined. Did you mean: 'None'?\n`;
    for (const line of ['def add(self, other: Node, at: dict[str, Node]) -> Node:', 'next: Node | None = None']) {
      const { first, advice } = told(at(line));
      equal(first, 'This annotation needs Python 3.14; your program runs in Python 3.11.');
      match(advice, /between quotes/);
    }
    for (const line of ['def add(self, other=Node()):', 'next = Node()', 'next: int = Node()'])
      match(told(at(line)).first, /^Your program stopped with a NameError/);
  });

  it('leaves a misspelt name and a module of the learner as they were', () => {
    const rows = [
      "ImportError: cannot import name 'overide' from 'typing' (/usr/lib/python3.11/typing.py)",
      "ImportError: cannot import name 'batched' from 'itertools' (/work/itertools.py)",
      "AttributeError: module 'itertools' has no attribute 'batch'",
      "AttributeError: 'Shelf' object has no attribute 'walk'",
      "ModuleNotFoundError: No module named 'helper'",
      "NameError: name 'prnt' is not defined. Did you mean: 'print'?",
      "TypeError: double() got an unexpected keyword argument 'times'",
    ];
    for (const said of rows) match(told(raised(said)).first, /^Your program stopped with an? /, said);
    match(
      told(raised("NameError: name 'Lisst' is not defined. Did you mean: 'list'?", 'x: Lisst = []')).first,
      /^Your/,
    );
  });

  it('says nothing of versions when that of the sandbox is not known', () => {
    const stderr = unread('print(f"{seats["4C"]}")', "f-string: unmatched '['");
    match(tell(verdictOf(early, { programs: [crashed(stderr)] })).message ?? '', /^Python cannot read/);
    match(told(stderr, 'PyPy').first, /^Python cannot read/);
  });
});
