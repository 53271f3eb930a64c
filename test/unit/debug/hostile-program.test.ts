import { deepEqual, equal, match, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { begun, encoded, stopped } from './scene';

const HOSTILE_REQUESTS = ['runInTerminal', 'startDebugging', 'handshake', 'setBreakpoints'];

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
