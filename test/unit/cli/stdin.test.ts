import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { EXIT } from '../../../src/cli/command';
import { readStdin } from '../../../src/cli/stdin';
import { Stop } from '../../../src/cli/stop';

const never = new AbortController().signal;

describe('The program on stdin', () => {
  it('is read to its end', async () => {
    const stdin = Readable.from([Buffer.from('print('), Buffer.from('1)\n')]);
    assert.equal(Buffer.from(await readStdin(stdin, never)).toString(), 'print(1)\n');
  });

  it('may be as large as the sandbox takes, and not a byte larger', async () => {
    const of = (bytes: number) => readStdin(Readable.from([Buffer.alloc(bytes)]), never, 10);
    assert.equal((await of(10)).byteLength, 10);
    await assert.rejects(of(11), { code: 'stdin-too-large', args: { bytes: 10 } });
  });

  it('is not read on when it is endless', async () => {
    let read = 0;
    const stdin = new Readable({
      read() {
        read += 4;
        this.push(Buffer.from('yes\n'));
      },
    });
    await assert.rejects(readStdin(stdin, never, 1000), { code: 'stdin-too-large' });
    assert.ok(stdin.destroyed);
    assert.ok(read < 200_000, `${read} bytes`);
  });

  it('is not waited for after the command was cancelled', async () => {
    const controller = new AbortController();
    const stdin = new Readable({ read: () => undefined });
    const reading = readStdin(stdin, controller.signal);
    controller.abort();
    await assert.rejects(reading, { code: 'cancelled' });
    assert.ok(stdin.destroyed);
  });

  it('says why it cannot be read', async () => {
    const stdin = new Readable({ read: () => undefined });
    const reading = readStdin(stdin, never);
    stdin.destroy(Object.assign(new Error('no'), { code: 'EIO' }));
    await assert.rejects(reading, { code: 'stdin-unreadable', args: { reason: 'EIO' } });
  });
});

class FakeSignals extends EventEmitter {
  readonly exits: number[] = [];

  exit(code: number): void {
    this.exits.push(code);
  }
}

/** The exit code of a cancelled command after these signals, and those with which the process was ended at once. */
function afterSignals(...signals: readonly NodeJS.Signals[]): readonly [number, readonly number[]] {
  const source = new FakeSignals();
  const stop = new Stop(source);
  for (const name of signals) source.emit(name);
  assert.ok(stop.signal.aborted);
  assert.deepEqual(source.exits, signals.length > 1 && signals[1] !== 'SIGHUP' ? [EXIT.cancelled] : []);
  return [stop.over(EXIT.cancelled), source.exits];
}

describe('A signal', () => {
  it('cancels the command; the exit code says which one did', () => {
    assert.deepEqual(afterSignals('SIGINT'), [130, []]);
    assert.deepEqual(afterSignals('SIGTERM'), [130, []]);
    assert.deepEqual(afterSignals('SIGHUP'), [129, []]);
  });

  it('ends the process at once when it is the second, unless the terminal was closed', () => {
    assert.deepEqual(afterSignals('SIGINT', 'SIGINT'), [130, [130]]);
    assert.deepEqual(afterSignals('SIGHUP', 'SIGHUP'), [129, []]);
    assert.deepEqual(afterSignals('SIGINT', 'SIGHUP'), [130, []]);
  });

  it('does not change the exit code of a command that has ended all the same', () => {
    const source = new FakeSignals();
    const stop = new Stop(source);
    source.emit('SIGTERM');
    assert.equal(stop.over(EXIT.passed), EXIT.passed);
  });

  it('ends the process at once when the command is over and only its reader is slow', () => {
    const exits = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((name) => {
      const source = new FakeSignals();
      assert.equal(new Stop(source).over(EXIT.passed), EXIT.passed);
      source.emit(name);
      return source.exits;
    });
    assert.deepEqual(exits, [[130], [130], [129]]);
  });
});
