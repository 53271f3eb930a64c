import assert from 'node:assert/strict';
import { caretBelow } from '../../../src/results/report/render-failure';

describe('The caret below the received value', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['stands under the first other letter', '"+PONG"', '"+PING"', '   ^'],
    ['stands at the beginning of an escape', '"+PONG\\r\\n"', '"+PONG\\n"', '      ^'],
    ['stands under the end of what is too short', '"+PONG\\r\\n"', '"+PONG"', '      ^'],
    ['stands under what is too much', '"+PONG\\r\\n"', '"+PONG\\r\\n\\0"', '          ^'],
    ['counts an escape by its columns', '"\\x00\\x01a"', '"\\x00\\x01b"', '         ^'],
    ['knows a backslash from an escape', '"a\\r"', '"a\\\\r"', '  ^'],
    ['knows text, which stands between single quotes', "'Hello, Ada'", "'Hello Ada'", '      ^'],
    ['knows two values that begin in their middle', '… "abc"', '… "abd"', '     ^'],
  ];
  for (const [title, expected, received, caret] of cases)
    it(title, () => assert.equal(caretBelow(expected, received), caret));

  it('is not there where it would say nothing', () => {
    for (const [expected, received] of [
      ['5', '6'],
      ['"a"', '"a"'],
      ['"a"', null],
      [null, '"a"'],
      ['"a"', 'None'],
      ['"a\nb"', '"a\nc"'],
      [`"${'a'.repeat(200)}b"`, `"${'a'.repeat(200)}c"`],
    ] as const)
      assert.equal(caretBelow(expected, received), null);
  });
});
