import assert from 'node:assert/strict';
import { caretBelow } from '../../../src/results/report/render-failure';

describe('The caret below the received value', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['stands under the first character that differs', '"+PONG"', '"+PING"', '   ^'],
    ['stands at the beginning of an escape', '"+PONG\\r\\n"', '"+PONG\\n"', '      ^'],
    ['stands under the end of a value that is too short', '"+PONG\\r\\n"', '"+PONG"', '      ^'],
    ['stands under the first character too many', '"+PONG\\r\\n"', '"+PONG\\r\\n\\0"', '          ^'],
    ['counts an escape by its columns', '"\\x00\\x01a"', '"\\x00\\x01b"', '         ^'],
    ['tells a backslash from an escape', '"a\\r"', '"a\\\\r"', '  ^'],
    ['is right for text, which stands between single quotes', "'Hello, Ada'", "'Hello Ada'", '      ^'],
    ['is right for two values that are cut at their ends', '"ab" … and 9 more', '"ac" … and 12 more bytes', '  ^'],
    ['is right for two values that are cut at their beginning', '… "abc"', '… "abd"', '     ^'],
  ];
  for (const [title, expected, received, caret] of cases)
    it(title, () => assert.equal(caretBelow(expected, received), caret));

  it('is left out where it would say nothing', () => {
    for (const [expected, received] of [
      ['5', '6'],
      ['"a"', '"a"'],
      ['"a"', null],
      [null, '"a"'],
      ['"a"', 'None'],
      ['"a\nb"', '"a\nc"'],
      ["'a' in it", "'hello'"],
      ["'a' not in it", "'a'"],
      [`"${'a'.repeat(200)}b"`, `"${'a'.repeat(200)}c"`],
    ] as const)
      assert.equal(caretBelow(expected, received), null);
  });
});
