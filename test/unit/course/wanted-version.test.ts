import { deepEqual, equal, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { inProjectFile, inVersionFile, readWantedVersion } from '../../../src/course/python/wanted-version';
import { bestCpu } from '../../support/cpu';
import { makeFolder, removeFolders } from './place';

const VERSIONS = ['3.11', '3.12', '3.13', '3.14'];
const ALL = VERSIONS.join(' ');

/** The versions that fit, with blanks between; null when nothing is said. */
function fitting(wish: ReturnType<typeof inVersionFile>): string | null {
  return wish === null ? null : VERSIONS.filter((version) => wish.fits(version)).join(' ');
}

const requires = (specifiers: string) => inProjectFile(`[project]\nrequires-python = ${JSON.stringify(specifiers)}\n`);
const poetry = (constraint: string) => inProjectFile(`[tool.poetry.dependencies]\npython = "${constraint}"\n`);

describe('A .python-version', () => {
  for (const [text, wanted] of [
    ['3.12.4\n', '3.12'],
    ['3.12', '3.12'],
    ['3', ALL],
    ['3.12-dev', '3.12'],
    ['3.14.0rc1', '3.14'],
    ['3.13t', '3.13'],
    ['3.13.1t\n', '3.13'],
    ['3.12.4/envs/redis', '3.12'],
    ['cpython-3.12.4-linux-x86_64-gnu', '3.12'],
    ['python-3.13', '3.13'],
    ['>=3.12, <3.14', '3.12 3.13'],
    ['# mine\n\n  3.13.1  # the newest\n', '3.13'],
    ['3.13 3.12\n', '3.13'],
    ['3.13\r\n3.11\r\n', '3.13'],
    ['system\n3.12\n', '3.12'],
    ['pypy3.10-7.3.12\n3.13\n', '3.13'],
    ['3.9.18\n3.12', ''],
    ['2.7.18', ''],
    ['3.1', ''],
    ['3.111', ''],
  ] as const)
    it(`${JSON.stringify(text)} asks for ${wanted === '' ? 'none of ours' : wanted}`, () => {
      equal(fitting(inVersionFile(text)), wanted);
    });

  for (const text of [
    '',
    '\n\n',
    '# 3.12',
    'system',
    'pypy3.10-7.3',
    'redis',
    'my-3.12',
    '3.x',
    '3.12!',
    '>=',
    `3.${'1'.repeat(200)}`,
  ])
    it(`says nothing with ${JSON.stringify(text).slice(0, 30)}`, () => equal(fitting(inVersionFile(text)), null));

  it('is quoted without what stands around it', () => {
    equal(inVersionFile('# a\n 3.12.4 # b\n')?.said, '3.12.4');
    equal(inVersionFile(' >=3.12, <3.14 \n')?.said, '>=3.12, <3.14');
  });
});

describe('requires-python', () => {
  const CASES = [
    ['>=3.12', '3.12 3.13 3.14'],
    ['>= 3.12', '3.12 3.13 3.14'],
    ['~=3.12', '3.12 3.13 3.14'],
    ['~=3.12.1', '3.12'],
    ['>=3.9,<3.13', '3.11 3.12'],
    ['==3.12.*', '3.12'],
    ['==3.12', '3.12'],
    ['===3.12.4', '3.12'],
    ['==3.*', ALL],
    ['!=3.13.1', ALL],
    ['!=3.13.*', '3.11 3.12 3.14'],
    ['!=3.12.*,!=3.13.*', '3.11 3.14'],
    ['>3.12', '3.12 3.13 3.14'],
    ['>3.12,!=3.12.*', '3.13 3.14'],
    ['<=3.12', '3.11 3.12'],
    ['<3.12.0', '3.11'],
    ['<3.13rc1', '3.11 3.12'],
    ['>=3.13.0rc1', '3.13 3.14'],
    ['<3.14.dev0', '3.11 3.12 3.13'],
    ['>=3.12.4,<3.12.4', ''],
    ['>=3.9,', ALL],
    ['>=v3.12+local', '3.12 3.13 3.14'],
    ['>=3', ALL],
    ['<3', ''],
    ['==2.7.*', ''],
    ['>=3.15', ''],
  ] as const;

  for (const [specifiers, wanted] of CASES)
    it(`${specifiers} has ${wanted === '' ? 'none of ours' : wanted}`, () =>
      equal(fitting(requires(specifiers)), wanted));

  for (const specifiers of [
    '',
    ' ',
    ',',
    '3.12',
    '=3.12',
    '>=3.12 <3.14',
    '~=3',
    '>=3.12.*',
    '>=1!3.12',
    '>=three',
    '^3.12',
    `>=${'3'.repeat(300)}`,
  ])
    it(`says nothing with ${JSON.stringify(specifiers).slice(0, 30)}`, () => equal(requires(specifiers), null));

  for (const [form = '', text = ''] of [
    ['an inline table', 'project = { name = "x", "requires-python" = \'>=3.13\' }'],
    ['a key with dots', 'project.requires-python = ">=3.13"'],
    ['a text of several lines', '[project]\nrequires-python = """\\\n  >=3.13"""'],
    [
      'a table below others',
      '[build-system]\nrequires = ["x"]\n\n[ project ] # mine\nname = "x"\nrequires-python=">=3.13"',
    ],
  ])
    it(`may stand in ${form}`, () => equal(fitting(inProjectFile(text)), '3.13 3.14'));

  for (const [where = '', text = ''] of [
    ['in another table', '[tool.x]\nrequires-python = ">=3.13"'],
    ['below it', '[project.x]\nrequires-python = ">=3.13"'],
    ['in a comment', '[project]\n# requires-python = ">=3.13"'],
    ['in a text', '[project]\ndescription = """\nrequires-python = ">=3.13"\n"""'],
    ['as another value', '[project]\nrequires-python = 3.13'],
    ['as a list', '[project]\nrequires-python = [">=3.13"]'],
    ['in a file that is half written', '[project]\nrequires-python = ">=3.13"\nname = '],
    ['in a table that is none', 'project = 3'],
  ])
    it(`says nothing ${where}`, () => equal(inProjectFile(text), null));
});

describe('A constraint of Poetry', () => {
  for (const [constraint, wanted] of [
    ['^3.12', '3.12 3.13 3.14'],
    ['^3.12.4', '3.12 3.13 3.14'],
    ['^3', ALL],
    ['~3.12', '3.12'],
    ['~3.12.1', '3.12'],
    ['~3', ALL],
    ['3.12', '3.12'],
    ['3.12.*', '3.12'],
    ['3.*', ALL],
    ['*', ALL],
    ['>=3.12,<3.14', '3.12 3.13'],
    ['>= 3.12 < 3.14', '3.12 3.13'],
    ['~3.11 || ~3.13', '3.11 3.13'],
    ['!=3.12.*', '3.11 3.13 3.14'],
    ['^2.7', ''],
  ] as const)
    it(`${constraint} has ${wanted === '' ? 'none of ours' : wanted}`, () =>
      equal(fitting(poetry(constraint)), wanted));

  for (const constraint of ['', '^', '^3.12.*', 'three', '~3.11 ||'])
    it(`says nothing with "${constraint}"`, () => equal(poetry(constraint), null));

  it('may stand in a table, and counts where requires-python is absent', () => {
    equal(fitting(inProjectFile('[tool.poetry.dependencies.python]\nversion = "^3.13"')), '3.13 3.14');
    const poetrys = '[tool.poetry.dependencies]\npython = "^3.13"\n';
    equal(fitting(inProjectFile(`[project]\nrequires-python = "==3.12.*"\n${poetrys}`)), '3.12');
    equal(fitting(inProjectFile(`[project]\nname = "x"\n${poetrys}`)), '3.13 3.14');
  });
});

describe('What a learner’s folder says of its version', () => {
  afterEach(removeFolders);

  const PROJECT = '[project]\nrequires-python = ">=3.13"\n';
  const wantedIn = async (root: string) => {
    const wanted = await readWantedVersion(root);
    return wanted && [wanted.file, wanted.said, fitting(wanted)];
  };

  it('comes from .python-version first, then from pyproject.toml', async () => {
    const files = { '.python-version': '3.12\n', 'pyproject.toml': PROJECT };
    deepEqual(await wantedIn(await makeFolder(files)), ['.python-version', '3.12', '3.12']);
    const system = await makeFolder({ ...files, '.python-version': 'system\n' });
    deepEqual(await wantedIn(system), ['pyproject.toml', '>=3.13', '3.13 3.14']);
    equal(await wantedIn(await makeFolder()), null);
  });

  it('is not looked for around it or below it', async () => {
    const root = await makeFolder({
      '.python-version': '3.12',
      'mine/main.py': '',
      'mine/sub/.python-version': '3.12',
    });
    equal(await wantedIn(path.join(root, 'mine')), null);
  });

  it('is nothing where a file is none, is too large, or is no text', async () => {
    const root = await makeFolder({ 'pyproject.toml': `${PROJECT}# ${'x'.repeat(300_000)}` });
    await mkdir(path.join(root, '.python-version'));
    equal(await wantedIn(root), null);
    equal(await wantedIn(await makeFolder({ '.python-version': Buffer.from([0x33, 0xff, 0xfe]) })), null);
    equal(await wantedIn(path.join(root, 'gone')), null);
    equal(await wantedIn('/\0'), null);
  });

  it('is not read through a link, nor from a pipe', async function () {
    if (process.platform === 'win32') this.skip();
    const root = await makeFolder({ version: '3.12' });
    await symlink('version', path.join(root, '.python-version'));
    await promisify(execFile)('mkfifo', [path.join(root, 'pyproject.toml')]);
    equal(await wantedIn(root), null);
  });

  it('is read from any text without an error, and quotes little of it', () => {
    const pieces = fc.constantFrom(
      '3.12',
      '>=',
      '~=',
      '==',
      '.*',
      ',',
      ' ',
      '\n',
      '#',
      'rc',
      '^',
      '||',
      '/',
      '[project]',
      '"',
      '=',
      '\0',
      '__proto__',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((all) => all.join('')),
        ),
        (text) => {
          for (const wish of [
            inVersionFile(text),
            inProjectFile(text),
            requires(text),
            poetry(text.replace(/["\\\p{C}]/gu, '')),
          ]) {
            ok(wish === null || (wish.said.length <= 100 && fitting(wish) !== null));
          }
        },
      ),
    );
  });

  it('is read fast, whatever the file', () => {
    const hostile = [
      '['.repeat(250_000),
      `a = ${'['.repeat(250_000)}`,
      'a.'.repeat(120_000),
      '3.12 '.repeat(50_000),
      '#\n'.repeat(120_000),
    ];
    for (const text of hostile) ok(bestCpu(() => [inVersionFile(text), inProjectFile(text)]) < 300, text.slice(0, 20));
  });
});
