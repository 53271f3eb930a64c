import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Course } from '../../src/course/format/format';
import { findStep, loadDirectory } from '../../src/course/format/load';
import type { DebugRequest } from '../../src/run/debug-step';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { Debugger, type Seat } from '../support/debugger';
import { Folder } from '../support/folder';
import { newRunner, ROOT } from '../support/run';

/** Answers in capital letters, as step 2 of the course of attacks wants it. */
const SERVER = `import socket

def answer(word):
    if word:
        said = word.upper()
    else:
        said = b"?"

    return said

with socket.create_server(("127.0.0.1", 7000)) as server:
    while True:
        client, _ = server.accept()
        with client, client.makefile("rwb") as stream:
            for line in stream:
                stream.write(answer(line.strip()) + b"\\n")
                stream.flush()
`;
const FIRST = 'test_server.py::test_answers';

describe('A program that a person debugs', function () {
  this.timeout(120_000);
  let runner: Runner;
  let course: Course;
  let folder: Folder;

  before(async () => {
    const image = process.env.CODEALONG_DEBUG_IMAGE;
    runner = newRunner(image === undefined ? {} : { settings: { image } });
    course = await loadDirectory(path.join(ROOT, 'test', 'attack', 'course'));
    folder = await Folder.make();
  });

  after(async () => {
    await folder.remove();
    await runner.dispose();
  });

  afterEach(async () => {
    await runner.removals.settled();
    await nothingIsLeft();
  });

  /** Debugs tests of step 2. */
  async function debug(source: string, more: Partial<DebugRequest> = {}) {
    await folder.write('main.py', source);
    const file = folder.path('main.py');
    const person = new Debugger();
    const over = runner.debugStep({
      course,
      step: findStep(course, 'server'),
      file,
      root: path.dirname(file),
      source: null,
      entry: null,
      only: FIRST,
      join: (sandbox, files) => person.join(sandbox, files),
      event: (event) => person.event(event),
      signal: person.closed.signal,
      ...more,
    });
    return { person, over, file };
  }

  async function begun(source: string, lines: readonly number[], more: Partial<DebugRequest> = {}) {
    const run = await debug(source, more);
    const seat = await Promise.race([run.person.seat(0), run.over.then(() => assert.fail('it is over'))]);
    return { ...run, seat, set: await seat.begin(run.file, lines) };
  }

  async function toEnd(seat: Seat, over: Promise<void>): Promise<void> {
    await seat.goOn();
    await over;
  }

  it('stops at a line while the test waits for its reply, which is right afterwards', async () => {
    const { person, over, seat, set } = await begun(SERVER, [8]);
    assert.deepEqual(
      set.map(({ verified, line }) => [verified, line]),
      [[true, 9]],
    );
    const { line, name, frame, reason } = await seat.stopped();
    assert.deepEqual({ line, name, reason }, { line: 9, name: 'answer', reason: 'breakpoint' });
    assert.match((await seat.value(frame, 'said')) ?? '', /^b'[A-Z]{12}'$/);
    await toEnd(seat, over);
    assert.deepEqual(person.outcomes, ['passed']);
    assert.match(person.talk.join('\n'), /client 1 ->/);
  });

  it('fails nothing by standing for longer than the run’s limit', async () => {
    const { person, over, seat } = await begun(SERVER, [4]);
    await seat.stopped();
    await sleep(12_000);
    await toEnd(seat, over);
    assert.deepEqual(person.outcomes, ['passed']);
  });

  it('is stopped, or shown where it waits, when its test has failed', async () => {
    const { person, over } = await begun(SERVER.replace('word.upper()', 'word'), []);
    await person.until(() => person.gave.length > 0, 'test that gives up');
    await over;
    const [gave] = person.gave;
    assert.equal(gave?.stopped, false);
    assert.equal(gave?.event.programs[0]?.threads[0]?.frames.at(-1)?.name, '<module>');
    assert.deepEqual(person.outcomes, ['failed']);
  });

  it('stops at an exception that nobody catches', async () => {
    const { over, seat } = await begun(SERVER.replace('word.upper()', 'word.uper()'), []);
    const { reason, line } = await seat.stopped();
    assert.deepEqual({ reason, line }, { reason: 'exception', line: 5 });
    await toEnd(seat, over);
  });

  it('stops at breakpoint()', async () => {
    const { over, seat } = await begun(SERVER.replace('    return said', '    breakpoint()\n    return said'), []);
    assert.equal((await seat.stopped()).name, 'answer');
    await toEnd(seat, over);
  });

  it('forks as in a run: its child prints nothing of a debugger', async () => {
    const forks = 'import os\nif os.fork() == 0:\n    os._exit(0)\nos.wait()\n';
    const { person, over } = await begun(forks + SERVER, []);
    await over;
    assert.deepEqual(person.outcomes, ['passed']);
    assert.deepEqual(
      person.events.filter(({ event }) => event === 'output'),
      [],
    );
  });

  it('has a session for each start, and all tests where none is named', async () => {
    const { person, over, seat } = await begun(SERVER, [], { only: null });
    const second = await person.seat(1);
    assert.ok(seat.isOver);
    await second.begin('', []);
    await over;
    assert.deepEqual(person.outcomes, ['passed', 'passed']);
  });

  it('leaves no container when its person leaves', async () => {
    const { person, over, seat } = await begun(SERVER, [4]);
    await seat.stopped();
    await seat.ask('disconnect');
    assert.ok(person.closed.signal.aborted);
    await over;
  });
});
