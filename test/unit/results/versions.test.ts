import { deepEqual, equal, match } from 'node:assert/strict';
import type { CourseRuntimes } from '../../../src/contract/runtime';
import { unreadPlace } from '../../../src/results/evidence/version-reasons';
import { newerSyntax } from '../../../src/results/python/versions/newer-syntax';
import { Causes } from '../../../src/results/report/causes';
import { describe as tell } from '../../../src/results/report/describe';
import { liveTestReport } from '../../../src/results/report/report';
import { RUNTIMES } from '../../support/runtimes';
import { verdictOf } from './make';
import { crashed, early } from './told';

/** The two first lines for a learner, and the advice, when this Python ended the program with this text. */
function told(stderr: string, interpreter = '3.11.2') {
  const { message, advice } = tell(verdictOf(early, { programs: [crashed(stderr)], interpreter }));
  const [first = '', second = ''] = (message ?? '').split('\n');
  return { first, second, advice: advice ?? '' };
}

const unread = (line: string, said: string) =>
  `  File "/work/main.py", line 3\n    ${line}\n    ^\nSyntaxError: ${said}\n`;
const raised = (said: string, line = 'x') =>
  `Traceback (most recent call last):\n  File "/work/main.py", line 3, in <module>\n    ${line}\n${said}\n`;

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

describe('A program for another runtime of the course', () => {
  const runtime = (version: string) => ({
    id: `python-${version}`,
    language: 'python',
    title: `Python ${version}`,
    version,
    image: { kind: 'base', base: '' } as const,
  });
  const newer = ['3.14', '3.13', '3.12', '3.11'].map(runtime);
  const nothing = { fitting: newer, files: [], compiled: null };
  const test = (stderr: string, runtimes: Partial<CourseRuntimes>, interpreter = '3.11.2') =>
    verdictOf(early, { programs: [crashed(stderr)], interpreter, runtimes: { ...nothing, ...runtimes } });
  const first = (...args: Parameters<typeof test>) => (tell(test(...args)).message ?? '').split('\n', 1)[0];
  const runIn = (...args: Parameters<typeof test>) =>
    liveTestReport(test(...args), { course: 'c', step: 's' }, new Causes()).run_in;

  const F_STRING = unread('print(f"{seats["4C"]}")', "f-string: unmatched '['");
  const MISTAKE = unread('def first[items]: return )', "expected '('");

  it('is told which of them would run it, and how to choose one', () => {
    match(
      tell(test(F_STRING, {})).advice ?? '',
      /^Run it in Python 3\.12, Python 3\.13 or Python 3\.14: "Choose Runtime" in VS Code, `--runtime python-3\.14` on the command line\. Or stay with Python 3\.11\. Inside the braces/,
    );
    equal(runIn(F_STRING, {}), 'python-3.14');
    const template = unread('x = t"hello {name}"', 'invalid syntax');
    match(tell(test(template, {})).advice ?? '', /^Run it in Python 3\.14: /);
  });

  it('is told so when the course takes none that would', () => {
    const runtimes = { fitting: ['3.12', '3.11'].map(runtime) };
    const template = unread('x = t"hello {name}"', 'invalid syntax');
    match(
      tell(test(template, runtimes)).advice ?? '',
      /^This course takes only Python 3\.11 and Python 3\.12\. Write an f-string/,
    );
    match(tell(test(F_STRING, { fitting: [runtime('3.11')] })).advice ?? '', /^This course takes only Python 3\.11\. /);
    equal(runIn(template, runtimes), undefined);
  });

  it('is told of none where an image of a setting runs it, whatever is chosen', () => {
    const fitting: CourseRuntimes['fitting'] = [];
    match(tell(test(F_STRING, { fitting })).advice ?? '', /^Inside the braces/);
    equal(runIn(F_STRING, { fitting }), undefined);
    const gone = raised("ModuleNotFoundError: No module named 'telnetlib'");
    equal(/Run it in|takes only/.test(tell(test(gone, { fitting }, '3.13.5')).advice ?? ''), false);
  });

  it('is offered one that can be made without a registry, too', () => {
    const fitting = [...RUNTIMES.values()].reverse();
    deepEqual(
      fitting.map(({ version }) => version),
      ['3.14', '3.13', '3.12', '3.11'],
    );
    equal(runIn(raised("ModuleNotFoundError: No module named 'telnetlib'"), { fitting }, '3.14.0'), 'python-3.11');
  });

  it('is told to go back for what is gone', () => {
    const imp = raised("ModuleNotFoundError: No module named 'telnetlib'");
    const runtimes = { fitting: ['3.14', '3.12', '3.11'].map(runtime) };
    equal(runIn(imp, runtimes, '3.13.5'), 'python-3.12');
    match(
      tell(test(imp, runtimes, '3.13.5')).advice ?? '',
      /Run it in Python 3\.11 or Python 3\.12: .*`--runtime python-3\.12`/,
    );
  });

  it('believes the compiler of a newer runtime before our own reading of a line', () => {
    const reads = { version: '3.14', reads: true };
    equal(
      first(MISTAKE, { compiled: reads }),
      'This is newer syntax, which Python 3.14 reads; your program runs in Python 3.11.',
    );
    equal(first(F_STRING, { compiled: reads }), 'This is Python 3.12 syntax; your program runs in Python 3.11.');
    equal(runIn(MISTAKE, { compiled: reads }), 'python-3.14');
    match(first(F_STRING, { compiled: { version: '3.14', reads: false } }) ?? '', /^Python cannot read your program/);
    equal(runIn(F_STRING, { compiled: { version: '3.14', reads: false } }), undefined);
    const lazy = unread('lazy import json', 'invalid syntax');
    match(first(lazy, { compiled: { version: '3.14', reads: false } }) ?? '', /^This is Python 3\.15 syntax/);
    match(first(raised('NameError: name "x"'), { compiled: reads }) ?? '', /^Your program stopped/);
  });

  it('does not believe it about text that the program compiles itself, or an error that it raises', () => {
    const compiled = { version: '3.14', reads: true };
    const head = 'Traceback (most recent call last):\n  File "/work/main.py", line 3, in <module>\n';
    const evaluated = `${head}    eval(input())\n  File "<string>", line 1\n    1 +\n       ^\nSyntaxError: invalid syntax\n`;
    const own = `${head}    raise SyntaxError("no such command")\nSyntaxError: no such command\n`;
    for (const stderr of [evaluated, own]) {
      match(first(stderr, { compiled }) ?? '', /^Your program stopped with a SyntaxError/);
      equal(unreadPlace(test(stderr, {})), null);
    }
    equal(unreadPlace(test(MISTAKE, {}))?.file, 'main.py');
  });

  it('blames the version for a line that a newer compiler reads, also where that one stops behind it', () => {
    const further = { version: '3.14', reads: false, further: true };
    equal(first(F_STRING, { compiled: further }), 'This is Python 3.12 syntax; your program runs in Python 3.11.');
    match(first(MISTAKE, { compiled: further }) ?? '', /^Python cannot read your program/);
  });

  it('takes a name behind a comma for what Python 2 meant, although Python 3.14 reads it as an exception', () => {
    const reads = { compiled: { version: '3.14', reads: true } };
    const except = (line: string) => unread(line, 'multiple exception types must be parenthesized');
    for (const line of ['except OSError, error:', 'except (OSError, EOFError), e:', 'except socket.error, e:'])
      match(first(except(line), reads) ?? '', /^Python cannot read your program/, line);
    match(tell(test(except('except OSError, error:'), reads)).advice ?? '', /`except OSError as error:`/);
    for (const line of ['except OSError, timeout:', 'except OSError, socket.gaierror:'])
      match(first(except(line), reads) ?? '', /^This is .*; your program runs in Python 3\.11\.$/, line);
  });

  it('does not take a module of the learner for one of Python’s own', () => {
    const said = "AttributeError: module 'queue' has no attribute 'ShutDown'";
    const file = (path: string) => ({ files: [{ path, bytes: Buffer.from('x = 1\n') }] });
    for (const path of ['queue.py', 'queue/__init__.py'])
      match(first(raised(said), file(path)) ?? '', /^Your program stopped/, path);
    match(first(raised(said), file('old/queue.py')) ?? '', /^`queue\.ShutDown` came with/);
    const removed = raised("ModuleNotFoundError: No module named 'cgi.handler'");
    match(first(removed, file('cgi/__init__.py'), '3.14.0') ?? '', /^Your program stopped/);
  });

  it('does not take a class that a function makes for one of the standard library', () => {
    const bytes = Buffer.from('Path = collections.namedtuple("Path", "start end")\n');
    const own = { files: [{ path: 'main.py', bytes }] };
    match(first(raised("AttributeError: 'Path' object has no attribute 'walk'"), own) ?? '', /^Your program stopped/);
  });

  it('does not take a class or a function of the learner for one of the standard library', () => {
    const own = {
      files: [{ path: 'shop.py', bytes: Buffer.from('class Path:\n    pass\ndef rmtree(top):\n    pass\n') }],
    };
    for (const said of [
      "AttributeError: 'Path' object has no attribute 'walk'",
      "TypeError: Path.glob() got an unexpected keyword argument 'case_sensitive'",
      "TypeError: rmtree() got an unexpected keyword argument 'onexc'",
    ]) {
      match(first(raised(said), {}) ?? '', / came with Python 3\.12/);
      match(first(raised(said), own) ?? '', /^Your program stopped/);
    }
    match(first(raised("AttributeError: module 'itertools' has no attribute 'batched'"), own) ?? '', / came with/);
  });
});
