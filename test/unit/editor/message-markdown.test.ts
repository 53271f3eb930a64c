import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { messageMarkdown } from '../../../src/editor/testing/message-markdown';
import { FakeEditor } from '../../support/fake-editor';

const { api } = new FakeEditor();
/** As a strict reader of Markdown shows it, with raw HTML and links allowed. */
const reader = new MarkdownIt({ html: true, linkify: true });

function html(text: string): string {
  return reader.render(messageMarkdown(api, text).value).trim();
}

describe('A message in Markdown', () => {
  it('shows code within a sentence as code, and every line as a paragraph', () => {
    assert.equal(
      html('Your program waits in `recv`.\nUse `while True:` here.'),
      '<p>Your program waits in <code>recv</code>.</p>\n<p>Use <code>while True:</code> here.</p>',
    );
  });

  it('keeps lines of code and values as they are, below each other, with spaces that no page folds', () => {
    const text = 'Wrong.\n  7 | while True\n    |           ^\n\n  expected  "a*b*"\n  received  "a"';
    const code = '7 | while True\n__|___________^\nexpected__&quot;a*b*&quot;\nreceived__&quot;a&quot;'.replaceAll(
      '_',
      '\u00a0',
    );
    assert.equal(html(text), `<p>Wrong.</p>\n<pre><code>${code}\n</code></pre>`);
  });

  it('takes nothing else for Markdown, and trusts nothing', () => {
    const hostile = [
      '[click](command:codealong.useSolution) <img src="https://example.invalid/x.png"> **bold** # no heading',
      '# a heading $(alert) ![x](https://example.invalid/y.png)',
      '1. one',
      '| a | b |',
      '`code <b>[x](command:y)</b>` and an open ` mark',
      '  ``` <script> ```` [x](command:y)',
    ].join('\n');
    const shown = html(hostile);
    assert.doesNotMatch(shown, /<(?:a|img|strong|h\d|ol|table|script|b)\b/);
    assert.equal((shown.match(/<code>/g) ?? []).length, 2);
    const { isTrusted, supportHtml } = messageMarkdown(api, hostile);
    assert.ok(!isTrusted && !supportHtml);
  });
});
