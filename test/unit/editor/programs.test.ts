import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Code, CodedError } from '../../../src/contract/codes';
import type { Target } from '../../../src/editor/base/target';
import { saveFolder } from '../../../src/editor/run/saving';
import { PacedOutput } from '../../../src/editor/terminal/paced-output';
import { Programs } from '../../../src/editor/terminal/programs';
import { FakePrograms, type FakeStart, type FakeTerminal, FakeTerminals } from '../../support/fake-terminals';
import { FakeWindow } from '../../support/fake-window';
import { targetOf } from './make';

/** Longer than keys count as typed for the program before. */
const LATER_MS = 450;
const SPLIT = 'workbench.action.terminal.split';

describe('The terminals of programs', () => {
  let window: FakeWindow;
  let terminals: FakeTerminals;
  let runner: FakePrograms;
  let programs: Programs;
  let target: Target | null;
  let crashes: unknown[];

  beforeEach(() => {
    window = new FakeWindow();
    terminals = new FakeTerminals(window);
    runner = new FakePrograms();
    const course = { ...targetOf().course, client: 'client.py' };
    target = targetOf({ course });
    crashes = [];
    programs = new Programs(terminals.api, {
      runner: async () => runner,
      save: (given, signal) => saveFolder(terminals.api, given, signal),
      crashed: (error) => crashes.push(error),
      targets: { meant: async () => target, of: async () => target, withoutFile: async () => null },
      extensionId: 'codealong.codealong',
      clientProfile: 'codealong.client',
    });
    terminals.splits = async () => {
      const profile = await programs.provideTerminalProfile();
      if (profile !== undefined) terminals.add((profile as unknown as FakeTerminal).options).show();
    };
  });

  afterEach(() => {
    programs.dispose();
    assert.deepEqual(crashes, []);
  });

  async function settled(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await sleep(1);
  }

  async function run(): Promise<{ terminal: FakeTerminal; start: FakeStart }> {
    await programs.actions.runProgram(undefined);
    await settled();
    const [terminal, start] = [terminals.all[0], runner.starts.at(-1)];
    assert.ok(terminal !== undefined && start !== undefined);
    return { terminal, start };
  }

  function ended(code: number) {
    return { told: { code: 'program-exited', args: { exit_code: code } }, notes: [], code } as const;
  }

  it('have the name of course and file, and say what is started', async () => {
    const { terminal, start } = await run();
    assert.equal(terminal.name, `${target?.course.id}: main.py`);
    assert.match(terminal.lines.join('\n'), /\$ python3 main\.py/);
    assert.deepEqual(start.request.size, { columns: 90, rows: 20 });
    assert.equal(start.request.tty, true);
  });

  it('save first', async () => {
    const document = window.open('/home/mia/redis/main.py');
    document.isDirty = true;
    const { start } = await run();
    assert.equal(document.isDirty, false);
    assert.equal(start.request.source, null);
  });

  it('pass on what is typed and the size, and show bytes as they are', async () => {
    const { terminal, start } = await run();
    terminal.pty.handleInput?.('ä');
    terminal.pty.setDimensions?.({ columns: 50, rows: 10 });
    assert.match(start.frames.join(''), /IZ$/);
    const shown: string[] = [];
    const euro = Buffer.from('€\x1b[31m');
    start.request.owner.output(euro.subarray(0, 2), 'stdout', () => shown.push('one'));
    start.request.owner.output(euro.subarray(2), 'stdout', () => shown.push('two'));
    assert.ok(terminal.text.endsWith('€\x1b[31m'));
    assert.deepEqual(shown, ['one', 'two']);
  });

  it('say how the program ended, and a later key runs it again; late keys, Ctrl+C and answers of the terminal do not', async () => {
    const { terminal, start } = await run();
    start.request.owner.output(Buffer.from('no end of line'), 'stdout', () => undefined);
    start.end(ended(1));
    await settled();
    const lines = terminal.lines.slice(-4);
    assert.deepEqual(lines, [
      'no end of line',
      'Your program ended with exit code 1.',
      'Press any key to run it again.',
      '',
    ]);
    terminal.pty.handleInput?.('x');
    await sleep(LATER_MS);
    for (const none of ['\x03', '\x1b[?1;2c']) terminal.pty.handleInput?.(none);
    await settled();
    assert.equal(runner.starts.length, 1);
    terminal.pty.handleInput?.(' ');
    await settled();
    assert.equal(runner.starts.length, 2);
  });

  it('are used again by a second run in the folder, which ends the first', async () => {
    const { start } = await run();
    await run();
    assert.equal(terminals.all.length, 1);
    assert.equal(start.request.signal?.aborted, true);
    assert.equal(runner.starts.length, 2);
    assert.ok(!terminals.all[0]?.lines.some((line) => line.includes('cancelled')));
  });

  it('end the program when they are closed, and are new at the next run', async () => {
    const { terminal, start } = await run();
    terminal.close();
    assert.equal(start.request.signal?.aborted, true);
    await run();
    assert.equal(terminals.all.length, 2);
  });

  it('offer the client once, when the program listens, and put it beside the program', async () => {
    const { start } = await run();
    start.talk.take({ event: 'listening', ports: [6379] });
    assert.match(window.message.text, /main\.py listens on port 6379/);
    window.message.answer('Open Client');
    await settled();
    const split = window.commands.find(({ name }) => name === SPLIT);
    assert.deepEqual(split?.args, [
      { config: { extensionIdentifier: 'codealong.codealong', id: 'codealong.client', title: terminals.all[1]?.name } },
    ]);
    assert.match(start.frames.join(''), /O$/);
    start.talk.take({ event: 'listening', ports: [] });
    start.talk.take({ event: 'listening', ports: [6379] });
    assert.equal(window.messages.length, 1);
  });

  it('give the editor no client that was not asked for', async () => {
    await run();
    assert.equal(programs.provideTerminalProfile(), undefined);
  });

  it('open the client by themselves where the editor does not split', async () => {
    terminals.splits = () => Promise.reject(new Error('no such command'));
    const { start } = await run();
    await programs.actions.openClient(undefined);
    await settled();
    assert.equal(terminals.all.length, 2);
    assert.match(start.frames.join(''), /O$/);
  });

  it('start the program for a client that is opened first', async () => {
    await programs.actions.openClient(undefined);
    await settled();
    assert.equal(terminals.all.length, 2);
    assert.match(runner.starts[0]?.frames.join('') ?? '', /O$/);
  });

  it('leave a program alone that is just being started when a client is opened', async () => {
    for (let turn = 0; turn < 3; turn++) {
      await programs.actions.openClient(undefined);
      await sleep(0);
    }
    await settled();
    assert.equal(runner.starts.length, 1);
    assert.equal(runner.starts[0]?.request.signal?.aborted, false);
    assert.equal(runner.starts[0]?.frames.join('').match(/O/g)?.length, 3);
  });

  it('let the image be built, and start the newest program once after it', async () => {
    let isBuilt = (): void => undefined;
    runner.building = new Promise((resolve) => {
      isBuilt = resolve;
    });
    await programs.actions.runProgram(undefined);
    await settled();
    await programs.actions.openClient(undefined);
    await programs.actions.runProgram(undefined);
    await settled();
    assert.equal(runner.starts.length, 0);
    runner.building = null;
    isBuilt();
    await settled();
    const starts = runner.starts.map(({ request }) => request.signal?.aborted);
    assert.deepEqual(starts, [true, false], 'the files of the first may be older');
    assert.match(runner.starts[1]?.frames.join('') ?? '', /O/);
    assert.equal(terminals.all[0]?.lines.filter((line) => line.startsWith('$ ')).length, 1);
  });

  it('say that a defect of ours has kept a program from running, and run it again by a key', async () => {
    const defect = new Error('x');
    runner.defect = defect;
    await programs.actions.runProgram(undefined);
    await settled();
    const [terminal] = terminals.all;
    assert.match(terminal?.lines.join('\n') ?? '', /bug in CodeAlong.*\n.*Press any key to run it again\./);
    assert.deepEqual(crashes.splice(0), [defect]);
    await sleep(LATER_MS);
    terminal?.pty.handleInput?.(' ');
    await settled();
    assert.equal(runner.starts.length, 1);
  });

  it('say in the words of the core why a program cannot be started', async () => {
    const code = 'of-the-runner' as Code;
    runner.texts = [{ [code]: () => ({ title: 'There is no such runtime.' }) }];
    runner.defect = new CodedError(code, {} as never);
    await programs.actions.runProgram(undefined);
    await settled();
    assert.match(terminals.all[0]?.lines.join('\n') ?? '', /There is no such runtime\./);
  });

  it('bring the client back when the program runs again, and close it with the program', async () => {
    const { terminal, start } = await run();
    await programs.actions.openClient(undefined);
    await settled();
    start.end(ended(0));
    await settled();
    const client = terminals.all[1];
    assert.match(client?.lines.join('\n') ?? '', /Your program has ended\. Press any key/);
    const { start: again } = await run();
    assert.match(again.frames.join(''), /O$/);
    terminal.close();
    assert.equal(client?.isClosed, true);
  });

  it('say that a course brings no client', async () => {
    target = targetOf();
    await programs.actions.openClient(undefined);
    assert.match(window.message.text, /has no client/);
    assert.equal(terminals.all.length, 0);
  });

  it('run the program although the client cannot be read, and tell that in the client’s terminal', async () => {
    const { start } = await run();
    const clientProblem = { code: 'client-unreadable', args: { file: 'client.py', reason: 'ENOENT' } };
    Object.assign(start.talk, { clientProblem });
    await programs.actions.openClient(undefined);
    await settled();
    assert.match(terminals.all[1]?.text ?? '', /"client\.py", cannot be read/);
    assert.ok(!start.frames.includes('O'));
    assert.equal(start.request.signal?.aborted, false);
  });

  it('say that the client could not be started', async () => {
    const { start } = await run();
    await programs.actions.openClient(undefined);
    await settled();
    start.talk.take({ event: 'left', terminal: 1, exit_code: null, signal: null });
    assert.match(terminals.all[1]?.text ?? '', /"client\.py", could not be started/);
  });

  it('offer to start a course where there is none', async () => {
    target = null;
    await programs.actions.runProgram(undefined);
    assert.deepEqual(window.message.buttons, ['Start Course']);
  });
});

describe('A program that floods its terminal', () => {
  it('is told at a steady pace that its output was shown, and one that prints a little at once', async () => {
    let written = 0;
    const output = new PacedOutput((text) => {
      written += text.length;
    });
    let shown = 0;
    output.output(Buffer.alloc(4096, 'x'), () => {
      shown += 1;
    });
    assert.equal(shown, 1);
    const began = performance.now();
    await Promise.all(
      Array.from({ length: 50 }, () => new Promise<void>((resolve) => output.output(Buffer.alloc(8192, 'x'), resolve))),
    );
    const took = performance.now() - began;
    assert.equal(written, 4096 + 50 * 8192);
    assert.ok(took > 250, `400 KB were shown in ${took} ms`);
  });
});
