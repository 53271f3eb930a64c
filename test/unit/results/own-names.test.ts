import { equal, match } from 'node:assert/strict';
import { describe as tell } from '../../../src/results/report/describe';
import { verdictOf } from './make';
import { crashed, early } from './told';

const raised = (said: string) =>
  `Traceback (most recent call last):\n  File "/work/main.py", line 3, in <module>\n    x\n${said}\n`;

describe('A name that the program has itself', () => {
  const first = (said: string, files: Readonly<Record<string, string>>, interpreter = '3.11.2') => {
    const own = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
    const runtimes = { fitting: [], files: own, compiled: null };
    const test = verdictOf(early, { programs: [crashed(raised(said))], interpreter, runtimes });
    return (tell(test).message ?? '').split('\n', 1)[0] ?? '';
  };

  it('is not Python’s, when it gets a value anywhere', () => {
    const said = (name: string) => `NameError: name '${name}' is not defined`;
    for (const line of [
      '    reduce = sum',
      '    reduce: int = 3',
      '    reduce, rest = pair',
      '    first, reduce = pair',
      '    reduce += 1',
      '    if (reduce := 3): pass',
      '    def reduce(self): pass',
      '    async def f(self, reduce=3): pass',
      '    for first, reduce in pairs: pass',
      '    from tools import add, reduce',
      '    import tools as reduce',
      '    with open("x") as reduce: pass',
      '    f = lambda first, reduce: first',
    ])
      match(first(said('reduce'), { 'main.py': `x = 1\n${line}\n` }), /^Your program stopped/, line);
    match(first(said('sentinel'), { 'a.py': 'sentinel = object()\n' }, '3.14.1'), /^Your program stopped/);
  });

  it('is Python’s where the program only uses it', () => {
    for (const line of [
      'for at in xrange(10):',
      'print(xrange, end="")',
      'def f(top=xrange(3)):',
      'x = [at for at in xrange(3) if at == xrange]',
      'if kind == xrange:',
      'first = xrange(3)',
      'try: call()\nexcept xrange: pass',
      'exchange = {"as": xrange}',
      'my_xrange = old.xrange_of(3)',
    ])
      match(first("NameError: name 'xrange' is not defined", { 'main.py': line }), /was removed in Python 3\.0/, line);
  });

  it('is looked for in any text in little time', () => {
    const long = ['for ', 'def (', 'lambda a,', 'import x,', 'xrange:', 'xrange,', '('].map((part) =>
      part.repeat(100_000),
    );
    const began = performance.now();
    for (const line of long) first("NameError: name 'xrange' is not defined", { 'main.py': line });
    equal(performance.now() - began < 5_000, true);
  });

  it('is that of its own module, wherever that lies', () => {
    const renaming = "(consider renaming '/work/string.py' since it has the same name as the standard library module)";
    const rows: readonly (readonly [said: string, file: string, interpreter: string])[] = [
      ["AttributeError: module 'string' has no attribute 'letters'", 'string.py', '3.11.2'],
      [`AttributeError: module 'string' has no attribute 'letters' ${renaming}`, 'string.py', '3.14.1'],
      [`ImportError: cannot import name 'letters' from 'string' ${renaming}`, 'string/__init__.py', '3.14.1'],
      ["ModuleNotFoundError: No module named 'asyncio.graph'; 'asyncio' is not a package", 'asyncio.py', '3.11.2'],
      ["ModuleNotFoundError: No module named 'cgi'", 'site/cgi.py', '3.14.1'],
    ];
    for (const [said, file, interpreter] of rows) {
      match(first(said, { [file]: '' }, interpreter), /^Your program stopped/, said);
      match(first(said, { 'main.py': '' }, interpreter), /(came with|was removed in) Python/, said);
    }
  });

  it('is that of a class that a call makes', () => {
    const said = "AttributeError: 'Path' object has no attribute 'walk'";
    match(first(said, { 'main.py': "Path = namedtuple('Path', 'x y')\n" }), /^Your program stopped/);
    match(first(said, { 'main.py': 'from pathlib import Path\nPath("x").walk()\n' }), / came with Python 3\.12/);
  });
});
