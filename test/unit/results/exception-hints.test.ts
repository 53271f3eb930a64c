import { equal, match } from 'node:assert/strict';
import { pythonAdvice } from '../../../src/results/texts/python/exception-hints';

describe('The advice on a text that is no number', () => {
  const adviceOn = (text: string) =>
    pythonAdvice('ValueError', `invalid literal for int() with base 10: ${text}`, {} as never) ?? '';

  for (const [text, advice] of [
    [String.raw`b'\r\n'`, /only a line end/],
    [String.raw`'\n'`, /only a line end/],
    ["b''", /^This text is empty\./],
    ["''", /^This text is empty\./],
    [String.raw`b'$5\r\n'`, /The first character is not a digit/],
    ["b'five'", /^This text is not a number\./],
  ] as const) {
    it(`says what ${text} is`, () => match(adviceOn(text), advice));
  }

  it('is not that of another exception', () => {
    equal(pythonAdvice('ValueError', 'nothing of the kind', {} as never), null);
  });
});
