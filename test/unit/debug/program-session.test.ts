import { deepEqual, equal, match, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { CAPABILITIES } from '../../../src/debug/to-program';
import { encoded, Scene } from './scene';

const HOSTILE_REQUESTS = ['runInTerminal', 'startDebugging', 'handshake', 'setBreakpoints'];

function begun(talk: readonly string[] = []): Scene {
  const scene = new Scene(talk);
  scene.begin();
  return scene;
}

function stopped(scene: Scene, reason = 'breakpoint'): void {
  scene.says({ seq: 9, type: 'event', event: 'stopped', body: { reason, threadId: 1, allThreadsStopped: false } });
}

describe('The session of a debugged program', () => {
  it('asks the program to begin by itself, and tells the editor once it is there', () => {
    const scene = new Scene();
    deepEqual(
      scene.asked.map(({ command }) => command),
      ['initialize', 'attach'],
    );
    scene.session.take({ seq: 1, type: 'request', command: 'attach' });
    deepEqual(scene.told, []);
    scene.answers(2, 'attach');
    deepEqual(scene.events, ['initialized']);
  });

  it('lets the clock go on once the breakpoints are set, and holds it while the program is stopped', () => {
    const scene = begun();
    deepEqual(scene.held, [false]);
    stopped(scene);
    deepEqual(scene.held, [false, true]);
    scene.ask('continue', { threadId: 1 });
    deepEqual(scene.held, [false, true, false]);
    deepEqual(scene.stops, [true, false]);
  });

  it('lets all threads go on, whichever the editor has named, and stops them all', () => {
    const scene = begun();
    scene.ask('continue', { threadId: 7, singleThread: true });
    scene.ask('pause', { threadId: 7 });
    deepEqual(
      scene.asked.slice(-2).map((one) => one.arguments),
      [{ threadId: '*' }, { threadId: '*' }],
    );
  });

  it('says what the debugger can do by itself, whatever the program says', () => {
    const scene = new Scene();
    scene.answers(1, 'initialize', { supportsReadMemoryRequest: true });
    const told = scene.ask('initialize');
    ok(told?.type === 'response');
    const filters = [{ filter: 'uncaught', label: 'Uncaught', default: true }];
    deepEqual(told.body, { ...CAPABILITIES, exceptionBreakpointFilters: filters });
  });

  it('sets breakpoints in the sandbox’s file, and shows those that have no code', () => {
    const scene = begun();
    const given = {
      source: { path: '/home/eva/my rédis/main.py' },
      breakpoints: [{ line: 4, condition: 'x' }, { line: 5 }],
    };
    const none = { verified: false, line: 5, message: 'codealong:no-code' };
    const told = scene.ask('setBreakpoints', given, { breakpoints: [{ id: 0, verified: true, line: 6 }, none] });
    deepEqual(scene.asked.at(-1)?.arguments, { ...given, source: { path: '/work/main.py' } });
    ok(told?.type === 'response');
    deepEqual(told.body, {
      breakpoints: [
        { verified: true, id: 0, line: 6 },
        { verified: false, line: 5, message: 'No code on this line.' },
      ],
    });
  });

  it('does not ask the program about a file that was not sent', () => {
    const scene = begun();
    const before = scene.asked.length;
    const told = scene.ask('setBreakpoints', { source: { path: '/etc/passwd' }, breakpoints: [{ line: 4 }] });
    equal(scene.asked.length, before);
    ok(told?.type === 'response');
    deepEqual(told.body, { breakpoints: [{ verified: false, line: 4, message: 'Not sent.' }] });
  });

  it('names files of the learner’s only, and opens nothing that the program would send', () => {
    const scene = begun();
    const frame = (path: string) => ({ id: 1, name: 'f', line: 3, column: 1, source: { path, sourceReference: 5 } });
    const frames = ['/work/lib/store.py', '/etc/passwd', '/work/../etc/passwd', '/work/other.py'].map(frame);
    const told = scene.ask('stackTrace', { threadId: 1 }, { stackFrames: frames });
    ok(told?.type === 'response');
    const found = told.body?.stackFrames as { readonly source?: unknown }[];
    deepEqual(
      found.map(({ source }) => source),
      [{ name: 'store.py', path: '/home/eva/my rédis/lib/store.py' }, undefined, undefined, undefined],
    );
  });

  it('shows what the test has said as a scope of its own', () => {
    const scene = begun(['client 1 -> "PING"']);
    const scopes = scene.ask('scopes', { frameId: 1 }, { scopes: [{ name: 'Locals', variablesReference: 4 }] });
    ok(scopes?.type === 'response' && scopes.body !== undefined);
    const [, own] = scopes.body.scopes as { readonly variablesReference: number }[];
    const told = scene.ask('variables', { variablesReference: own?.variablesReference });
    ok(told?.type === 'response');
    deepEqual(told.body, { variables: [{ name: '1', value: 'client 1 -> "PING"', variablesReference: 0 }] });
  });

  it('stops where the last report pointed, if the person has set no breakpoint', () => {
    const stopAt = { path: '/work/main.py', line: 7 };
    const own = { source: { path: '/work/main.py' }, breakpoints: [{ line: 7, hitCondition: '1' }] };
    const free = new Scene([], stopAt);
    free.begin();
    deepEqual(free.asked.at(-2)?.arguments, own);
    const set = new Scene([], stopAt);
    for (const { seq, command } of [...set.asked]) set.answers(seq, command);
    set.ask('setBreakpoints', { source: { path: '/home/eva/my rédis/main.py' }, breakpoints: [{ line: 4 }] });
    set.ask('configurationDone');
    equal(set.asked.filter(({ command }) => command === 'setBreakpoints').length, 1);
  });

  it('asks for exceptions in handlers of asyncio, too', () => {
    const scene = begun();
    scene.ask('setExceptionBreakpoints', { filters: ['uncaught'] });
    deepEqual(scene.asked.at(-1)?.arguments, { filters: ['uncaught', 'userUnhandled'] });
  });

  it('runs on by itself when no editor comes', () => {
    const scene = new Scene();
    scene.session.goAlone();
    equal(scene.asked.at(-1)?.command, 'configurationDone');
    scene.answers(3, 'configurationDone');
    deepEqual(scene.held, [false]);
  });

  it('stops nowhere when no editor comes: there is nobody who could let it go on', () => {
    const scene = new Scene();
    scene.session.goAlone();
    scene.answers(3, 'configurationDone');
    stopped(scene, 'breakpoint');
    deepEqual([scene.asked.at(-1)?.command, scene.asked.at(-1)?.arguments], ['continue', { threadId: '*' }]);
    scene.session.pause();
    equal(scene.asked.length, 4);
    deepEqual([scene.held, scene.stops], [[false], []]);
  });

  it('ends with its program, and answers what was still asked', () => {
    const scene = begun();
    stopped(scene);
    scene.session.take({ seq: 99, type: 'request', command: 'threads' });
    scene.session.hungUp();
    deepEqual(scene.events.at(-1), 'terminated');
    equal(scene.held.at(-1), false);
    ok(scene.told.some((one) => one.type === 'response' && one.request_seq === 99 && !one.success));
    const before = scene.told.length;
    stopped(scene);
    equal(scene.told.length, before);
  });

  it('does not leave the run when the editor closes the session of a program that has ended', () => {
    const scene = begun();
    scene.session.hungUp();
    deepEqual(scene.told.at(-1), { type: 'response', request_seq: -1, command: 'disconnect', success: true, body: {}, seq: scene.told.length });
    equal(scene.left, 0);
  });

  it('tells its end to an editor that attaches after it, and refuses it nothing', () => {
    const waiting = new Scene();
    waiting.session.take({ seq: 1, type: 'request', command: 'attach' });
    const late = new Scene();
    for (const { session } of [waiting, late]) session.hungUp();
    deepEqual(late.told, []);
    late.session.take({ seq: 1, type: 'request', command: 'attach' });
    for (const { told, events, left } of [waiting, late]) {
      deepEqual(told[0], { type: 'response', request_seq: 1, command: 'attach', success: true, body: {}, seq: 1 });
      deepEqual([events, left], [['terminated'], 0]);
    }
  });

  it('leaves the run when the editor does', () => {
    const scene = begun();
    scene.ask('disconnect', { terminateDebuggee: true });
    equal(scene.left, 1);
  });
});

describe('A hostile program, in the place of its debugger,', () => {
  it('makes no request of the editor', () => {
    const scene = begun();
    const before = scene.told.length;
    for (const command of HOSTILE_REQUESTS) {
      scene.says({ seq: 1, type: 'request', command, arguments: { kind: 'external', args: ['sh'], cwd: '/' } });
    }
    equal(scene.told.length, before);
  });

  it('answers nothing that was not asked, and nothing twice', () => {
    const scene = begun();
    const before = scene.told.length;
    for (const number of [0, -1, 77, 1, '1', null]) {
      scene.says({ seq: 1, type: 'response', request_seq: number, success: true, command: 'threads', body: {} });
    }
    equal(scene.told.length, before);
  });

  it('says no event that is not on the list', () => {
    const scene = begun();
    const before = scene.told.length;
    for (const event of [
      'terminated',
      'exited',
      'process',
      'module',
      'loadedSource',
      'capabilities',
      'initialized',
      'memory',
      '__proto__',
    ]) {
      scene.says({ seq: 1, type: 'event', event, body: { capabilities: { supportsRestartRequest: true } } });
    }
    equal(scene.told.length, before);
  });

  it('writes nothing that an editor would act on', () => {
    const scene = begun();
    const body = {
      category: 'telemetry',
      output: '\u001b]0;x\u0007\u202e',
      source: { path: '/etc/passwd' },
      variablesReference: 5,
    };
    scene.says({ seq: 1, type: 'event', event: 'output', body });
    const told = scene.told.at(-1);
    ok(told?.type === 'event');
    deepEqual(told.body, { category: 'console', output: '\\x1b]0;x\\x07\\u202e' });
  });

  it('says no text without end, and no list without end', () => {
    const scene = begun();
    const long = { name: 'x'.repeat(5000), value: 'y'.repeat(50_000), variablesReference: 0 };
    const many = Array(5000).fill({ name: 'x', value: '', variablesReference: 0 }).fill(long, 0, 1);
    const told = scene.ask('variables', { variablesReference: 1 }, { variables: many });
    ok(told?.type === 'response');
    const variables = told.body?.variables as { readonly name: string; readonly value: string }[];
    equal(variables.length, 2000);
    ok((variables[0]?.name.length ?? 0) < 600 && (variables[0]?.value.length ?? 0) < 21_000);
  });

  it('ends its session by a flood of events', () => {
    const scene = begun();
    const event = encoded({ seq: 1, type: 'event', event: 'thread', body: { reason: 'started', threadId: 1 } });
    for (let sent = 0; sent < 21_000; sent += 100) scene.session.heard(Buffer.concat(Array(100).fill(event)));
    ok(scene.session.isOver);
    ok(scene.told.length < 20_100);
    equal(scene.events.at(-1), 'terminated');
  });

  it('ends its session by what is no message', () => {
    const scene = begun();
    scene.session.heard(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'));
    equal(scene.events.at(-1), 'terminated');
  });

  it('is let go of when its session is ended, and the person hears why', () => {
    const scene = begun();
    stopped(scene);
    scene.session.heard(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'));
    equal(scene.asked.at(-1)?.command, 'disconnect');
    equal(scene.held.at(-1), false);
    match(JSON.stringify(scene.told), /Too much\./);
    const ended = begun();
    ended.session.hungUp();
    equal(JSON.stringify(ended.told).includes('Too much.'), false);
  });

  it('tells the editor nothing but messages of the protocol, whatever it says', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 2 ** 60, '', null, true, {}, []));
    const commands = fc.constantFrom(
      'stackTrace',
      'scopes',
      'variables',
      'evaluate',
      'threads',
      'setBreakpoints',
      'completions',
      'exceptionInfo',
    );
    fc.assert(
      fc.property(commands, value, (command, body) => {
        const scene = begun();
        const given = { source: { path: '/home/eva/my rédis/main.py' }, breakpoints: [] };
        const told = scene.ask(command, given, body);
        ok(told?.type === 'response');
        for (const [, list] of Object.entries(told.body ?? {})) ok(list !== null && list !== undefined);
        match(JSON.stringify(told), /"success":true/);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(
        fc.record({
          type: fc.constantFrom('event', 'response', 'request', 'x'),
          event: fc.string(),
          request_seq: value,
          body: value,
        }),
        (message) => {
          const scene = begun();
          scene.says(message);
          for (const one of scene.told) ok(one.type === 'event' || one.type === 'response');
        },
      ),
      { numRuns: 300 },
    );
  });
});
