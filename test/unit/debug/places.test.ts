import { equal } from 'node:assert/strict';
import { Places } from '../../../src/debug/places';

describe('The places of a debugged program', () => {
  it('are those of files that were sent, blanks and umlauts included', () => {
    const places = new Places(new Map([['lib/größe 1.py', '/home/eva/lib/größe 1.py']]), false);
    equal(places.here('/work/lib/größe 1.py'), '/home/eva/lib/größe 1.py');
    equal(places.there('/home/eva/lib/größe 1.py'), '/work/lib/größe 1.py');
    equal(places.there('/home/eva/lib/größe 1.py'.normalize('NFD')), '/work/lib/größe 1.py');
    for (const none of ['/work/lib/../lib/größe 1.py', '/work', '', 5, null, undefined]) equal(places.here(none), null);
  });

  it('are found on Windows whatever the case of the drive', () => {
    const places = new Places(new Map([['main.py', 'C:\\Eva\\main.py']]), true);
    equal(places.there('c:\\Eva\\main.py'), '/work/main.py');
    equal(places.there('c:/eva/MAIN.py'), '/work/main.py');
    equal(places.here('/work/main.py'), 'C:\\Eva\\main.py');
  });
});
