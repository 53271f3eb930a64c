import assert from 'node:assert/strict';
import { linkFault } from '../../../src/authoring/link-fault';
import { linksIn } from '../../../src/authoring/markdown';

describe('The links of a Markdown text', () => {
  const targets = (text: string) => linksIn(text).map(({ target, line }) => [target, line]);

  const found: Readonly<Record<string, readonly [string, readonly (readonly [string | null, number])[]]>> = {
    'a link': ['see [this](a.md)', [['a.md', 1]]],
    'an image': ['![a picture](a.png)', [['a.png', 1]]],
    'a title': [
      '[a](b.md "B") [c](d.md \'D\')',
      [
        ['b.md', 1],
        ['d.md', 1],
      ],
    ],
    'blanks in pointed brackets': ['[a](<b c.md>)', [['b c.md', 1]]],
    'brackets in the target': ['[a](b(1).md)', [['b(1).md', 1]]],
    'an image in a link': [
      '[![a](b.png)](c.md)',
      [
        ['b.png', 1],
        ['c.md', 1],
      ],
    ],
    'a text over two lines': ['one\n[two\nthree](a.md)', [['a.md', 3]]],
    'code in its text': ['[`recv`](a.md)', [['a.md', 1]]],
    'no target': ['[a]()', [['', 1]]],
    'a target that is no ASCII': ['[a](größe%20x.md)', [['größe%20x.md', 1]]],
    'escapes in the target': [String.raw`[a](b\(.md)`, [['b(.md', 1]]],
    'a row of a table': [
      '| a | b |\n|---|---|\n| [x](c.md) | `[y](d.md)` |\n| 1 | [z](e.md) |',
      [
        ['c.md', 3],
        ['e.md', 4],
      ],
    ],
    'a quotation in a list': ['- one\n  > two\n  > [three](a.md)', [['a.md', 3]]],
    'a code span over two lines before': ['`a\nb` [c](d.md)', [['d.md', 2]]],
    'a definition': ['[a][b] [b][] [b]\n\n[B]: c.md', [['c.md', 3]]],
    'a label that is not defined': ['text\n[a][b]', [[null, 2]]],
    'two definitions of a label': ['[a]\n\n[a]: b.md\n[a]: c.md', [['b.md', 3]]],
    'a definition in code as well': ['```\n[a]: b.md\n```\n\n[a]: b.md', [['b.md', 5]]],
    'a label that is not defined, around code': ['[`a`][b]', [[null, 1]]],
    'a block of HTML': ['<p>\n<img src="a.png">\n<!-- <img src="b.png"> -->\n</p>', [['a.png', 2]]],
    HTML: [
      '<a class="x" href="a.md">b</a>\n<img alt="" src=\'c.png\'>',
      [
        ['a.md', 1],
        ['c.png', 2],
      ],
    ],
  };
  for (const [name, [text, links]] of Object.entries(found)) {
    it(`are found with ${name}`, () => assert.deepEqual(targets(text), links));
  }

  for (const text of [
    '`[a](b)`',
    '```\n[a](b)\n```',
    String.raw`\[a\](b)`,
    'a](b)',
    'x[0]',
    '[^1]: a note',
    '[^1]\n\n[^1]: note',
    '<https://example.com>',
    'https://example.com',
    '- [ ] to do',
  ]) {
    it(`do not include ${JSON.stringify(text)}`, () => assert.deepEqual(targets(text), []));
  }
});

describe('A link', () => {
  const anchors: Readonly<Record<string, ReadonlySet<string>>> = {
    'README.md': new Set(['course']),
    'steps/01-a/README.md': new Set(['try-it']),
  };
  const files = new Set([...Object.keys(anchors), 'steps', 'steps/01-a', 'steps/01-a/a b.png', 'starter/main.py']);
  const course = { has: (file: string) => files.has(file), anchors: (file: string) => anchors[file] ?? null };
  const fault = (target: string | null) =>
    linkFault({ target, shown: target ?? '', line: 1 }, 'steps/01-a/README.md', course);

  for (const target of [
    'https://example.com/x#y',
    'mailto:a@example.com',
    '//example.com',
    '../../README.md',
    '../../README.md#course',
    '#try-it',
    '#',
    'a%20b.png',
    './a b.png?raw=true',
    '../../starter/main.py#L3',
    '../',
    '../..',
  ]) {
    it(`may lead to ${target}`, () => assert.equal(fault(target), null));
  }

  for (const [target, code] of [
    ['readme.md', 'link-nowhere'],
    ['../02-b/README.md', 'link-nowhere'],
    ['../../../other/README.md', 'link-outside'],
    ['/README.md', 'link-outside'],
    ['#Try-it', 'link-anchor'],
    ['../../README.md#try-it', 'link-anchor'],
    ['', 'link-empty'],
    [null, 'link-undefined'],
  ] as const) {
    it(`to ${JSON.stringify(target)} is reported as ${code}`, () => assert.equal(fault(target)?.code, code));
  }
});
