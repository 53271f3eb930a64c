import assert from 'node:assert/strict';
import { openSync } from 'node:fs';
import { Writable } from 'node:stream';
import { Output, type OutputStream } from '../../../src/cli/output';
import { ProcessTerminal } from '../../../src/cli/terminal';
import { escapeText, shownJson } from '../../../src/contract/escape-text';

const EVIL = '\u001b]0;title\u0007\u001b[2J\u202e';
const SHOWN = '\\x1b]0;title\\x07\\x1b[2J\\u202e';

/** A descriptor of this process that is not a file. */
const PIPE = openSync('/dev/null', 'r');

/** A terminal with colours, or a pipe, and what was written to each of its streams. */
function terminalOf(isColoured: boolean) {
  const written = { out: '', error: '' };
  const stream = (name: keyof typeof written) => {
    const write = (chunk: unknown, _encoding: unknown, done: () => void) => {
      written[name] += String(chunk);
      done();
    };
    const pipe = Object.assign(new Writable({ write }), { fd: PIPE }) as unknown as OutputStream;
    return new Output(pipe);
  };
  const env = isColoured ? { FORCE_COLOR: '1' } : {};
  return { terminal: new ProcessTerminal(stream('out'), stream('error'), env, false), written };
}

describe('A terminal', () => {
  it('is not acted on by any text, whoever forgot to escape it', () => {
    const { terminal, written } = terminalOf(false);
    terminal.out(`a\n\tb ${EVIL}\u001b[31m`);
    terminal.error(`c ${EVIL}`);
    assert.deepEqual(written, { out: `a\n\tb ${SHOWN}\\x1b[31m\n`, error: `c ${SHOWN}\n` });
  });

  it('keeps its own colours, and nothing else', () => {
    const { terminal, written } = terminalOf(true);
    terminal.out(terminal.style.bold(terminal.style.red(`a ${EVIL}`)));
    assert.equal(written.out, `\u001b[1m\u001b[31ma ${SHOWN}\u001b[39m\u001b[22m\n`);
  });

  it('shows JSON whose texts are safe where it is read, too', () => {
    const text = shownJson({ [EVIL]: [EVIL, 1, null, { x: true }], lines: 'a\n\tb' });
    assert.deepEqual(JSON.parse(text), { [SHOWN]: [SHOWN, 1, null, { x: true }], lines: 'a\n\tb' });
    assert.equal(escapeText(text), text);
  });
});
