import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkCourse } from '../../src/authoring/check';
import { nothingIsLeft } from '../support/containers';
import { CALC } from '../support/course-copy';
import { debianWheel } from '../support/debian-wheel';
import { PackedBench } from '../support/packed-bench';
import { type PackedCopy, pinOf, ROMAN, withPackedCourse } from '../support/packed-course';
import { runOn } from '../support/run';

/** Ends whatever process it runs in. */
const BREAKS = 'import os\nos._exit(41)\n';

describe('Packages that a course brings', function () {
  this.timeout(240_000);
  let bench: PackedBench;
  before(async () => {
    bench = await PackedBench.open();
  });
  after(async () => {
    await bench.dispose();
    await nothingIsLeft();
  });

  /** What became of each test of the course's step, for that program. */
  async function testsOf(copy: PackedCopy, source: string): Promise<readonly string[]> {
    const { report } = await runOn(bench.runner, copy.folder, 1, { source });
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

  it('may be real ones, such as typing_extensions, from a list with its hash', async function () {
    const wish = await debianWheel('python3-typing-extensions', 'typing_extensions');
    if (wish === null) return this.skip();
    await withPackedCourse(async (copy) => {
      await copy.list(pinOf('typing-extensions', await copy.add(wish), wish.version));
      // Debian's may be older than the newest Python.
      await copy.brings(['requirements.txt'], '=3.11');
      await suite(
        copy,
        'from typing_extensions import get_overloads\n\nfrom codealong import program\n\n\ndef test_it() -> None:\n    """Knows its overloads"""\n    assert get_overloads(test_it) == []\n    assert program.run().text == "2\\n"\n',
      );
      const program =
        'from typing_extensions import get_overloads, overload\n@overload\ndef f(x: int) -> int: ...\n@overload\ndef f(x: str) -> str: ...\ndef f(x): return x\nprint(len(get_overloads(f)))\n';
      assert.deepEqual(await testsOf(copy, program), ['passed']);
    });
  });

  it('say which package is missing, with those that the course brings and the learner’s own list', () =>
    withPackedCourse(async (copy) => {
      const [told] = await testsOf(copy, 'import nowhere_to_find\n');
      assert.match(told ?? '', /^failed: .*No module named 'nowhere_to_find'/s);
      const root = path.join(copy.folder, 'mine');
      await mkdir(root);
      await writeFile(path.join(root, 'main.py'), 'import nowhere_to_find\n');
      await writeFile(path.join(root, 'requirements.txt'), 'nowhere-to-find>=1\n');
      const { report } = await runOn(bench.runner, copy.folder, 1, { file: path.join(root, 'main.py') });
      assert.match(
        report.tests[0]?.advice ?? '',
        /`nowhere_to_find` stands in your `requirements\.txt`, .*: `roman-digits`, `clean-words`\. This step/,
      );
    }));

  it('are put into an image once, and again when a wheel has changed; the outdated one is removed', () =>
    withPackedCourse(async (copy) => {
      const said: string[] = [];
      const onProgress = ({ line }: { line: string }) => void said.push(line);
      const first = await bench.imageOf(copy, { onProgress });
      assert.match(first.ref, new RegExp(`^codealong-course-${copy.id}:[0-9a-f]{12}$`));
      said.splice(0);
      assert.deepEqual(await bench.imageOf(copy, { onProgress, build: 'never' }), first);
      assert.deepEqual(said, []);
      const labels = (await bench.engine.inspectImage(first.ref))?.labels ?? {};
      assert.deepEqual([labels['codealong.course'], labels['codealong.runtime']], [copy.id, bench.runtime?.id]);
      await copy.add({
        ...ROMAN,
        files: { 'roman_digits/__init__.py': 'def roman(n: int) -> str:\n    return "?"\n' },
      });
      await assert.rejects(bench.imageOf(copy, { build: 'never' }), { code: 'image-missing' });
      const second = await bench.imageOf(copy, { keepMs: -60_000 });
      assert.notEqual(second.id, first.id);
      assert.equal(await bench.engine.inspectImage(first.ref), null);
    }));

  it('are checked with their course, whose programs are only tried with them', () =>
    withPackedCourse(async (copy) => {
      const found = async () => {
        const nothing = { step: null, all: false, accept: false, reference: null, show: () => undefined };
        const more = {
          runner: bench.runner,
          signal: new AbortController().signal,
          progress: () => undefined,
          watch: {},
        };
        const { findings } = await checkCourse(copy.folder, { ...nothing, ...more });
        return findings
          .filter(({ ok, message }) => !ok || message.code === 'check-packages')
          .map((one) => one.message.code);
      };
      assert.deepEqual(await found(), ['check-packages', 'wrong-no-text']);
      await writeFile(path.join(copy.wheels, 'roman_digits-1.0-py3-none-any.whl'), 'no zip');
      assert.deepEqual(await found(), ['wheel-no-zip']);
    }));

  it('cost a course without any nothing: it runs in the runtime’s own image', async () => {
    assert.equal(await bench.imageOf({ folder: CALC }), bench.ours);
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
});
