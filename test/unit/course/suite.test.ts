import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { loadDirectory } from '../../../src/course/format/load';
import { collectSuite, scanSuite } from '../../../src/course/suite';
import { coded, courseFiles, LINUX, makeFolder, put, removeFolders } from './place';

async function suiteOf(more: Readonly<Record<string, string | Uint8Array>>) {
  const folder = await makeFolder({ ...courseFiles(), ...more });
  const course = await loadDirectory(folder);
  const [step] = course.steps;
  assert.ok(step);
  return { folder, course, step };
}

describe('The suite of a step', () => {
  afterEach(removeFolders);

  it('is conftest.py, lib, and what the tests of the step need', async () => {
    const { course, step } = await suiteOf({
      'conftest.py': '',
      'lib/resp/__init__.py': 'x = 1\n',
      'lib/words.txt': 'ä',
      'lib/__pycache__/a.pyc': 'no',
      'lib/.cache/x': 'no',
      'starter/main.py': 'no',
      'reference/main.py': 'no',
      'reference/test_more.py': 'no',
      'steps/01-say/README.md': 'no',
      'steps/01-say/hints.md': 'no',
      'steps/01-say/data/a b.bin': Uint8Array.of(0, 255),
      'steps/01-say/data/solution/kept.txt': '',
      'steps/01-say/solution/main.py': 'no',
      'steps/01-say/wrong/a.py': 'no',
      'steps/01-say/starter/main.py': 'no',
    });
    const suite = await collectSuite(course, step, LINUX);
    assert.equal(suite.tests, 'steps/01-say');
    assert.deepEqual(
      suite.files.map((file) => file.path),
      [
        'conftest.py',
        'lib/resp/__init__.py',
        'lib/words.txt',
        'steps/01-say/data/a b.bin',
        'steps/01-say/data/solution/kept.txt',
        'steps/01-say/test_say.py',
      ],
    );
    assert.deepEqual([...(suite.files[3]?.bytes ?? [])], [0, 255]);
    assert.deepEqual(suite.notes, []);
  });

  it('is scanned for its tests, which are named from the step’s folder', async () => {
    const { course, step } = await suiteOf({ 'steps/01-say/more/test_more.py': 'def test_more(): pass\n' });
    const tests = scanSuite(await collectSuite(course, step, LINUX));
    assert.deepEqual(
      tests.map(({ id, name, file }) => [id, name, file]),
      [
        ['more/test_more.py::test_more', 'test_more', 'more/test_more.py'],
        ['test_say.py::test_says', 'Says it', 'test_say.py'],
      ],
    );
  });

  it('takes no link that leads out of the course', async () => {
    const { folder, course, step } = await suiteOf({ 'lib/a.py': 'A = 1\n' });
    await put(await makeFolder(), 'x', '');
    await symlink('a.py', path.join(folder, 'lib', 'b.py'));
    await symlink('/etc/hostname', path.join(folder, 'lib', 'c.py'));
    const suite = await collectSuite(course, step, LINUX);
    assert.equal(
      suite.files.some((file) => file.path === 'lib/b.py'),
      true,
    );
    assert.deepEqual(suite.notes, [{ code: 'link-left-out', args: { name: 'lib/c.py', why: 'outside' } }]);
  });

  it('has a maximum size', async () => {
    const { course, step } = await suiteOf({ 'lib/big.bin': new Uint8Array(9 * 1024 * 1024) });
    const largest = [
      { name: 'lib/big.bin', bytes: 9 * 1024 * 1024 },
      { name: 'steps/01-say/test_say.py', bytes: 35 },
    ];
    const args = { course: 'echo', step: 'say', largest };
    await assert.rejects(collectSuite(course, step, LINUX), coded('suite-too-large', args));
  });
});
