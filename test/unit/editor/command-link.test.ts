import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linked, openFile, runInLink, tryAgain } from '../../../src/editor/testing/command-link';
import { FakeEditor } from '../../support/fake-editor';
import { shownText } from '../../support/fake-values';
import { targetOf } from './make';

const { api } = new FakeEditor();
const LINK = { label: 'Try (it) again', command: 'codealong.showLog', args: [] };
const PUNCTUATION = /[!-/:-@[-`{-~]/;

describe('A text with a link', () => {
  it('has the link below it, or before it in one line, and allows its command alone', () => {
    const below = linked(api, 'First.\n\nSecond.', LINK);
    assert.equal(shownText(below), 'First.\n\nSecond.\n\n[Try (it) again → codealong.showLog]');
    assert.equal(
      shownText(linked(api, 'First.\nSecond.', LINK, 'before')),
      '[Try (it) again → codealong.showLog] First. Second.',
    );
    assert.deepEqual(below.isTrusted, { enabledCommands: ['codealong.showLog'] });
    assert.ok(!below.supportHtml && !below.supportThemeIcons);
  });

  it('shows Markdown characters unchanged', () => {
    for (const text of [
      '[a](command:evil)',
      '# a',
      '1. a',
      '<b>&amp;',
      '`a` $(bug)',
      'http://a.b',
      '| a |\n| - |',
      '\\',
    ])
      assert.equal(
        shownText(linked(api, text, LINK)).replace('\n\n[Try', '\n[Try'),
        `${text.replace('\n', '\n\n')}\n[Try (it) again → codealong.showLog]`,
      );
  });

  it('has no Markdown character outside code, and no line that begins like code, for any text', () => {
    const end = linked(api, '', LINK).value;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { value } = linked(api, text, LINK);
        assert.ok(value.endsWith(end));
        // Unescaped backticks are ours, and what stands between them is code.
        const said = value.slice(0, -end.length).replace(/(?<!\\)`[^`]*`/g, '');
        assert.doesNotMatch(said.replace(/\\[!-/:-@[-`{-~]/g, ''), PUNCTUATION);
        assert.doesNotMatch(said, /^[ \t]/m);
      }),
    );
  });

  it('names the runtime to run in, and tells the command the file and its id', () => {
    const link = runInLink(api, targetOf({ file: '/home/mia/main.py' }), 'python-3.14');
    assert.equal(
      shownText(linked(api, '', link)),
      '[Run in Python 3.14 → codealong.chooseRuntime [{"scheme":"file","path":"/home/mia/main.py"},"python-3.14"]]',
    );
  });

  it('passes the arguments to the command, parentheses included', () => {
    const root = '/home/mia (new)';
    assert.match(
      shownText(linked(api, '', tryAgain(api, targetOf({ root, file: `${root}/main.py` })))),
      /^\[Try again → codealong\.runStepTests \[\{.*"path":"\/home\/mia \(new\)\/main\.py"\},"ping"\]\]$/,
    );
    assert.equal(
      shownText(linked(api, '', openFile('Open it', api.Uri.file('/a/course.json'), 7))),
      '[Open it → vscode.open [{"scheme":"file","path":"/a/course.json","fragment":"L7"}]]',
    );
  });
});
