import assert from 'node:assert/strict';
import { CodedError } from '../../../src/contract/codes';
import type { WroteEvent } from '../../../src/contract/person-events';
import { FRAME_MAX_BYTES, TERMINALS_MAX, WINDOW_BYTES } from '../../../src/contract/terminal-frames';
import { type ProcessEnd, TerminalTalk } from '../../../src/sandbox/terminal-talk';

const SIZE = { columns: 80, rows: 24 };

/** The sandbox's side: what was said to it. */
class FakeSandbox {
  readonly frames: { readonly kind: string; readonly payload: Buffer }[] = [];
  forgotten = 0;

  say(frame: Uint8Array): void {
    const bytes = Buffer.from(frame);
    this.frames.push({ kind: bytes.toString('latin1', 0, 1), payload: bytes.subarray(5) });
  }

  forget(bytes: number): void {
    this.forgotten += bytes;
  }

  /** Bytes of input that have come. */
  get typed(): Buffer {
    return Buffer.concat(this.frames.filter(({ kind }) => kind === 'I').map(({ payload }) => payload.subarray(1)));
  }

  get kinds(): string {
    return this.frames.map(({ kind }) => kind).join('');
  }
}

class FakeOwner {
  readonly shown: (() => void)[] = [];
  readonly ends: ProcessEnd[] = [];
  text = '';

  output(bytes: Uint8Array, _stream: 'stdout' | 'stderr', shown: () => void): void {
    this.text += Buffer.from(bytes).toString('latin1');
    this.shown.push(shown);
  }

  left(end: ProcessEnd): void {
    this.ends.push(end);
  }
}

function wrote(bytes: number, terminal = 0): WroteEvent {
  return { event: 'wrote', terminal, stream: 'stdout', data: Buffer.alloc(bytes, 'x').toString('base64') };
}

describe('The talk with an interactive job', () => {
  function begin(tty = true) {
    const [sandbox, owner, ports] = [new FakeSandbox(), new FakeOwner(), [] as (readonly number[])[]];
    return { sandbox, owner, ports, talk: new TerminalTalk(sandbox, owner, tty, (found) => ports.push(found)) };
  }

  it('sends no more input than the window while nothing of it is taken, and the rest in order later', async () => {
    const { sandbox, talk } = begin();
    const text = Buffer.from(Array.from({ length: 200_000 }, (_, at) => at % 251));
    talk.type(0, text);
    assert.ok(sandbox.typed.length <= WINDOW_BYTES && sandbox.typed.length > WINDOW_BYTES / 2);
    let hasRoom = false;
    const room = talk.room(0).then(() => {
      hasRoom = true;
    });
    while (sandbox.typed.length < text.length) {
      assert.equal(hasRoom, false);
      talk.take({ event: 'took', terminal: 0, bytes: FRAME_MAX_BYTES });
      await Promise.resolve();
    }
    await room;
    assert.ok(sandbox.typed.equals(text));
    for (const { payload } of sandbox.frames) assert.ok(payload.length <= FRAME_MAX_BYTES);
  });

  it('drops what nobody reads beyond a megabyte', () => {
    const { sandbox, talk } = begin();
    for (let part = 0; part < 100; part++) talk.type(0, Buffer.alloc(100_000));
    for (let part = 0; part < 1000; part++) talk.take({ event: 'took', terminal: 0, bytes: WINDOW_BYTES });
    assert.ok(sandbox.typed.length <= 1_300_000, `${sandbox.typed.length} bytes`);
  });

  it('lets Ctrl+C overtake what was typed, at a terminal and not in a pipe', () => {
    const terminal = begin(true);
    terminal.talk.type(0, Buffer.alloc(300_000, 'a'));
    const before = terminal.sandbox.typed.length;
    terminal.talk.type(0, Buffer.of(3));
    assert.deepEqual([...terminal.sandbox.typed.subarray(before)], [3]);
    const pipe = begin(false);
    pipe.talk.type(0, Buffer.alloc(300_000, 'a'));
    pipe.talk.type(0, Buffer.of(3));
    assert.ok(!pipe.sandbox.typed.includes(3));
  });

  it('finds the Ctrl+C that comes in one piece with a paste, and says it apart', () => {
    const { sandbox, talk } = begin();
    talk.type(0, Buffer.from('some text\x03'));
    const frames = sandbox.frames.map(({ payload }) => payload.subarray(1).toString());
    assert.deepEqual(frames, ['some text', '\x03']);
  });

  it('gives the room of a client that was closed to no other', () => {
    const { sandbox, talk } = begin();
    const closed = new FakeOwner();
    talk.openClient(closed, true, SIZE);
    talk.take(wrote(5000, 1));
    talk.take({ event: 'left', terminal: 1, exit_code: null, signal: 9 });
    talk.openClient(new FakeOwner(), true, SIZE);
    closed.shown.pop()?.();
    assert.ok(!sandbox.kinds.includes('K'), sandbox.kinds);
  });

  it('tells the end of the input behind the last byte', () => {
    const { sandbox, talk } = begin(false);
    talk.type(0, Buffer.alloc(WINDOW_BYTES * 2));
    talk.endInput(0);
    assert.ok(!sandbox.kinds.includes('D'));
    for (let part = 0; part < 10; part++) talk.take({ event: 'took', terminal: 0, bytes: WINDOW_BYTES });
    assert.match(sandbox.kinds, /^I+D$/);
  });

  it('says what was shown, and refuses a sandbox that sends more than it may', () => {
    const { sandbox, owner, talk } = begin();
    talk.take(wrote(8192));
    owner.shown.pop()?.();
    assert.equal(sandbox.frames[0]?.payload.readUInt32BE(1), 8192);
    assert.ok(sandbox.forgotten >= 8192);
    const flood = () => {
      for (let part = 0; part < 100; part++) talk.take(wrote(8192));
    };
    assert.throws(flood, (error: unknown) => error instanceof CodedError && error.code === 'engine-bad-stream');
    assert.ok(owner.text.length <= 3 * WINDOW_BYTES);
  });

  it('hands nothing to anybody for a terminal that there is not', () => {
    const { owner, talk } = begin();
    for (const terminal of [1, 7, 8, 1_000_000]) {
      talk.take(wrote(10, terminal));
      talk.take({ event: 'took', terminal, bytes: 5 });
      talk.take({ event: 'left', terminal, exit_code: 0, signal: null });
    }
    assert.deepEqual([owner.text, owner.ends], ['', []]);
  });

  it('lets the terminal of the program go away', () => {
    const { sandbox, talk } = begin();
    talk.hangUp();
    assert.deepEqual(sandbox.frames, [{ kind: 'C', payload: Buffer.of(0) }]);
  });

  it('numbers clients, gives a number again when its client has left, and ends all with the program', () => {
    const { sandbox, talk, ports } = begin();
    const clients = Array.from({ length: TERMINALS_MAX }, () => new FakeOwner());
    const numbers = clients.map((client) => talk.openClient(client, true, SIZE));
    assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6, 7, null]);
    talk.closeClient(3);
    talk.take({ event: 'left', terminal: 3, exit_code: null, signal: 9 });
    assert.deepEqual(clients[2]?.ends, [{ exit_code: null, signal: 9 }]);
    assert.equal(talk.openClient(new FakeOwner(), true, SIZE), 3);
    talk.take({ event: 'listening', ports: [6379] });
    assert.deepEqual(ports, [[6379]]);
    talk.take({ event: 'left', terminal: 0, exit_code: 0, signal: null });
    assert.equal(talk.isOver, true);
    talk.end();
    assert.deepEqual(clients[0]?.ends, [{ exit_code: null, signal: null }]);
    assert.match(sandbox.kinds, /^O{7}CO$/);
  });
});
