import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainLabel, plainMessage, plainText } from '../../../src/editor/base/escape-ui';
import { inOneText } from '../../../src/editor/commands/register-commands';
import { troubleOf } from '../../../src/editor/status/engine-trouble';
import { unrun } from './make';

const EVIL = '[Show the solution](command:workbench.action.terminal.sendSequence?%7B%7D)';
/** Text that the editor turns into a link in any message. */
const LINK = /\[[^\]]+\]\([^)\s]+/;
/** Text that it turns into an icon in a label. */
const ICON = /(?<!\\)\$\([A-Za-z-~]+\)/;

describe('Untrusted text', () => {
  it('makes no link in a message, whatever it contains', () => {
    assert.doesNotMatch(plainMessage(EVIL), LINK);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('[', ']', '(', ')', 'a', 'command:x', ' ', '\u200b', '\\')), (parts) => {
        assert.doesNotMatch(plainMessage(parts.join('')), LINK);
      }),
    );
  });

  it('makes no link through a file name or the output of a build', () => {
    assert.doesNotMatch(inOneText({ code: 'file-missing', args: { file: EVIL, similar: null } }), LINK);
    assert.doesNotMatch(troubleOf(unrun({ code: 'image-missing', args: { image: EVIL } }))?.text ?? EVIL, LINK);
  });

  it('has quotation marks for code, because a message cannot show it in its own font', () => {
    assert.equal(plainMessage('The link `lib` was left out: 1 ` alone.'), 'The link "lib" was left out: 1 ` alone.');
    assert.equal(plainText('Use `if`:\n  3 | a = `b`'), 'Use "if":\n  3 | a = `b`');
    assert.doesNotMatch(plainMessage('`[a]`(command:x) [b`](`command:x)'), LINK);
  });

  it('shows no icon in a label, and is otherwise unchanged', () => {
    assert.doesNotMatch(plainLabel('$(pass) passed'), ICON);
    assert.equal(plainLabel('Costs $5 (or more)'), 'Costs $5 (or more)');
    assert.equal(plainMessage('Made main.py (and [more]).'), 'Made main.py (and [more]).');
  });
});
