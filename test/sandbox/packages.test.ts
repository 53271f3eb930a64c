import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../src/contract/codes';
import type { Runtime } from '../../src/contract/runtime';
import { loadDirectory } from '../../src/course/format/load';
import type { Engine } from '../../src/engine/client/engine';
import type { RunnerImage } from '../../src/engine/image/image';
import { type CourseImageOptions, ensureCourseImage } from '../../src/run/course-image';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { CALC } from '../support/course-copy';
import { argsIn } from '../support/messages';
import { CLEAN, type PackedCopy, pinOf, ROMAN, withPackedCourse } from '../support/packed-course';
import { newRunner, ROOT, runOn } from '../support/run';
import { docker, isOfDebian, pipBase, runnerOn } from '../support/runner-images';

const DOCKER = path.join(ROOT, 'docker');
const LABELS = [`codealong.course=packed-${process.pid}`];
/** Ends whatever process it runs in. */
const BREAKS = 'import os\nos._exit(41)\n';

describe('Packages that a course brings', function () {
  this.timeout(240_000);
  let runner: Runner;
  let engine: Engine;
  let ours: RunnerImage;
  let runtime: Runtime;
  before(async () => {
    runner = newRunner();
    ({ engine, image: ours, runtime } = await runner.image(null, () => {}));
  });
  after(async () => {
    for (const { id, refs } of await engine.listImages(LABELS))
      for (const name of refs.length === 0 ? [id] : refs) await engine.removeImage(name);
    await runner.dispose();
    await nothingIsLeft();
  });

  async function imageOf({ folder }: PackedCopy, options: Partial<CourseImageOptions> = {}): Promise<RunnerImage> {
    return ensureCourseImage(engine, await loadDirectory(folder), ours, runtime, { dockerDir: DOCKER, ...options });
  }

  /** What became of each test of the course's step, for that program. */
  async function testsOf(copy: PackedCopy, source: string): Promise<readonly string[]> {
    const { report } = await runOn(runner, copy.folder, 1, { source });
    return report.tests.map(({ outcome, message }) => (message === null ? outcome : `${outcome}: ${message}`));
  }

  const solution = ({ folder }: PackedCopy) => readFile(path.join(folder, 'steps/01-say/solution/main.py'), 'utf8');
  const suite = ({ folder }: PackedCopy, text: string) =>
    writeFile(path.join(folder, 'steps/01-say/test_say.py'), text);

  it('can be imported by the program and by the suite', () =>
    withPackedCourse(async (copy) => {
      assert.deepEqual(await testsOf(copy, await solution(copy)), ['passed', 'passed', 'passed']);
      const wrong = await readFile(path.join(copy.folder, 'steps/01-say/wrong/says-digits.py'), 'utf8');
      const [first] = await testsOf(copy, wrong);
      assert.match(first ?? '', /^failed/);
    }));

  it('are put into an image once, and again when a wheel has changed; the outdated one is removed', () =>
    withPackedCourse(async (copy) => {
      const said: string[] = [];
      const onProgress = ({ line }: { line: string }) => void said.push(line);
      const first = await imageOf(copy, { onProgress });
      assert.match(first.ref, new RegExp(`^codealong-course-${copy.id}:[0-9a-f]{12}$`));
      said.splice(0);
      assert.deepEqual(await imageOf(copy, { onProgress, build: 'never' }), first);
      assert.deepEqual(said, []);
      const labels = (await engine.inspectImage(first.ref))?.labels ?? {};
      assert.deepEqual([labels['codealong.course'], labels['codealong.runtime']], [copy.id, runtime.id]);
      await copy.add({
        ...ROMAN,
        files: { 'roman_digits/__init__.py': 'def roman(n: int) -> str:\n    return "?"\n' },
      });
      await assert.rejects(imageOf(copy, { build: 'never' }), { code: 'image-missing' });
      const second = await imageOf(copy, { keepMs: -60_000 });
      assert.notEqual(second.id, first.id);
      assert.equal(await engine.inspectImage(first.ref), null);
    }));

  it('cost a course without any nothing: it runs in the runtime’s own image', async () => {
    assert.equal(
      await ensureCourseImage(engine, await loadDirectory(CALC), ours, runtime, { dockerDir: DOCKER }),
      ours,
    );
  });

  it('cannot be written by the program', () =>
    withPackedCourse(async (copy) => {
      await suite(
        copy,
        'from codealong import program\n\n\ndef test_it() -> None:\n    """Is refused"""\n    assert program.run().text == "refused refused "\n',
      );
      const tries = ['roman_digits/__init__.py', 'more.py'].map((name) =>
        [
          'try:',
          `    open("/opt/codealong/packages/${name}", "a")`,
          '    print("written", end=" ")',
          'except OSError:',
          '    print("refused", end=" ")',
        ].join('\n'),
      );
      assert.deepEqual(await testsOf(copy, tries.join('\n')), ['passed']);
    }));

  it('run nothing in the grader that the suite does not import, whatever they look like', () =>
    withPackedCourse(async (copy) => {
      const plugin = { 'evil-1.0.dist-info/entry_points.txt': '[pytest11]\nevil = evil_plugin\n' };
      const optional = ['org/python/core', 'pygments', 'numpy', 'exceptiongroup', 'argcomplete', 'twisted', 'readline'];
      const files = Object.fromEntries(
        [...optional, 'evil_plugin', 'conftest', 'lib', 'unittest2'].map((name) => [`${name}.py`, BREAKS]),
      );
      await copy.brings([
        'wheels/evil-1.0-py3-none-any.whl',
        'wheels/roman_digits-1.0-py3-none-any.whl',
        'requirements.txt',
      ]);
      await copy.add({ name: 'evil', files: { ...files, ...plugin } });
      await suite(
        copy,
        [
          'import copy, pickle',
          'import importlib.metadata',
          'from roman_digits import roman',
          'from codealong import program',
          '',
          'def test_it() -> None:',
          '    """Says three, and knows the version"""',
          '    assert importlib.metadata.version("roman_digits") == "1.0"',
          '    assert pickle.loads(pickle.dumps(copy.deepcopy([3]))) == [3]',
          '    assert program.run("3").text.strip() == roman(3)',
          '',
          'def test_fails() -> None:',
          '    """Fails with a long difference"""',
          '    assert program.run("3").text.splitlines() == ["IV"] * 30',
        ].join('\n'),
      );
      const [passes, fails] = await testsOf(copy, await solution(copy));
      assert.equal(passes, 'passed');
      assert.match(fails ?? '', /^failed: /);
    }));

  it('come before packages of the base for the program, and after them for the suite', () =>
    withPackedCourse(async (copy) => {
      await copy.add({ name: 'iniconfig', version: '99', files: { 'iniconfig/__init__.py': 'mine = "mine"\n' } });
      await copy.brings(['wheels/iniconfig-99-py3-none-any.whl']);
      await suite(
        copy,
        'import iniconfig\nfrom codealong import program\n\n\ndef test_it() -> None:\n    """Is the course\'s"""\n    assert not hasattr(iniconfig, "mine")\n    assert program.run().text == "mine"\n',
      );
      assert.deepEqual(await testsOf(copy, 'import iniconfig\nprint(iniconfig.mine, end="")\n'), ['passed']);
    }));

  describe('are fetched when they do not lie in the course', () => {
    const BASE = `codealong-test-packages-base-${process.pid}`;
    let from: RunnerImage;
    before(async function () {
      if (!isOfDebian('python:3.14-slim')) this.skip();
      await withPackedCourse(async ({ folder, wheels }) => {
        await writeFile(
          path.join(folder, 'Dockerfile'),
          `FROM ${pipBase()}\nCOPY wheels/ /more/\nENV PIP_FIND_LINKS=/more\n`,
        );
        await writeFile(path.join(wheels, 'clean_words-2.0-py3-none-any.whl'), 'another file');
        docker(['build', '--quiet', '--tag', BASE, folder], 300);
      });
      const id = runnerOn(pipBase());
      from = { ...ours, ref: id, id };
    });
    after(async () => engine.removeImage(BASE));

    /** The image of a course that has a list and no wheels, where pip finds the packages of the course in a folder of the base. */
    async function fetched(listed: (hash: string) => string): Promise<RunnerImage> {
      return withPackedCourse(async (copy) => {
        const { hash } = await copy.add(CLEAN);
        await rm(copy.wheels, { recursive: true });
        await copy.list(listed(hash));
        await copy.brings(['requirements.txt']);
        const base = { id: 'with-pip', image: { kind: 'base', base: BASE } } as const;
        return ensureCourseImage(engine, await loadDirectory(copy.folder), from, base, { dockerDir: DOCKER });
      });
    }

    it('by the pip of the base, as the list says', async () => {
      const { ref } = await fetched((hash) => pinOf('clean_words', { hash }));
      const said = docker([
        'run',
        '--rm',
        '--entrypoint',
        '/opt/codealong/python',
        ref,
        '-c',
        'import clean_words as c; print(c.clean(" a "))',
      ]);
      assert.equal(said, 'a');
    });

    it('but not when they are other files than the list says, or are nowhere', async () => {
      await assert.rejects(
        fetched(() => pinOf('clean_words', { hash: 'ab'.repeat(32) })),
        ({ code, args }: CodedError) => {
          assert.deepEqual([code, argsIn(args).why], ['wheel-not-fetched', 'hash']);
          return true;
        },
      );
      await assert.rejects(
        fetched((hash) => pinOf('nowhere_to_find', { hash })),
        ({ code, args }: CodedError) => {
          assert.deepEqual([code, argsIn(args).why], ['wheel-not-fetched', 'failed']);
          assert.match(String(argsIn(args).said), /nowhere_to_find|nowhere-to-find/);
          return true;
        },
      );
    });
  });

  describe('are refused', () => {
    /** Prepares a copy that is wrong; what is said of it. */
    async function refused(prepare: (copy: PackedCopy) => Promise<unknown>): Promise<CodedError> {
      return withPackedCourse(async (copy) => {
        await copy.brings(['wheels/roman_digits-1.0-py3-none-any.whl']);
        await prepare(copy);
        return imageOf(copy).then(
          () => assert.fail('nothing was refused'),
          (error: unknown) => {
            assert.ok(error instanceof CodedError, String(error));
            return error;
          },
        );
      });
    }

    const wheel = (wish: Partial<typeof ROMAN>) => (copy: PackedCopy) => copy.add({ ...ROMAN, ...wish });
    const name = 'roman_digits-1.0-py3-none-any.whl';
    const cases: Readonly<Record<string, readonly [(copy: PackedCopy) => Promise<unknown>, string, object]>> = {
      'when a wheel is no archive': [
        ({ wheels }) => writeFile(path.join(wheels, name), 'no zip'),
        'wheel-no-zip',
        { wheel: name },
      ],
      'when a file would lie outside': [wheel({ files: { '../out.py': '' } }), 'wheel-path', { path: '../out.py' }],
      'when a file would lie at the root of the machine': [
        wheel({ files: { '/etc/out.py': '' } }),
        'wheel-path',
        { path: '/etc/out.py' },
      ],
      'when there is a link in them': [
        wheel({ files: { 'a.py': '/etc/passwd' }, links: ['a.py'] }),
        'wheel-link',
        { path: 'a.py' },
      ],
      'when a file is not what their list of files says': [
        wheel({ files: { 'a.py': 'a = 1' }, spoiled: ['a.py'] }),
        'wheel-broken',
        { path: 'a.py' },
      ],
      'when they would run code at each start, by a .pth file': [
        wheel({ files: { 'a.pth': 'import os; os._exit(41)' } }),
        'wheel-starts-code',
        { path: 'a.pth' },
      ],
      'when they would run code at each start, by a name': [
        wheel({ files: { 'sitecustomize.py': BREAKS } }),
        'wheel-starts-code',
        { path: 'sitecustomize.py' },
      ],
      'when the same is hidden in their data': [
        wheel({ files: { 'roman_digits-1.0.data/purelib/usercustomize/__init__.py': BREAKS } }),
        'wheel-starts-code',
        { path: 'usercustomize/__init__.py' },
      ],
      'when they are larger than 200 MB unpacked': [
        wheel({ files: { 'a.py': '' }, claims: { 'a.py': 201 * 1024 * 1024 } }),
        'packages-unpacked-too-large',
        { most_bytes: 200 * 1024 * 1024 },
      ],
      'when they need a package that is not there': [
        wheel({ says: ['Requires-Dist: clean-words>=2', 'Requires-Dist: other; sys_platform == "win32"'] }),
        'package-needs',
        { package: 'roman-digits', needs: 'clean-words>=2' },
      ],
      'when they need another Python': [
        wheel({ says: ['Requires-Python: >=3.99'] }),
        'package-interpreter',
        { needs: '>=3.99' },
      ],
      'when they were compiled for another processor or Python': [
        async (copy) => {
          await copy.add({ ...ROMAN, tag: 'cp39-cp39-manylinux2014_s390x' });
          await copy.brings(['wheels/roman_digits-1.0-cp39-cp39-manylinux2014_s390x.whl']);
        },
        'wheel-unfit',
        { package: 'roman-digits' },
      ],
      'when two of them have the same file': [
        async (copy) => {
          await copy.add({ ...CLEAN, files: ROMAN.files });
          await copy.brings([`wheels/${name}`, 'wheels/clean_words-1.0-py3-none-any.whl']);
        },
        'packages-collide',
        { path: 'roman_digits/__init__.py' },
      ],
      'when a listed wheel is neither in the course nor to be fetched': [
        async (copy) => {
          await copy.list(pinOf('nowhere_to_find', { hash: 'ab'.repeat(32) }));
          await copy.brings(['requirements.txt']);
        },
        'wheel-not-fetched',
        {},
      ],
    };
    for (const [why, [prepare, code, args]] of Object.entries(cases))
      it(why, async () => {
        const error = await refused(prepare);
        assert.equal(error.code, code, JSON.stringify(error.args));
        assert.deepEqual({ ...error.args, ...args }, error.args);
      });
  });
});
