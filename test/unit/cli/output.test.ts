import assert from 'node:assert/strict';
import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { Output, type OutputCalls, type OutputStream, readerLeft } from '../../../src/cli/output';
import { inTemporaryFolder } from '../../support/run';

const CALLS: OutputCalls = { fstatSync, ftruncateSync, writeSync };

/** A stream on this descriptor whose every write fails with the error; none without one. */
function streamOn(fd: number, code: string | null, written: string[] = []): OutputStream {
  const write: Writable['_write'] = (chunk, _encoding, done) => {
    written.push(String(chunk));
    done(code === null ? null : Object.assign(new Error(code), { code }));
  };
  return Object.assign(new Writable({ write }), { fd }) as unknown as OutputStream;
}

/** Writes to a disk that has room for so many bytes more. */
function fullAfter(bytes: number): OutputCalls {
  let left = bytes;
  return {
    ...CALLS,
    writeSync: (fd, all, offset) => {
      if (left === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      const part = all.subarray(offset, offset + left);
      left -= part.byteLength;
      return writeSync(fd, part);
    },
  };
}

/** Uses a file that is opened to be appended to. @returns what the file holds then */
function inFile(begin: string, use: (fd: number, file: string) => void): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    const file = path.join(folder, 'out');
    writeFileSync(file, begin);
    const fd = openSync(file, 'a');
    use(fd, file);
    closeSync(fd);
    return readFileSync(file, 'utf8');
  });
}

describe('An output of the command line', () => {
  it('survives a reader that leaves, tells of it once and drops the rest', async () => {
    const written: string[] = [];
    const failures: string[] = [];
    const [fd, close] = pipeLike();
    const output = new Output(streamOn(fd, 'EPIPE', written), (reason) => failures.push(reason));
    output.write('a\n');
    await new Promise(setImmediate);
    output.write('b\n');
    close();
    assert.deepEqual([written, failures], [['a\n'], ['EPIPE']]);
    assert.deepEqual(['EPIPE', 'EOF', 'ENOSPC'].map(readerLeft), [true, true, false]);
  });

  it('writes to a file until everything is in it, although the system takes a part at a time', async () => {
    const slow: OutputCalls = { ...CALLS, writeSync: (fd, all, at) => writeSync(fd, all.subarray(at, at + 3)) };
    const text = await inFile('', (fd) => new Output(streamOn(fd, null), undefined, slow).write('{"a": "ä"}\n'));
    assert.equal(text, '{"a": "ä"}\n');
  });

  it('takes back what did not fit into a file, and keeps what was there before', async () => {
    const failures: string[] = [];
    const text = await inFile('before\n', (fd) => {
      const output = new Output(streamOn(fd, null), (reason) => failures.push(reason), fullAfter(4));
      output.write('{"a": 1}\n');
      output.write('more\n');
    });
    assert.deepEqual([text, failures], ['before\n', ['ENOSPC']]);
  });

  it('takes back nothing of a file that another process writes to meanwhile', async () => {
    const text = await inFile('', (fd, file) => {
      const full = fullAfter(4);
      const busy: OutputCalls = {
        ...full,
        writeSync: (...args) => {
          const done = full.writeSync(...args);
          writeFileSync(file, 'theirs', { flag: 'a' });
          return done;
        },
      };
      new Output(streamOn(fd, null), undefined, busy).write('{"a": 1}\n');
    });
    assert.equal(text, '{"a"theirs');
  });
});

/** A descriptor that is no regular file, and how to close it. */
function pipeLike(): readonly [number, () => void] {
  const fd = openSync('/dev/null', 'w');
  return [fd, () => closeSync(fd)];
}
