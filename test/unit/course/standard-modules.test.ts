import { deepEqual, ok } from 'node:assert/strict';
import { entryOf } from '../../../src/course/python/module-entry';
import { moduleNameOf, shadowNotes, standardModules } from '../../../src/course/python/standard-modules';

/** Which of these names are Python's own in that version. */
const own = (version: string | null, ...names: readonly string[]) =>
  names.filter((name) => standardModules(version).has(name));

describe('Python’s own modules', () => {
  const NAMES = ['socket', 'imp', 'cgi', 'compression', 'requests'];

  it('are those of the version that runs, and all of them where nobody knows which one will', () => {
    deepEqual(own('3.11', ...NAMES), ['socket', 'imp', 'cgi']);
    deepEqual(own('3.12', ...NAMES), ['socket', 'cgi']);
    deepEqual(own('3.13', ...NAMES), ['socket']);
    deepEqual(own('3.14', ...NAMES), ['socket', 'compression']);
    deepEqual(own(null, ...NAMES), ['socket', 'imp', 'cgi', 'compression']);
  });

  it('are named by a note if a file of the program hides them in that version', () => {
    const files = ['main.py', 'cgi.py', 'compression.py', 'socket/__init__.py'];
    const hidden = (version: string | null) =>
      shadowNotes(files, '', version).map(({ args }) => ('file' in args ? args.file : null));
    deepEqual(hidden('3.11'), ['cgi.py', 'socket/__init__.py']);
    deepEqual(hidden('3.14'), ['compression.py', 'socket/__init__.py']);
    deepEqual(hidden(null), ['cgi.py', 'compression.py', 'socket/__init__.py']);
  });

  it('do not make a program run as a module of its folder, but a file of that name above it does once Python has none', () => {
    const files = ['app/main.py', 'cgi.py'].map((path) => ({ path, bytes: Buffer.from('import cgi\n') }));
    deepEqual(
      ['3.12', '3.13'].map((version) => entryOf('app/main.py', files, version).kind),
      ['file', 'module'],
    );
  });

  it('give no name to a new module of a course, in whatever version they are', () => {
    ok(['imp', 'cgi', 'compression'].every((id) => moduleNameOf(id) === `${id}_step`));
  });
});
