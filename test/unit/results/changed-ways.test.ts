import { equal, match } from 'node:assert/strict';
import { describe as tell } from '../../../src/results/report/describe';
import { verdictOf } from './make';
import { crashed, early } from './told';

/** The first line for a learner whose program has this text, and its advice. @param inner frames of the library, inside the learner's */
function told(said: string, { program = '', inner = [] as readonly string[], line = 'x', found = '3.14.2' } = {}) {
  const frame = (file: string, source: string) => `  File "${file}", line 3, in <module>\n    ${source}\n`;
  const frames = [frame('/work/main.py', line), ...inner.map((file) => frame(`/usr/lib/python3.14/${file}`, 'y'))];
  const stderr = `Traceback (most recent call last):\n${frames.join('')}${said}\n`;
  const runtimes = { fitting: [], files: [{ path: 'main.py', bytes: Buffer.from(program) }], compiled: null };
  const test = verdictOf(early, { programs: [crashed(stderr)], interpreter: found, runtimes });
  const { message, advice } = tell(test);
  return { first: (message ?? '').split('\n', 1)[0] ?? '', advice: advice ?? '' };
}

const ITS_OWN = /^Your program stopped with/;

describe('What a newer Python does in another way is told as that:', () => {
  const LOOP = "RuntimeError: There is no current event loop in thread 'MainThread'.";
  const IN_ASYNCIO = ['asyncio/events.py'];

  it('an event loop that is not made by itself any more', () => {
    const { first, advice } = told(LOOP, { inner: IN_ASYNCIO });
    equal(
      first,
      'Since Python 3.14, no event loop is made unless the program makes one; your program runs in Python 3.14.',
    );
    match(advice, /`asyncio\.run\(main\(\)\)`/);
    match(told(LOOP, { inner: IN_ASYNCIO, found: '3.13.5' }).first, ITS_OWN);
  });

  it('but not a loop that has ended, that of another thread, or an exception of the learner’s own', () => {
    for (const program of ['asyncio.run(main())', 'from asyncio import run', 'asyncio.set_event_loop(None)'])
      match(told(LOOP, { inner: IN_ASYNCIO, program }).first, ITS_OWN, program);
    match(told(LOOP.replace('MainThread', 'Thread-1'), { inner: IN_ASYNCIO }).first, ITS_OWN);
    match(told(LOOP).first, ITS_OWN);
    match(told(LOOP).advice, /asyncio\.run/);
  });

  const PICKLED = "TypeError: cannot pickle '_thread.lock' object";
  const IN_FORKSERVER = ['multiprocessing/process.py', 'multiprocessing/popen_forkserver.py'];

  it('a process that is not a copy of its program any more', () => {
    const { first, advice } = told(PICKLED, { inner: IN_FORKSERVER });
    equal(
      first,
      'Since Python 3.14, a new process is not a copy of the program that starts it; your program runs in Python 3.14.',
    );
    match(advice, /`if __name__ == "__main__":`.*set_start_method\("fork"\)/);
    match(told(PICKLED, { inner: IN_FORKSERVER, found: '3.13.5' }).first, ITS_OWN);
    match(told(PICKLED, { inner: ['pickle.py'] }).first, ITS_OWN);
    const program = 'set_start_method("forkserver")';
    match(told(PICKLED, { inner: IN_FORKSERVER, program }).first, ITS_OWN);
  });

  it('a value that such a process does not know, since the program gives it below its guard', () => {
    const lost = "NameError: name 'server' is not defined";
    const stderr = { inner: ['multiprocessing/process.py'] };
    for (const program of ['if main:\n    server = listen()\n', 'if main:\n    with listen() as server:\n'])
      match(told(lost, { ...stderr, program }).first, /^Since Python 3\.14, a new process/);
    for (const program of ['', 'server = listen()\n', 'if main:\n    sever = server == 1\n'])
      match(told(lost, { ...stderr, program }).first, ITS_OWN, program);
    match(told(lost, { program: 'if main:\n    server = listen()\n' }).first, ITS_OWN);
  });

  it('a generator with one type, and a loop over what is completed', () => {
    const few = 'TypeError: Too few arguments for typing.AsyncGenerator; actual 1, expected 2';
    match(
      told(few, { found: '3.11.2' }).first,
      /^A generator that leaves out some of its types came with Python 3\.13;/,
    );
    const said = "TypeError: 'async for' requires an object with __aiter__ method, got generator";
    const line = 'async for task in asyncio.as_completed(tasks):';
    match(told(said, { line, found: '3.12.1' }).first, /^This kind of loop came with Python 3\.13;/);
    match(told(said, { line: 'async for task in tasks():', found: '3.12.1' }).first, ITS_OWN);
  });
});
