import { deepEqual, equal, notEqual, rejects } from 'node:assert/strict';
import { mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packagesStamp, readPackages } from '../../../src/course/packages/read-packages';
import { wishedPackages } from '../../../src/course/python/wished-packages';
import { pinOf } from '../../support/packed-course';
import { inTemporaryFolder } from '../../support/run';
import { makeWheel } from '../../support/wheel';

const A = 'wheels/a-1.0-py3-none-any.whl';

/** Lets `use` have a course that brings these files; the wheel of `a` lies in it. */
function withCourse<T>(
  packages: readonly string[] | undefined,
  use: (course: { directory: string; packages?: readonly string[] }, hash: string) => Promise<T>,
): Promise<T> {
  return inTemporaryFolder(async (directory) => {
    const { hash } = await makeWheel(path.join(directory, 'wheels'), { name: 'a', files: { 'a.py': '' } });
    return use({ directory, ...(packages === undefined ? {} : { packages }) }, hash);
  });
}

describe('The packages of a course', () => {
  it('are none, unless it names some', () =>
    withCourse(undefined, async (course) => {
      equal(await readPackages(course), null);
      equal(await readPackages({ ...course, packages: [] }), null);
    }));

  it('are the wheels that it names, and those beside its list that have a hash of the list', () =>
    withCourse([A, 'requirements.txt'], async (course) => {
      const b = await makeWheel(path.join(course.directory, 'wheels'), { name: 'b', version: '2', files: {} });
      await makeWheel(path.join(course.directory, 'wheels'), { name: 'c', files: {} });
      await makeWheel(path.join(course.directory, 'wheels'), { name: 'b', version: '1', files: {} });
      await writeFile(path.join(course.directory, 'requirements.txt'), pinOf('B', b, '2') + pinOf('d', b));
      const found = await readPackages(course);
      deepEqual(
        found?.wheels.map(({ file }) => file),
        ['a-1.0-py3-none-any.whl', b.file],
      );
      deepEqual(
        found?.pinned.map((one) => one.package),
        ['b', 'd'],
      );
    }));

  it('are told by a file that is missing, a folder, or a link', async () => {
    await withCourse(['wheels/b.whl'], (course) =>
      rejects(readPackages(course), { code: 'package-file-missing', args: { file: 'wheels/b.whl' } }),
    );
    await withCourse([`${A}/x.whl`], (course) => rejects(readPackages(course), { code: 'package-file-missing' }));
    await withCourse(['folder.whl'], async (course) => {
      await mkdir(path.join(course.directory, 'folder.whl'));
      await rejects(readPackages(course), { code: 'package-file-unreadable' });
    });
    await withCourse(['requirements.txt'], async (course, hash) => {
      await writeFile(path.join(course.directory, 'requirements.txt'), pinOf('a', { hash }));
      await rm(path.join(course.directory, 'wheels'), { recursive: true });
      await symlink('wheels', path.join(course.directory, 'wheels'));
      await rejects(readPackages(course), {
        code: 'package-file-unreadable',
        args: { file: 'wheels', reason: 'ELOOP' },
      });
    });
    await withCourse([A], async (course) => {
      const wheels = path.join(course.directory, 'wheels');
      await rename(wheels, path.join(course.directory, 'elsewhere'));
      await symlink(path.join(course.directory, 'elsewhere'), wheels);
      await rejects(readPackages(course), { code: 'package-file-link', args: { file: 'wheels' } });
    });
  });

  it('must have the hash of the list, also when the wheel is named by itself', async () => {
    for (const packages of [['requirements.txt'], ['requirements.txt', A]])
      await withCourse(packages, async (course, hash) => {
        const list = path.join(course.directory, 'requirements.txt');
        await writeFile(list, pinOf('a', { hash: 'ef'.repeat(32) }));
        const args = { wheel: path.basename(A), file: 'requirements.txt', package: 'a', found: hash };
        await rejects(readPackages(course), { code: 'wheel-hash-differs', args });
      });
  });

  it('have one version each, and at most 50 MB together', () =>
    withCourse([A, 'wheels/a-2-py3-none-any.whl'], async (course) => {
      await makeWheel(path.join(course.directory, 'wheels'), { name: 'a', version: '2', files: {} });
      await rejects(readPackages(course), { code: 'package-twice', args: { package: 'a', versions: '1.0, 2' } });
      const most = 50 * 1024 * 1024;
      await truncate(path.join(course.directory, A), most + 1);
      await rejects(readPackages({ ...course, packages: [A] }), {
        code: 'packages-too-large',
        args: { bytes: most + 1, most },
      });
    }));

  it('may be written in a list with another spelling of their version', () =>
    withCourse(['requirements.txt'], async (course, hash) => {
      await writeFile(path.join(course.directory, 'requirements.txt'), pinOf('a', { hash }, '1.0.0'));
      const found = await readPackages(course);
      deepEqual(
        found?.wheels.map(({ version }) => version),
        ['1.0'],
      );
    }));

  it('may stand in a list that a shell of Windows has written', () =>
    withCourse(['requirements.txt'], async (course, hash) => {
      const text = `\u{feff}${pinOf('a', { hash }).replaceAll('\n', '\r\n')}`;
      await writeFile(path.join(course.directory, 'requirements.txt'), Buffer.from(text, 'utf16le'));
      equal((await readPackages(course))?.wheels.length, 1);
    }));

  it('have a stamp that changes with each of their files', () =>
    withCourse(['requirements.txt'], async (course, hash) => {
      await writeFile(path.join(course.directory, 'requirements.txt'), pinOf('a', { hash }));
      const stamp = await packagesStamp(course);
      equal(await packagesStamp(course), stamp);
      await makeWheel(path.join(course.directory, 'wheels'), { name: 'a', files: { 'more.py': '' } });
      notEqual(await packagesStamp(course), stamp);
    }));
});

describe('The packages that a learner wishes for', () => {
  const wished = (files: Readonly<Record<string, string>>) =>
    wishedPackages(Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })));

  it('are those of the lists that lie at the top of the folder', () => {
    const text = '# mine\nRequests>=2\n-r other.txt\nuvicorn[standard] ; python_version > "3"\n\ngit+https://x\n';
    const wishes = wished({ 'requirements.txt': text, 'lib/requirements.txt': 'flask', 'main.py': 'flask' });
    deepEqual(wishes, { requests: 'requirements.txt', uvicorn: 'requirements.txt', git: 'requirements.txt' });
  });

  it('may stand in a project file, in one form or another', () => {
    const project =
      '[build-system]\nrequires = ["hatchling"]\n[project]\nname = "mine"\nkeywords = ["flask"]\ndependencies = [\n' +
      '  "typing_extensions >= 4", # "no"\n  \'uvicorn[standard]\',\n]\nclassifiers = ["x"]\n[dependency-groups]\ndev = ["Ruff"]\n';
    deepEqual(Object.keys(wished({ 'pyproject.toml': project })).sort(), ['ruff', 'typing-extensions', 'uvicorn']);
    const poetry = '[tool.poetry.dependencies]\npython = "^3.11"\nrich = "^13"\n[tool.other]\nx = 1\n';
    deepEqual(wished({ 'pyproject.toml': poetry }), { rich: 'pyproject.toml' });
    deepEqual(wished({ 'pyproject.toml': '[project]\nname = "a"\nkeywords = ["b"]\n' }), {});
  });
});
