import { deepEqual, equal } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GaveUpEvent } from '../../../src/contract/events';
import { DebugRun } from '../../../src/debug/debug-run';
import type { ProgramSession } from '../../../src/debug/program-session';
import { encoded, PLACES, TEXTS } from './scene';

const GAVE_UP: GaveUpEvent = {
  event: 'gave-up',
  test: 'test_it.py::test_one',
  failure: {
    code: 'assertion',
    args: {},
    message: null,
    expected: null,
    actual: null,
    request: null,
    advice: null,
    traceback: null,
    place: null,
  },
  programs: [],
};
const GO_ON = 0x4e;

function joined() {
  const sessions: ProgramSession[] = [];
  const said: string[] = [];
  const gaveUp: boolean[] = [];
  const kinds: number[] = [];
  const watcher = {
    begins: (session: ProgramSession) => sessions.push(session),
    talked: (line: string) => said.push(line),
    gaveUp: (_event: GaveUpEvent, stopped: boolean) => gaveUp.push(stopped),
    leaves: () => undefined,
  };
  const run = new DebugRun({ say: (frame) => kinds.push(frame[0] ?? 0) }, PLACES, TEXTS, watcher);
  return { run, sessions, said, gaveUp, goneOn: () => kinds.includes(GO_ON) };
}

function stops(run: DebugRun, session: number): void {
  const data = encoded({ seq: 1, type: 'event', event: 'stopped', body: { reason: 'pause', threadId: 1 } }).toString(
    'base64',
  );
  run.take({ event: 'spoke', session, data });
}

describe('A debugged run', () => {
  it('has a session for each start of a program, and none twice', () => {
    const { run, sessions } = joined();
    for (const session of [0, 1, 1]) run.take({ event: 'debugging', session });
    deepEqual(
      sessions.map(({ number }) => number),
      [0, 1],
    );
    run.take({ event: 'hung-up', session: 0, too_much: false });
    deepEqual(
      sessions.map(({ isOver }) => isOver),
      [true, false],
    );
    run.end();
    equal(sessions[1]?.isOver, true);
  });

  it('tells what the suite says', () => {
    const { run, said } = joined();
    run.take({ event: 'talked', line: 'client 1 -> "PING"' });
    deepEqual(said, ['client 1 -> "PING"']);
  });

  it('lets a test that gives up wait while its program is stopped, and go on afterwards', () => {
    const { run, sessions, gaveUp, goneOn } = joined();
    run.take({ event: 'debugging', session: 0 });
    run.take(GAVE_UP);
    stops(run, 0);
    deepEqual(gaveUp, [true]);
    equal(goneOn(), false);
    sessions[0]?.take({ seq: 1, type: 'request', command: 'continue', arguments: { threadId: 1 } });
    equal(goneOn(), true);
  });

  it('lets a person step through a program whose test gives up, as long as each step comes to its end', async () => {
    const { run, sessions, gaveUp, goneOn } = joined();
    run.take({ event: 'debugging', session: 0 });
    run.take(GAVE_UP);
    stops(run, 0);
    const ask = (command: string) =>
      sessions[0]?.take({ seq: 1, type: 'request', command, arguments: { threadId: 1 } });
    ask('next');
    equal(goneOn(), false);
    stops(run, 0);
    ask('stepIn');
    stops(run, 0);
    await sleep(900);
    equal(goneOn(), false);
    deepEqual(gaveUp, [true]);
    ask('next');
    await sleep(900);
    equal(goneOn(), true);
    deepEqual(gaveUp, [true]);
  });

  it('does not wait for a program that has ended, and knows nothing of it when the next test gives up', async () => {
    const { run, gaveUp, goneOn } = joined();
    run.take({ event: 'debugging', session: 0 });
    run.take(GAVE_UP);
    run.take({ event: 'hung-up', session: 0, too_much: false });
    equal(goneOn(), true);
    run.take({ event: 'debugging', session: 1 });
    await sleep(500);
    run.take(GAVE_UP);
    await sleep(500);
    deepEqual(gaveUp, [false], 'the wait of the first test ended that of the second');
    await sleep(500);
    deepEqual(gaveUp, [false, false]);
  });

  it('does not wait for a program that cannot be stopped', async () => {
    const { run, gaveUp, goneOn } = joined();
    run.take({ event: 'debugging', session: 0 });
    run.take(GAVE_UP);
    equal(goneOn(), false);
    await sleep(900);
    deepEqual(gaveUp, [false]);
    equal(goneOn(), true);
  });

  it('hears of no session that has not begun', () => {
    const { run, sessions } = joined();
    stops(run, 5);
    run.take({ event: 'hung-up', session: 5, too_much: true });
    deepEqual(sessions, []);
  });
});
