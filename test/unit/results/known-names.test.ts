import { deepEqual, equal } from 'node:assert/strict';
import { cameWith, wentWith } from '../../../src/results/python/versions/new-names';
import { CAME, WENT } from '../../../src/results/python/versions/stub-names';
import { OLDER_NAMES } from '../../support/older-names';

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

describe('The table of names that came and went with versions of Python', () => {
  it('is written in groups that its reader understands', () => {
    const name = String.raw`\w+(?:\.\w+)*`;
    const group = RegExp(String.raw`^(?:${name}|(?:${name}(?:,${name})*(?:\.|\(\))?)?:\w+(?:,\w+)*)$`);
    for (const groups of [...Object.values(CAME), ...Object.values(WENT)])
      deepEqual(
        words(groups).filter((one) => !group.test(one)),
        [],
      );
    deepEqual(Object.keys(CAME), ['3.12', '3.13', '3.14', '3.15']);
    deepEqual(Object.keys(WENT), Object.keys(CAME));
  });

  it('still knows each name that was once written by hand, with the same version', () => {
    const older = Object.entries(OLDER_NAMES).flatMap(([version, groups]) =>
      words(groups).flatMap((group) => {
        const [owner = '', names] = group.split(':');
        const keys = names === undefined ? [owner] : names.split(',').map((name) => `${owner}:${name}`);
        return keys.map((key) => ({ key, version }));
      }),
    );
    equal(older.length > 150, true);
    deepEqual(
      older.filter(({ key, version }) => cameWith(key)?.version !== version),
      [],
    );
  });

  it('reads lists of owners, constructors, and functions in C that say only the last of their names', () => {
    const since = (...keys: readonly string[]) => keys.map((key) => cameWith(key)?.version ?? null);
    deepEqual(since('math:sumprod', 'os.path:splitroot', 'posixpath:splitroot', 'annotationlib', ':frozendict'), [
      '3.12',
      '3.12',
      '3.12',
      '3.14',
      '3.15',
    ]);
    deepEqual(since('LifoQueue.:shutdown', 'PriorityQueue.:shutdown', 'Queue.:shutdown'), ['3.13', '3.13', '3.13']);
    deepEqual(since('Thread.__init__():context', 'Thread():context', 'str.replace():count', 'replace():count'), [
      '3.14',
      '3.14',
      '3.13',
      '3.13',
    ]);
  });

  it('says what is gone, and what has taken its place where that was written by hand', () => {
    deepEqual(wentWith('telnetlib'), { version: '3.13', instead: null });
    deepEqual(wentWith('imp'), { version: '3.12', instead: 'importlib' });
    deepEqual(wentWith('zipimporter.:find_module'), { version: '3.12', instead: null });
    equal(wentWith('json:loads'), null);
  });
});
