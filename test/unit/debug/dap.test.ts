import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { BadTalk, MessageReader } from '../../../src/debug/dap';
import { encoded } from './scene';

describe('The reader of a debugger’s messages', () => {
  it('reads messages whole, however their bytes arrive', () => {
    const messages = [{ a: 1 }, { text: 'ä🐍' }, []];
    const bytes = Buffer.concat(messages.map(encoded));
    for (const size of [1, 2, 3, 7, bytes.length]) {
      const reader = new MessageReader();
      const found: unknown[] = [];
      for (let at = 0; at < bytes.length; at += size) found.push(...reader.push(bytes.subarray(at, at + size)));
      deepEqual(found, messages);
    }
  });

  it('is not kept busy by a long message that comes byte by byte', () => {
    const reader = new MessageReader();
    const bytes = encoded('x'.repeat(500_000));
    const began = performance.now();
    let found = 0;
    for (let at = 0; at < bytes.length; at++) found += reader.push(bytes.subarray(at, at + 1)).length;
    equal(found, 1);
    ok(performance.now() - began < 5_000, 'each byte was copied again and again');
  });

  for (const [title, text] of [
    ['a message longer than a megabyte', 'Content-Length: 1048577\r\n\r\n'],
    ['a length that is no number', 'Content-Length: 1e3\r\n\r\n'],
    ['a negative length', 'Content-Length: -1\r\n\r\n'],
    ['a second line in the head', 'Content-Length: 2\r\nX: 1\r\n\r\n{}'],
    ['a head without an end', 'C'.repeat(200)],
    ['a body that is no JSON', 'Content-Length: 2\r\n\r\n{]'],
  ] as const) {
    it(`refuses ${title}`, () => {
      throws(() => new MessageReader().push(Buffer.from(text)), BadTalk);
    });
  }

  it('reads or refuses any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), (pieces) => {
        const reader = new MessageReader();
        try {
          for (const piece of pieces) reader.push(piece);
        } catch (error) {
          return error instanceof BadTalk;
        }
        return true;
      }),
    );
  });
});
