import assert from 'node:assert/strict';
import { checkSource } from '../../../src/course/python/source';
import { coded } from './place';

function check(text: string, encoding: BufferEncoding = 'utf8') {
  return checkSource('main.py', Buffer.from(text, encoding));
}

describe('A first look at the entry’s bytes', () => {
  it('refuses UTF-16 with its mark and without, in both orders', () => {
    const refused = coded('source-utf16', { file: 'main.py' });
    const little = Buffer.from('print("hallo")\n', 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const bytes of [little, big, Buffer.from('\ufeffx', 'utf16le'), Buffer.from([0xfe, 0xff])]) {
      assert.throws(() => checkSource('main.py', bytes), refused);
    }
  });

  it('refuses a NUL byte and names its line, however lines end', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      assert.throws(
        () => check(`a = 1${end}b = 2${end}c = "\0"${end}`),
        coded('source-nul', { file: 'main.py', line: 3 }),
      );
    }
  });

  it('does not mistake a row of NUL bytes for UTF-16', () => {
    assert.throws(() => check('a\0\0\0\0\0'), coded('source-nul', { line: 1 }));
  });

  it('says that a file is empty, or has only blanks', () => {
    for (const text of ['', ' \t\r\n\f', '\ufeff\n']) {
      assert.deepEqual(check(text), [{ code: 'source-empty', args: { file: 'main.py' } }]);
    }
  });

  it('lets everything pass that Python can judge itself', () => {
    assert.deepEqual(check('\ufeffprint("ä")\r\n'), []);
    assert.deepEqual(check('# -*- coding: latin-1 -*-\nprint("ä")\n', 'latin1'), []);
    assert.deepEqual(check('print("ä")\n', 'latin1'), []);
    assert.deepEqual(check('def ('), []);
    assert.deepEqual(check('#'.repeat(5_000_000)), []);
  });
});
