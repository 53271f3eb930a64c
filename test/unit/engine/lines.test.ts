import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { LineSplitter, MAX_LINE_BYTES } from '../../../src/engine/client/lines';
import { bestCpu } from '../../support/cpu';

/** Whole characters of one to four bytes, none of them a newline. */
const line = fc.string({ unit: fc.constantFrom('a', '"', '\r', 'ä', '→', '🐍', '\u2028'), maxLength: 20 });

function pushAll(splitter: LineSplitter, bytes: Uint8Array, size: number): string[] {
  const got: string[] = [];
  for (let at = 0; at < bytes.length; at += size) got.push(...splitter.push(bytes.subarray(at, at + size)));
  return got;
}

function timeFor(bytes: number): number {
  const stream = Buffer.alloc(bytes, 'x');
  return bestCpu(() => {
    const splitter = new LineSplitter(bytes);
    deepEqual(pushAll(splitter, stream, 10), []);
    equal([...splitter.push(Buffer.from('\n'))][0]?.length, bytes);
  });
}

function roomTaken(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe('The splitter of lines', () => {
  it('gives back every line, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(line), line, fc.integer({ min: 1, max: 9 }), (lines, rest, size) => {
        const splitter = new LineSplitter();
        const bytes = Buffer.from([...lines, rest].join('\n'));
        deepEqual(pushAll(splitter, bytes, size), lines);
        equal(splitter.rest, rest);
      }),
    );
  });

  it('keeps what it needs of a chunk that is reused', () => {
    const splitter = new LineSplitter();
    const chunk = Buffer.from('one\ntw');
    const first = [...splitter.push(chunk)];
    chunk.fill('?');
    deepEqual([...first, ...splitter.push(Buffer.from('o\n'))], ['one', 'two']);
  });

  it('takes a line of exactly its limit and refuses one more byte, whole or in pieces', () => {
    deepEqual([...new LineSplitter(3).push(Buffer.from('abc\nabc\n'))], ['abc', 'abc']);
    const refused = { code: 'engine-bad-stream', args: { reason: 'line-too-long' } };
    throws(() => [...new LineSplitter(3).push(Buffer.from('abcd\n'))], refused);
    throws(() => pushAll(new LineSplitter(3), Buffer.from('abcd'), 1), refused);
  });

  it('keeps a long line in not much more room than it has, however small its pieces are', () => {
    const splitter = new LineSplitter();
    const byte = Buffer.from('x');
    const before = roomTaken();
    for (let count = 0; count < MAX_LINE_BYTES; count += 1) deepEqual([...splitter.push(byte)], []);
    const taken = roomTaken() - before;
    ok(taken < 20 * MAX_LINE_BYTES, `${taken} bytes`);
    equal(splitter.rest.length, MAX_LINE_BYTES);
    throws(() => [...splitter.push(byte)], { code: 'engine-bad-stream' });
  });

  it('gives the room of a long line back', () => {
    const splitters = Array.from({ length: 40 }, () => new LineSplitter());
    const long = Buffer.alloc(2_000_000, 'x');
    const before = process.memoryUsage().arrayBuffers;
    for (const splitter of splitters) equal([...splitter.push(long), ...splitter.push(Buffer.from('\n'))].length, 1);
    ok(process.memoryUsage().arrayBuffers - before < 60_000_000);
  });

  it('takes a long line in small pieces in time that grows with its length', () => {
    timeFor(100_000);
    const short = timeFor(100_000);
    const long = timeFor(1_000_000);
    ok(long < 60 * short, `100 kB: ${short} ms; 1 MB: ${long} ms`);
  });
});
