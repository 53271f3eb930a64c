import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { Demultiplexer, type Piece } from '../../../src/engine/client/demux';
import { bestCpu } from '../../support/cpu';

interface Frame {
  readonly stream: Piece['stream'];
  readonly bytes: Uint8Array;
}

function encode({ stream, bytes }: Frame): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream === 'stdout' ? 1 : 2, 0);
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

/** Cuts bytes after each of these lengths, over and over. */
function* cut(bytes: Buffer, lengths: readonly number[]): Generator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

/** Joins neighbours of the same stream, since a frame may arrive in pieces. */
function joined(pieces: readonly Frame[]): string[] {
  const runs: { stream: string; parts: Uint8Array[] }[] = [];
  for (const { stream, bytes } of pieces.filter((piece) => piece.bytes.length > 0)) {
    const last = runs.at(-1);
    if (last?.stream === stream) last.parts.push(bytes);
    else runs.push({ stream, parts: [bytes] });
  }
  return runs.map(({ stream, parts }) => `${stream} ${Buffer.concat(parts).toString('hex')}`);
}

const frames = fc.array(
  fc.record({ stream: fc.constantFrom('stdout' as const, 'stderr' as const), bytes: fc.uint8Array({ maxLength: 50 }) }),
);
const lengths = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });

/** Milliseconds for this many frames of one byte in one chunk, the best of three. */
function timeFor(count: number): number {
  const chunk = Buffer.alloc(count * 9);
  for (let at = 0; at < chunk.length; at += 9) chunk.set([1, 0, 0, 0, 0, 0, 0, 1, 120], at);
  return bestCpu(() => {
    let seen = 0;
    for (const piece of new Demultiplexer().push(chunk)) seen += piece.bytes.length;
    equal(seen, count);
  });
}

describe('The demultiplexer of a container’s output', () => {
  it('gives back every frame’s bytes in order, however the stream is cut', () => {
    fc.assert(
      fc.property(frames, lengths, (sent, cuts) => {
        const demux = new Demultiplexer();
        const stream = Buffer.concat(sent.map(encode));
        const got = [...cut(stream, cuts)].flatMap((chunk) => [...demux.push(chunk)]);
        deepEqual(joined(got), joined(sent));
      }),
    );
  });

  it('gives what has come of a frame that is cut off', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.nat(), (bytes, where) => {
        const stream = encode({ stream: 'stderr', bytes });
        const demux = new Demultiplexer();
        const end = 1 + (where % (stream.length - 1));
        const pieces = [...demux.push(stream.subarray(0, end))];
        ok(pieces.every((piece) => piece.stream === 'stderr'));
        deepEqual(
          Buffer.concat(pieces.map((piece) => piece.bytes)),
          stream.subarray(stream.length - bytes.length, end),
        );
      }),
    );
  });

  it('takes ten times as long for ten times the frames, not a hundred times', () => {
    timeFor(10_000);
    const few = timeFor(100_000);
    const many = timeFor(1_000_000);
    ok(many < 35 * few, `100,000 frames: ${few} ms; 1,000,000 frames: ${many} ms`);
  });

  it('refuses data that is not a frame, even if its header is split', () => {
    const bad = (bytes: readonly number[], reason: string) => {
      const demux = new Demultiplexer(1000);
      const feed = () => bytes.map((byte) => [...demux.push(Uint8Array.of(byte))]);
      throws(feed, { code: 'engine-bad-stream', args: { reason } });
    };
    bad([...Buffer.from('HTTP/1.1')], 'header');
    bad([1, 0, 1, 0, 0, 0, 0, 1], 'header');
    bad([3, 0, 0, 0, 0, 0, 0, 1], 'engine-error');
    bad([1, 0, 0, 0, 0, 0, 3, 233], 'too-large');
    bad([2, 0, 0, 0, 255, 255, 255, 255], 'too-large');
  });

  it('takes a frame of exactly its limit', () => {
    const bytes = Buffer.alloc(1000, 7);
    deepEqual([...new Demultiplexer(1000).push(encode({ stream: 'stdout', bytes }))], [{ stream: 'stdout', bytes }]);
  });
});
