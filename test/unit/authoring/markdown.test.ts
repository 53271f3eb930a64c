import assert from 'node:assert/strict';
import { anchorsOf, headingsOf, linksIn } from '../../../src/authoring/markdown';

describe('A link in a Markdown text', () => {
  const hidden: Readonly<Record<string, string>> = {
    'a fence': '```\n[x](y)\n```',
    'a fence with a language': '```python\n[x](y)\n```',
    'a fence of tildes around backticks': '~~~\n```\n[x](y)\n~~~',
    'a long fence around a short one': '````\n```\n[x](y)\n```\n````',
    'a fence in a list': '- an item\n\n  ```\n  [x](y)\n  ```',
    'a fence in a quotation': '> ```\n> [x](y)\n> ```',
    'a fence that is never closed': 'text\n\n```\n[x](y)',
    'an indented block': 'text\n\n    [x](y)\n    [x](y)\n\ntext',
    'an inline span': 'text `[x](y)` text',
    'a span of two backticks around one': '`` `[x](y) ``',
    'a span over two lines': 'text `a\n[x](y)` text',
    'a comment': '<!-- [x](y)\n[x](y) -->',
  };
  for (const [name, text] of Object.entries(hidden)) {
    it(`does not count in ${name}`, () => assert.deepEqual(linksIn(text), []));
  }

  const shown: Readonly<Record<string, string>> = {
    'after a fence': '```\ncode\n```\n[x](y)',
    'in the text of an item of a list': '- an item\n\n    [x](y)',
    'in a paragraph that goes on indented': 'text\n    [x](y)',
    'between two backticks of two paragraphs': 'a ` b\n\n[x](y)\n\nc ` d',
    'behind a backtick that is escaped': String.raw`a \` [x](y) \` b`,
    'between spans': '`a` [x](y) `b`',
    'with spans inside': '[x](y) and [`x`](y)',
  };
  for (const [name, text] of Object.entries(shown)) {
    it(`counts ${name}`, () => assert.equal(linksIn(text)[0]?.target, 'y'));
  }

  it('has the same line with the line ends of Windows', () => {
    const links = linksIn('a\r\n```\r\nb\r\n```\r\nc\r\n[x](y)\r\n\r\n[z]: y\r\n');
    assert.deepEqual(
      links.map(({ line }) => line),
      [6, 8],
    );
  });
});

describe('The headings of a Markdown text', () => {
  it('are found with their lines, in both forms, and not in code', () => {
    const text =
      '# One\n\n```\n# no comment of Python\n```\n\nTwo\n===\n\nThree\n---\n\n- item\n---\n\n## Four ##\n#five';
    assert.deepEqual(
      headingsOf(text).map(({ level, text, line }) => [level, text, line]),
      [
        [1, 'One', 1],
        [1, 'Two', 7],
        [2, 'Three', 10],
        [2, 'Four', 16],
      ],
    );
  });

  const slugs: Readonly<Record<string, string>> = {
    'Try it': 'try-it',
    'How do I find `--from` and its file?': 'how-do-i-find---from-and-its-file',
    'What is _RESP_, anyway': 'what-is-resp-anyway',
    'The function `read_all`': 'the-function-read_all',
    'Über **große** Zahlen': 'über-große-zahlen',
    'See [the manual](x.md)!': 'see-the-manual',
    'C++ & more': 'c--more',
    'C++ &amp; more': 'c--more',
    'See [the manual][lost]': 'see-the-manuallost',
    'A <b>bold</b> word': 'a-bold-word',
  };
  for (const [heading, slug] of Object.entries(slugs)) {
    it(`are linked to as ${slug}`, () => assert.deepEqual([...anchorsOf(`# ${heading}`)], [slug]));
  }

  it('have distinct anchors when two are the same, and ids of tags count', () => {
    const anchors = anchorsOf('# A\n## A\n## A\n<a id="here"></a>\n<span class="x" name=\'there\'>\n`<a id="code">`');
    assert.deepEqual([...anchors], ['a', 'a-1', 'a-2', 'here', 'there']);
  });
});
