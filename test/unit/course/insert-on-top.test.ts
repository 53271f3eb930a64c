import { equal } from 'node:assert/strict';
import { insertOnTop } from '../../../src/course/python/insert-on-top';

const ADDED = 'print(1)\n';

function withAdded(program: string): string {
  return Buffer.from(insertOnTop(Buffer.from(program, 'latin1'), ADDED)).toString('latin1');
}

describe('Statements on top of a program', () => {
  it('stand before its first statement', () => {
    equal(withAdded('import sys\n\nprint(sys.argv)\n'), 'print(1)\n\nimport sys\n\nprint(sys.argv)\n');
  });

  it('leave what must stand at the beginning where it is', () => {
    equal(
      withAdded('#!/usr/bin/env python3\n# A comment.\nx = 1\n'),
      '#!/usr/bin/env python3\n# A comment.\n\nprint(1)\n\nx = 1\n',
    );
    equal(withAdded('"""Says\nsomething."""\nx = 1\n'), '"""Says\nsomething."""\n\nprint(1)\n\nx = 1\n');
    const future = '# A\n"""B"""\nfrom __future__ import (\n    annotations,\n)\n';
    equal(withAdded(`${future}import sys\n`), `${future.trimEnd()}\n\nprint(1)\n\nimport sys\n`);
  });

  it('are all that there is in a program that was empty, or has a comment alone', () => {
    equal(withAdded(''), 'print(1)\n');
    equal(withAdded('# Nothing yet.\n'), '# Nothing yet.\n\nprint(1)\n');
  });

  it('do not move a text that is no docstring', () => {
    equal(withAdded('"a".join("b")\n'), 'print(1)\n\n"a".join("b")\n');
  });

  it('keep the line ends, the byte order mark and bytes of any encoding', () => {
    equal(
      withAdded('\u{ef}\u{bb}\u{bf}"""A"""\r\nx = "\u{e4}"\r\n'),
      '\u{ef}\u{bb}\u{bf}"""A"""\r\n\r\nprint(1)\r\n\r\nx = "\u{e4}"\r\n',
    );
  });
});
