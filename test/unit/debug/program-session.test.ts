import { deepEqual, equal, ok } from 'node:assert/strict';
import { CAPABILITIES } from '../../../src/debug/to-program';
import { begun, Scene, stopped } from './scene';

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
    deepEqual(scene.told.at(-1), {
      type: 'response',
      request_seq: -1,
      command: 'disconnect',
      success: true,
      body: {},
      seq: scene.told.length,
    });
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
