import { deepEqual, equal, throws } from 'node:assert/strict';
import type { CodedError } from '../../../src/contract/codes';
import { readRequirements } from '../../../src/course/packages/requirements';
import { refuseTwice, wheelNameOf } from '../../../src/course/packages/wheel-name';

const ONE = 'ab'.repeat(32);
const TWO = 'cd'.repeat(32);

function read(text: string) {
  return readRequirements(text, 'requirements.txt').map(({ at, line }) => `${at}: ${line}`);
}

function refused(text: string, code: string, args: object): void {
  throws(
    () => read(text),
    (error: CodedError) => {
      deepEqual([error.code, error.args], [code, { file: 'requirements.txt', ...args }]);
      return true;
    },
  );
}

describe('A list of packages with hashes', () => {
  it('is read as pip reads it: hashes in further lines, comments, conditions, extras', () => {
    const text = [
      '# made by a tool',
      '--require-hashes',
      '',
      `typing_extensions==4.15.0 \\`,
      `    --hash=sha256:${ONE} \\`,
      `    --hash=sha256:${TWO.toUpperCase()}`,
      '    # via nothing',
      `Some.Thing[a, b] == 1.0.post1 ; python_version < "3.13" --hash=sha256:${ONE} # why`,
    ];
    const wanted = [
      `4: typing_extensions==4.15.0 --hash=sha256:${ONE} --hash=sha256:${TWO}`,
      `8: Some.Thing[a,b]==1.0.post1 ; python_version < "3.13" --hash=sha256:${ONE}`,
    ];
    deepEqual(read(text.join('\n')), wanted);
    deepEqual(read(`\u{feff}${text.join('\r\n')}`), wanted);
    deepEqual(
      readRequirements(text.join('\n'), '').map((one) => [one.package, one.version, one.hashes.length]),
      [
        ['typing-extensions', '4.15.0', 2],
        ['some-thing', '1.0.post1', 1],
      ],
    );
  });

  it('must say the version and a hash of each package', () => {
    refused(`a==1 --hash=sha256:${ONE}\nb==2\n`, 'requirement-no-hash', { line: 2, package: 'b' });
    refused('a==1 --hash=md5:00\n', 'requirement-no-hash', { line: 1, package: 'a' });
    refused(`a==1 --hash=sha256:${ONE} --hash=sha256:short`, 'requirement-no-hash', { line: 1, package: 'a' });
    for (const pin of ['', '>=1', '==1.*', '==1,<2', '===1'])
      refused(`a${pin} --hash=sha256:${ONE}`, 'requirement-unpinned', { line: 1, package: 'a' });
  });

  it('has nothing else: no options, addresses, paths or other lists', () => {
    for (const source of [
      '--index-url https://example.invalid',
      '-r other.txt',
      '-e .',
      './here',
      'a @ https://example.invalid/a.whl',
      'https://example.invalid/a.whl',
      'a==1 --no-binary :all:',
      'a==1 ; python_version < "3" --index-url=x',
      `a==1 ${' '.repeat(2000)}x`,
    ])
      refused(source, 'requirement-form', { line: 1, source: source.slice(0, 200) });
  });

  it('is read in no time, however long its lines are', () => {
    const long = ' '.repeat(500_000);
    const began = performance.now();
    for (const text of [`a==1${long}b`, `a${long}#${long}`, `${long}\\${long}\\${long}`, '\\'.repeat(500_000)])
      throws(() => read(`b==1\n${text}\n`));
    equal(performance.now() - began < 2_000, true);
  });
});

describe('The name of a wheel', () => {
  it('says which package it has, in which version', () => {
    const named = (file: string) => Object.values(wheelNameOf(file)).join(' ');
    equal(named('wheels/typing_extensions-4.15.0-py3-none-any.whl'), 'typing-extensions 4.15.0');
    equal(named('Some.Thing-1.0+local-2build-cp311-cp311-manylinux_2_17_x86_64.whl'), 'some-thing 1.0+local');
  });

  it('is refused in any other form', () => {
    for (const file of ['a.whl', 'a-1.whl', 'a-1-py3-none.whl', 'a-1-x-py3-none-any.whl', '-1-py3-none-any.whl'])
      throws(() => wheelNameOf(file), { code: 'wheel-name', args: { file } });
  });

  it('may be there for several machines, but not in two versions', () => {
    const of = (...files: readonly string[]) => refuseTwice(files.map(wheelNameOf));
    of('a-1-cp311-cp311-linux_x86_64.whl', 'A-1-cp313-cp313-linux_x86_64.whl', 'b-2-py3-none-any.whl');
    of('a-1.0-py3-none-any.whl', 'a-1.0.0-py3-none-any.whl', 'a-v1-py3-none-any.whl');
    of('a-2024.07.04rc1+of_us-py3-none-any.whl', 'a-2024.7.4RC1+of.us-py3-none-any.whl');
    for (const other of ['1.0.1', '10', '1.0rc1', '1!1', '1+of.us'])
      throws(() => of('a-1-py3-none-any.whl', `a-${other}-py3-none-any.whl`), { code: 'package-twice' });
    throws(() => of('a_b-1-py3-none-any.whl', 'a.b-2-py3-none-any.whl'), {
      code: 'package-twice',
      args: { package: 'a-b', versions: '1, 2' },
    });
  });
});
