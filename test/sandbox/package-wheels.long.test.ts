import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { docker, isOfDebian, pipBase, runnerOn } from '../../scripts/official/images.mjs';
import { CodedError } from '../../src/contract/codes';
import { loadDirectory } from '../../src/course/format/load';
import type { RunnerImage } from '../../src/engine/image/image';
import { ensureCourseImage } from '../../src/run/course-image';
import { nothingIsLeft } from '../support/containers';
import { argsIn } from '../support/messages';
import { PackedBench } from '../support/packed-bench';
import { CLEAN, type PackedCopy, pinOf, ROMAN, withPackedCourse } from '../support/packed-course';
import { ROOT } from '../support/run';
import { makeWheel } from '../support/wheel';

const DOCKER = path.join(ROOT, 'docker');
/** Ends whatever process it runs in. */
const BREAKS = 'import os\nos._exit(41)\n';

describe('The wheels of a course', function () {
  this.timeout(600_000);
  let bench: PackedBench;
  before(async () => {
    bench = await PackedBench.open();
  });
  after(async () => {
    await bench.dispose();
    await nothingIsLeft();
  });

  describe('are fetched when they do not lie in the course', () => {
    const BASE = `codealong-test-packages-base-${process.pid}`;
    const NEEDY = { name: 'needy', says: ['Requires-Dist: clean-words'], files: {} };
    let from: RunnerImage;
    let [big, needy] = ['', ''];
    before(async function () {
      if (!isOfDebian('python:3.14-slim')) this.skip();
      await withPackedCourse(async ({ folder, wheels }) => {
        await writeFile(
          path.join(folder, 'Dockerfile'),
          `FROM ${pipBase()}\nCOPY wheels/ /more/\nENV PIP_FIND_LINKS=/more\n`,
        );
        await writeFile(path.join(wheels, 'clean_words-2.0-py3-none-any.whl'), 'another file');
        ({ hash: needy } = await makeWheel(wheels, NEEDY));
        ({ hash: big } = await makeWheel(wheels, {
          name: 'big',
          files: { 'big.bin': Buffer.alloc(51 * 1024 * 1024) },
        }));
        docker(['build', '--quiet', '--tag', BASE, folder], 300);
      });
      const id = runnerOn(pipBase());
      from = { ...bench.ours, ref: id, id };
    });
    after(async () => bench.engine.removeImage(BASE));

    /** The image of a course that has a list and no wheels, where pip finds the packages of the course in a folder of the base. */
    async function fetched(listed: (hash: string) => string): Promise<RunnerImage> {
      return withPackedCourse(async (copy) => {
        const { hash } = await copy.add(CLEAN);
        await rm(copy.wheels, { recursive: true });
        await copy.list(listed(hash));
        await copy.brings(['requirements.txt']);
        const base = { id: 'with-pip', image: { kind: 'base', base: BASE } } as const;
        return ensureCourseImage(bench.engine, await loadDirectory(copy.folder), from, base, { dockerDir: DOCKER });
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
          assert.equal(argsIn(args).package, 'nowhere-to-find');
          return true;
        },
      );
    });

    it('but not what they need and the list does not name, nor more than 50 MB', async () => {
      const args = { package: 'needy', needs: 'clean-words' };
      await assert.rejects(
        fetched(() => pinOf('needy', { hash: needy })),
        { code: 'package-needs', args },
      );
      await assert.rejects(
        fetched(() => pinOf('big', { hash: big })),
        { code: 'packages-too-large' },
      );
    });
  });

  describe('are refused', () => {
    /** Prepares a copy that is wrong; what is said of it. */
    async function refused(prepare: (copy: PackedCopy) => Promise<unknown>): Promise<CodedError> {
      return withPackedCourse(async (copy) => {
        await copy.brings(['wheels/roman_digits-1.0-py3-none-any.whl']);
        await prepare(copy);
        return bench.imageOf(copy).then(
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
      'when they would run code at each start, by a .start file': [
        wheel({ files: { 'a.start': 'roman_digits:roman\n' } }),
        'wheel-starts-code',
        { path: 'a.start' },
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
      'when they are packed in a way that has no bound': [
        wheel({ files: { 'a.py': 'a = 1' }, methods: { 'a.py': 12 } }),
        'wheel-no-zip',
        { wheel: name },
      ],
      'when their list of files is none': [
        wheel({ lists: 'x'.repeat(200_000) }),
        'wheel-broken',
        { path: 'roman_digits-1.0.dist-info/RECORD' },
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
      'when the condition of a listed package is none': [
        async (copy) => {
          await copy.list(pinOf('clean_words', await copy.add(CLEAN), '1.0 ; python_version ~ "3"'));
          await copy.brings(['requirements.txt']);
        },
        'requirement-unread',
        { source: 'clean_words==1.0 ; python_version ~ "3"' },
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
