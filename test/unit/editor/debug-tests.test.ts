import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type * as vscode from 'vscode';
import { CodedError } from '../../../src/contract/codes';
import { emptyFailure, type SandboxEvent } from '../../../src/contract/events';
import type { Api } from '../../../src/editor/base/api';
import { DebugTests } from '../../../src/editor/debug/debug-tests';
import { BuildNotification } from '../../../src/editor/status/build-progress';
import type { DebugRequest } from '../../../src/run/debug-step';
import { eventsOf, FakeDebug, type Session } from '../../support/fake-debug';
import { FakeEmitter, FakeTokenSource } from '../../support/fake-editor';
import { FakeWindow } from '../../support/fake-window';
import { settle } from '../../support/waiting';
import { targetOf } from './make';

describe('Tests that a person debugs in the editor', () => {
  let debug: FakeDebug;
  let tests: DebugTests;
  let requests: { readonly request: DebugRequest; end(error?: unknown): void }[];
  let crashes: unknown[];
  let token: FakeTokenSource;
  let window: FakeWindow;

  beforeEach(() => {
    debug = new FakeDebug();
    requests = [];
    crashes = [];
    token = new FakeTokenSource();
    window = new FakeWindow();
    const own = {
      debug: debug.members,
      EventEmitter: FakeEmitter,
      DebugAdapterInlineImplementation: class {
        constructor(readonly adapter: vscode.DebugAdapter) {}
      },
      DebugConsoleMode: { Separate: 0, MergeWithParent: 1 },
    };
    const api = new Proxy(window.api, { get: (all, name) => Reflect.get(own, name) ?? Reflect.get(all, name) }) as Api;
    const debugStep = (request: DebugRequest) =>
      new Promise<void>((resolve, reject) => {
        requests.push({ request, end: (error) => (error === undefined ? resolve() : reject(error)) });
      });
    tests = new DebugTests(api, {
      runner: async () => ({ debugStep, texts: [] }) as never,
      save: async () => [],
      buildNews: (cancel) => new BuildNotification(window.api, cancel),
      crashed: (error) => crashes.push(error),
    });
  });

  afterEach(() => {
    tests.dispose();
    deepEqual(crashes, []);
  });

  async function begun() {
    const run = { started: () => undefined } as unknown as vscode.TestRun;
    const over = tests.debug(
      { target: targetOf(), only: 'test_ping.py::test_one', stopAt: null, run, item: () => undefined },
      token.token as never,
    );
    await settle();
    const [session] = debug.sessions;
    const [request] = requests;
    ok(session !== undefined && request !== undefined);
    return { session, over, ...request };
  }

  function consoleOf({ told }: Session): string {
    return told.flatMap((one) => (one.event === 'output' ? [(one.body as { output: string }).output] : [])).join('');
  }

  function programIn(request: DebugRequest) {
    const frames: number[] = [];
    const files = new Map([['main.py', '/home/mia/redis/main.py']]);
    const run = request.join({ say: (frame) => frames.push(frame[0] ?? 0) }, files);
    run.take({ event: 'debugging', session: 0 });
    return { run, frames };
  }

  it('have a session that says what it is, and run the one test that was asked for', async () => {
    const { session, request, end, over } = await begun();
    deepEqual([session.configuration.type, session.configuration.request], ['codealong', 'launch']);
    equal(session.options.suppressSaveBeforeStart, true);
    equal(request.only, 'test_ping.py::test_one');
    match(consoleOf(session), /no test passes or fails because of it/);
    end();
    await over;
    equal(eventsOf(session).at(-1), 'terminated');
  });

  it('go on with the next program when one has ended, and when one ends before the editor is there', async () => {
    const { request, end, over } = await begun();
    const { run } = programIn(request);
    await settle();
    run.take({ event: 'hung-up', session: 0, too_much: false });
    run.take({ event: 'debugging', session: 1 });
    run.take({ event: 'hung-up', session: 1, too_much: false });
    await settle();
    equal(request.signal.aborted, false);
    for (const program of debug.sessions.slice(1)) equal(eventsOf(program).at(-1), 'terminated');
    equal(debug.sessions.length, 3);
    end();
    await over;
  });

  it('show what matters in colours of the console, and nothing as a notification', async () => {
    const { session, request, end, over } = await begun();
    const rest = { duration_ms: 1, programs: [], transcript: '', parts: [] };
    request.event({ event: 'finished', test: 'one', outcome: 'passed', failure: null, ...rest });
    const failure = emptyFailure({ code: 'assertion', args: {} });
    request.event({ event: 'finished', test: 'two', outcome: 'failed', failure, ...rest });
    const lines = consoleOf(session)
      .split('\n')
      .slice(-4, -1)
      .map((line) => line.replaceAll('\u001b', 'ESC'));
    match(lines[0] ?? '', /^ESC\[32m"one" .*ESC\[39m$/);
    match(lines[2] ?? '', /^ESC\[31m"two" did not pass.*ESC\[39m$/);
    equal(JSON.stringify(session.told).includes('important'), false);
    end();
    await over;
  });

  it('show the build of the image in one notification, which is gone when the sandbox says something', async () => {
    const { session, request, end, over } = await begun();
    for (const step of [1, 2]) request.building?.({ step, steps: 9, line: 'Installing pytest' });
    equal(window.progresses.length, 1);
    window.progresses[0]?.begin();
    equal(consoleOf(session).includes('Building'), false);
    request.event({ event: 'started', test: 'one' });
    await settle();
    equal(window.progresses[0]?.closed, true);
    end();
    await over;
  });

  it('go to the program first, so that its stops do not cover the task', async () => {
    const { end, over } = await begun();
    deepEqual(window.shownDocuments, [targetOf().file]);
    end();
    await over;
  });

  it('have a session within it for each start of a program', async () => {
    const { request, end, over } = await begun();
    programIn(request);
    await settle();
    const [, program] = debug.sessions;
    equal(program?.configuration.request, 'attach');
    equal(program?.options.lifecycleManagedByParent, true);
    equal(program?.options.consoleMode, 1);
    end();
    await over;
  });

  it('let a program run on that no session was opened for', async () => {
    const { request, end, over } = await begun();
    debug.opens = false;
    const { frames } = programIn(request);
    const before = frames.length;
    await settle();
    ok(frames.length > before, 'it was not told to go on');
    end();
    await over;
  });

  it('show in the Debug Console what is said, and what the program prints, escaped', async () => {
    const { session, request, end, over } = await begun();
    programIn(request).run.take({ event: 'talked', line: 'client 1 -> "PING"' });
    const printed: SandboxEvent = {
      event: 'output',
      test: 't',
      stream: 'stdout',
      text: '\u001b[2Jhello\n',
      dropped: 0,
    };
    request.event(printed);
    match(consoleOf(session), /client 1 -> "PING"\n\\x1b\[2Jhello\n/);
    end();
    await over;
  });

  it('say why a test has failed whose program had ended, and once only', async () => {
    const { session, request, end, over } = await begun();
    const { run } = programIn(request);
    const failed = { ...emptyFailure({ code: 'assertion', args: {} }), message: 'It said nothing.' };
    const rest = { duration_ms: 1, programs: [], transcript: '', parts: [] };
    request.event({ event: 'started', test: 'one' });
    request.event({ event: 'finished', test: 'one', outcome: 'failed', failure: failed, ...rest });
    match(consoleOf(session), /gives up: It said nothing\.\S*\n\S*"one" did not pass/);
    request.event({ event: 'started', test: 'two' });
    run.take({ event: 'gave-up', test: 'two', failure: failed, programs: [] });
    run.take({ event: 'hung-up', session: 0, too_much: false });
    request.event({ event: 'finished', test: 'two', outcome: 'failed', failure: failed, ...rest });
    equal(consoleOf(session).match(/It said nothing/g)?.length, 2);
    end();
    await over;
  });

  it('say that there is nothing to debug', async () => {
    const { session, request, end, over } = await begun();
    request.event({ event: 'collected', tests: [], problem: null, skipped: [] });
    match(consoleOf(session), /Nothing was debugged/);
    end();
    await over;
  });

  it('end when the person stops them, in either place', async () => {
    const first = await begun();
    debug.ask(first.session, 'disconnect');
    ok(first.request.signal.aborted);
    first.end(new CodedError('cancelled', { call: 'run' }));
    await first.over;
    equal(consoleOf(first.session).includes('cancel'), false);
    requests.length = 0;
    debug.sessions.length = 0;
    const second = await begun();
    token.cancel();
    ok(second.request.signal.aborted);
    second.end();
    await second.over;
  });

  it('end when the person stops them before there is a session', async () => {
    token.cancel();
    const run = { started: () => undefined } as unknown as vscode.TestRun;
    const debugged = { target: targetOf(), only: null, stopAt: null, run, item: () => undefined };
    const over = tests.debug(debugged, token.token as never);
    await settle();
    ok(requests.every(({ request }) => request.signal.aborted));
    for (const { end } of requests) end(new CodedError('cancelled', { call: 'run' }));
    await over;
  });

  it('let a program run on whose session the editor fails to open', async () => {
    const { request, end, over } = await begun();
    debug.breaks = new Error('no session');
    const { frames } = programIn(request);
    const before = frames.length;
    await settle();
    ok(frames.length > before, 'it was not told to go on');
    deepEqual(crashes.splice(0), [debug.breaks]);
    end();
    await over;
  });

  it('say why nothing could be debugged', async () => {
    const { session, end, over } = await begun();
    end(new CodedError('no-debugger', {}));
    await over;
    match(consoleOf(session), /has no debugger/);
  });

  it('begin anew when they are restarted', async () => {
    const { session, end, over } = await begun();
    debug.ask(session, 'disconnect', { restart: true });
    end();
    await over;
    ok(debug.open(session.configuration, session.options));
    await settle();
    equal(requests.length, 2);
    equal(requests[1]?.request.only, 'test_ping.py::test_one');
    requests[1]?.end();
  });

  it('give no adapter to a session that somebody else has made', () => {
    equal(debug.open({ type: 'codealong', request: 'launch', name: 'x' }, {}), false);
    equal(debug.open({ type: 'codealong', request: 'launch', name: 'x', key: 'guess' }, {}), false);
  });
});
