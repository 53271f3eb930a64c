import assert from 'node:assert/strict';
import { checkJobPath, expandHome, isWithin, sameFile, toJobPath } from '../../../src/course/files/paths';
import { coded, LINUX, MAC, WINDOWS } from './place';

describe('File names on their way into the sandbox', () => {
  it('are kept exactly when Linux knows them', () => {
    const names = [
      'CON',
      'nul.py',
      'end.',
      ' ',
      'A.py',
      'a.py',
      '🐍.py',
      'a\nb.py',
      '..x',
      '...',
      '~',
      '-rf',
      '"',
      'a'.repeat(255),
      '\u202e.py',
    ];
    for (const name of names) assert.equal(checkJobPath(`deep/${name}`), `deep/${name}`);
    assert.equal(toJobPath('back\\slash.py', LINUX), 'back\\slash.py');
  });

  for (const [name, why] of [
    ['', 'empty'],
    ['/etc/passwd', 'absolute'],
    ['../up.py', 'outside'],
    ['a/../../up.py', 'outside'],
    ['a/..', 'outside'],
    ['./a.py', 'outside'],
    ['a//b.py', 'outside'],
    ['a/', 'outside'],
    ['a\0.py', 'nul'],
    ['ä'.repeat(128), 'too-long'],
    [`${'a/'.repeat(600)}b`, 'too-long'],
    ['half \ud83d.py', 'not-unicode'],
  ] as const) {
    it(`are refused as ${why}: ${JSON.stringify(name.slice(0, 20))}`, () => {
      assert.throws(() => checkJobPath(name), coded('bad-file-name', { name, why }));
    });
  }

  it('are written with slashes on Windows, and composed on macOS', () => {
    assert.equal(toJobPath('app\\für mich.py', WINDOWS), 'app/für mich.py');
    assert.equal(toJobPath('gru\u0308n.py', MAC), 'gr\u00fcn.py');
    assert.equal(toJobPath('gru\u0308n.py', LINUX), 'gru\u0308n.py');
    assert.throws(() => toJobPath('D:\\other.py', WINDOWS), coded('bad-file-name', { why: 'absolute' }));
    assert.throws(() => toJobPath('..\\other.py', WINDOWS), coded('bad-file-name', { why: 'outside' }));
  });

  it('are found in their folder on every platform', () => {
    assert.equal(isWithin('/home/mia/kürs 1', '/home/mia/kürs 1/a/b.py', LINUX), 'a/b.py');
    assert.equal(isWithin('/home/mia', '/home/mia2/b.py', LINUX), null);
    assert.equal(isWithin('/home/mia', '/home/mia/..b.py', LINUX), '..b.py');
    assert.equal(isWithin('/home/mia', '/home/mia', LINUX), null);
    assert.equal(isWithin('C:\\Kürs', 'c:\\kürs\\a\\b.py', WINDOWS), 'a/b.py');
    assert.equal(isWithin('C:\\Kurs', 'D:\\Kurs\\b.py', WINDOWS), null);
  });

  it('match in either case on Windows and macOS only', () => {
    assert.deepEqual(
      [LINUX, MAC, WINDOWS].map((platform) => sameFile('Main.py', 'main.py', platform)),
      [false, true, true],
    );
    assert.deepEqual(
      [LINUX, MAC, WINDOWS].map((platform) => sameFile('u\u0308', '\u00fc', platform)),
      [false, true, false],
    );
  });

  it('have the home folder in place of a leading ~', () => {
    assert.equal(expandHome('~/kurse', LINUX), '/home/mia/kurse');
    assert.equal(expandHome('~', MAC), '/Users/mia');
    assert.equal(expandHome('~\\kurse', WINDOWS), 'C:\\Users\\Mia\\kurse');
    assert.equal(expandHome('~\\kurse', LINUX), '~\\kurse');
    assert.equal(expandHome('~otto/kurse', LINUX), '~otto/kurse');
  });
});
