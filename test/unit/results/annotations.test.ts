import { deepEqual, equal, match } from 'node:assert/strict';
import { isAnnotation, isInAnnotation, isInDictionary } from '../../../src/results/python/versions/annotations';
import { describe as tell } from '../../../src/results/report/describe';
import { verdictOf } from './make';
import { crashed, early } from './told';

describe('An annotation', () => {
  it('may stand in any line of a list of parameters, also in the last', () => {
    for (const line of [
      'def clone(self) -> Store:',
      ') -> Store:',
      '    ) -> dict[str, Store]: return {}',
      '*rest: Store,',
    ])
      equal(isAnnotation('Store', line), true, line);
    for (const line of [') -> int: return Store()', 'print(Store)', ') == Store', 'else: Store', 'x: int = Store'])
      equal(isAnnotation('Store', line), false, line);
  });

  it('holds a part of a line, or does not', () => {
    const line = "def f(a: 'X' | None = b | c, *d: e[f]) -> g.h: i()";
    const held = (part: string) => isInAnnotation(line, line.indexOf(part), line.indexOf(part) + part.length);
    deepEqual(["'X' | None", 'e[f]', 'g.h'].map(held), [true, true, true]);
    deepEqual(['b | c', 'i()', 'None = b', 'def'].map(held), [false, false, false, false]);
  });

  it('is not what stands behind a key of a dictionary', () => {
    const text = 'TABLE = {  # of commands\n    PING: pong,\n\n    ECHO: echo,\n}\nclass A:\n    b: C\n';
    deepEqual(
      [2, 4, 7].map((line) => isInDictionary(text, line)),
      [true, true, false],
    );
  });
});

describe('An exception in an annotation, which Python 3.14 would not compute,', () => {
  function first(said: string, line: string, marks: string, program = ''): string {
    const place = `  File "/work/main.py", line 2, in <module>\n    ${line}\n    ${marks}\n`;
    const runtimes = { fitting: [], files: [{ path: 'main.py', bytes: Buffer.from(program) }], compiled: null };
    const stderr = `Traceback (most recent call last):\n${place}${said}\n`;
    const test = verdictOf(early, { programs: [crashed(stderr)], interpreter: '3.13.5', runtimes });
    return (tell(test).message ?? '').split('\n', 1)[0] ?? '';
  }
  const TYPES = "TypeError: unsupported operand type(s) for |: 'str' and 'NoneType'";

  it('is the version’s fault', () => {
    const said = 'This annotation needs Python 3.14; your program runs in Python 3.13.';
    equal(first(TYPES, "parent: 'Server' | None = None", '        ~~~~~~~~~^~~~~~'), said);
    const method = "TypeError: 'method' object is not subscriptable";
    equal(first(method, 'def work(q: mp.Queue[bytes]) -> None:', '            ~~~~~~~~^^^^^^^'), said);
  });

  it('is the program’s own where the line computes it in any version, or the name is misspelt', () => {
    const own = /^Your program stopped with an? /;
    match(first(TYPES, "parent: Node = 'Server' | None", '               ~~~~~~~~~^~~~~~'), own);
    const misspelt = "AttributeError: module 'socket' has no attribute 'Socket'. Did you mean: 'socket'?";
    match(first(misspelt, 'def work(q: socket.Socket):', '            ^^^^^^^^^^^^^'), own);
    const name = "NameError: name 'pong' is not defined";
    match(first(name, 'PING: pong,', '      ^^^^', 'TABLE = {\n    PING: pong,\n}\n'), own);
    match(first(name, 'ping: pong', '      ^^^^', 'class A:\n    ping: pong\n'), /^This annotation needs/);
  });
});
