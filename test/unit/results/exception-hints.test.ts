import { equal, match } from 'node:assert/strict';
import { pythonAdvice } from '../../../src/results/texts/python/exception-hints';

describe('The advice on an exception that beginners meet', () => {
  const adviceOn = (text: string) =>
    pythonAdvice('ValueError', `invalid literal for int() with base 10: ${text}`, {} as never) ?? '';

  for (const [text, advice] of [
    [String.raw`b'\r\n'`, /only a line end/],
    [String.raw`'\n'`, /only a line end/],
    ["b''", /^This text is empty\./],
    ["''", /^This text is empty\./],
    [String.raw`b'$5\r\n'`, /The first character is not a digit/],
    ["b'five'", /^This text is not a number\. .*catch the `ValueError`/],
    ["b'0.5'", /`float\(text\)`/],
    ["'-.5'", /`float\(text\)`/],
    [String.raw`b'\x00\x00\x00'`, /zero bytes/],
  ] as const) {
    it(`says what ${text} is`, () => match(adviceOn(text), advice));
  }

  for (const [type, message, advice] of [
    ['AttributeError', "'tuple' object has no attribute 'recv'", /connection, address = server\.accept\(\)/],
    ['AttributeError', "'tuple' object has no attribute 'append'", /cannot be changed/],
    ['AttributeError', "'tuple' object has no attribute 'name'", /nothing of that name/],
    ['TypeError', 'slice indices must be integers or None or have an __index__ method', /`int\(text\)`/],
    ['TypeError', 'list indices must be integers or slices, not bytes', /`int\(text\)`/],
    ['TypeError', 'list indices must be integers or slices, not float', /`\/\/`/],
    ['TypeError', "string indices must be integers, not 'str'", /not a dictionary/],
    [
      'TypeError',
      "%b requires a bytes-like object, or an object that implements __bytes__, not 'str'",
      /Text and bytes are mixed/,
    ],
    [
      'TypeError',
      "%b requires a bytes-like object, or an object that implements __bytes__, not 'int'",
      /A number is neither/,
    ],
    ['RuntimeError', 'cannot wait on un-acquired lock', /`with condition:`/],
  ] as const) {
    it(`knows "${message}"`, () => match(pythonAdvice(type, message, {} as never) ?? '', advice));
  }

  it('is not that of another exception', () => {
    equal(pythonAdvice('ValueError', 'nothing of the kind', {} as never), null);
  });
});
