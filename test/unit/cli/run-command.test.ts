import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandContext } from '../../../src/cli/command';
import { Keyboard } from '../../../src/cli/keyboard';
import { runCommand } from '../../../src/cli/run-command';
import { PLAIN } from '../../../src/results/report/shown-text';
import { TERMINAL_PUT_RIGHT } from '../../../src/results/texts/program-catalogue';
import type { ProgramRequest, ProgramResult } from '../../../src/run/run-program';
import { FakePrograms, type FakeStart } from '../../support/fake-terminals';
import { REDIS, ROOT, solution } from '../../support/run';

const CTRL_C = '\x03';

class FakeStdin extends PassThrough {
  readonly modes: boolean[] = [];

  constructor(readonly isTTY: boolean) {
    super();
  }

  setRawMode(isRaw: boolean): void {
    this.modes.push(isRaw);
  }
}

/** Keeps what is written. `broken`: the system's error at each write. */
class FakeStream extends Writable {
  text = '';
  broken: string | null = null;
  readonly columns = 100;
  readonly rows = 30;

  constructor(readonly isTTY: boolean) {
    super();
    this.on('error', () => undefined);
  }

  override _write(bytes: Buffer, _encoding: string, done: (error?: Error) => void): void {
    if (this.broken === null) this.text += bytes.toString('utf8');
    done(this.broken === null ? undefined : Object.assign(new Error('write'), { code: this.broken }));
  }
}

interface Place {
  readonly tty?: boolean;
  readonly stderrTty?: boolean;
  readonly client?: boolean;
}

describe('codealong run, for whoever sits there,', () => {
  const ENDED: ProgramResult = { told: { code: 'program-exited', args: { exit_code: 0 } }, notes: [], code: 0 };

  /** A command that has started its program. */
  async function begin({ tty = true, stderrTty = tty, client = false }: Place = {}) {
    const [stdin, stdout, stderr] = [new FakeStdin(tty), new FakeStream(tty), new FakeStream(stderrTty)];
    const keyboard = new Keyboard(
      stdin as unknown as NodeJS.ReadStream,
      stdout as unknown as NodeJS.WriteStream,
      stderr as unknown as NodeJS.WriteStream,
    );
    const [programs, said, defect] = [new FakePrograms(), [] as string[], new EventEmitter()];
    const broken = once(defect, 'end');
    broken.catch(() => undefined);
    const runner = {
      runProgram: (request: ProgramRequest) => Promise.race([programs.runProgram(request), broken]),
    };
    const context = {
      platform: { platform: process.platform, env: {}, home: '/nowhere' },
      cwd: REDIS,
      home: { coursesDir: path.join(ROOT, 'courses') },
      terminal: {
        style: PLAIN,
        out: () => undefined,
        error: (text: string) => said.push(text),
        busy: () => undefined,
        idle: () => undefined,
      },
      keyboard,
      runner,
      signal: new AbortController().signal,
    } as unknown as CommandContext;
    const file = solution('02-ping');
    const given = { step: null, root: null, entry: null, runtime: null, image: null, course: 'redis' };
    const over = runCommand({ command: 'run', file, client, ...given }, context);
    over.catch(() => undefined);
    while (programs.starts.length === 0) await sleep(1);
    return { stdin, stdout, stderr, said, over, defect, start: programs.starts[0] as FakeStart };
  }

  async function typed({ stdin }: { stdin: FakeStdin }, ...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      stdin.write(text);
      await sleep(5);
    }
  }

  it('reads a Ctrl+C behind a paste that the program does not read', async () => {
    const person = await begin();
    await typed(person, 'x'.repeat(300_000), CTRL_C);
    assert.equal(person.start.frames.filter((kind) => kind === 'I').length, 5, 'a window of the paste, and the Ctrl+C');
    person.start.end(ENDED);
    assert.equal(await person.over, 0);
  });

  it('reads a pipe no faster than the program', async () => {
    const script = await begin({ tty: false });
    await typed(script, 'x'.repeat(300_000), 'y');
    assert.ok(script.stdin.readableLength > 0);
    script.start.end(ENDED);
    await script.over;
  });

  it('ends a program that ignores it at the third Ctrl+C in a row', async () => {
    const person = await begin();
    await typed(person, CTRL_C, 'a', CTRL_C, CTRL_C);
    assert.equal(person.start.request.signal?.aborted, false);
    await typed(person, CTRL_C);
    assert.equal(await person.over, 130);
    assert.match(person.said.join('\n'), /cancelled/);
  });

  it('ends and says it when the client could not be started', async () => {
    const person = await begin({ client: true });
    person.start.talk.take({ event: 'left', terminal: 1, exit_code: null, signal: null });
    assert.equal(await person.over, 3);
    assert.match(person.said[0] ?? '', /"client\.py", could not be started/);
  });

  it('ends with the code of the client that has ended', async () => {
    const person = await begin({ client: true });
    assert.equal(person.start.request.needsClient, true);
    person.start.talk.take({ event: 'left', terminal: 1, exit_code: 4, signal: null });
    assert.equal(await person.over, 4);
    assert.deepEqual(person.said, []);
  });

  it('says nothing when its reader has enough, and exits as by SIGPIPE', async () => {
    const script = await begin({ tty: false });
    script.stdout.broken = 'EPIPE';
    script.start.request.owner.output(Buffer.from('more'), 'stdout', () => undefined);
    assert.equal(await script.over, 141);
    assert.deepEqual(script.said, []);
  });

  it('gives the terminal back after an error that nobody expected', async () => {
    const person = await begin();
    person.defect.emit('error', new TypeError('oops'));
    await assert.rejects(person.over, /oops/);
    assert.deepEqual(person.stdin.modes, [true, false]);
    assert.ok(person.stdin.destroyed);
  });

  it('puts right each terminal on which something was shown, and no pipe', async () => {
    const script = await begin({ tty: false, stderrTty: true });
    const show = script.start.request.owner.output;
    show(Buffer.from('\x1b[?25l'), 'stdout', () => undefined);
    show(Buffer.from('\x1b[?25l'), 'stderr', () => undefined);
    script.start.end(ENDED);
    await script.over;
    assert.deepEqual([script.stdout.text, script.stderr.text], ['\x1b[?25l', `\x1b[?25l${TERMINAL_PUT_RIGHT}`]);
  });

  it('puts the terminal right after a client', async () => {
    const person = await begin({ client: true });
    person.start.request.owner.output(Buffer.from('up'), 'stdout', () => undefined);
    person.start.talk.take({ event: 'left', terminal: 1, exit_code: 0, signal: null });
    await person.over;
    assert.deepEqual([person.stdout.text, person.stderr.text], ['', `up${TERMINAL_PUT_RIGHT}`]);
  });

  it('tells a script that failed what else it should know, and one that did not nothing', async () => {
    const note = {
      code: 'shadows-standard-module',
      args: { file: 'socket.py', name: 'socket', language: 'Python' },
    } as const;
    for (const code of [1, 0]) {
      const script = await begin({ tty: false });
      script.start.end({ ...ENDED, notes: [note], code });
      assert.equal(await script.over, code);
      assert.equal(/socket\.py/.test(script.said.join()), code === 1);
    }
  });
});
