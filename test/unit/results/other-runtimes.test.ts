import { deepEqual, equal, match } from 'node:assert/strict';
import type { CourseRuntimes } from '../../../src/contract/runtime';
import { unreadPlace } from '../../../src/results/evidence/version-reasons';
import { Causes } from '../../../src/results/report/causes';
import { describe as tell } from '../../../src/results/report/describe';
import { liveTestReport } from '../../../src/results/report/report';
import { RUNTIMES } from '../../support/runtimes';
import { verdictOf } from './make';
import { crashed, early, raised, unread } from './told';

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
