import { deepEqual } from 'node:assert/strict';
import { foreignMarks } from '../../../src/authoring/foreign-marks';
import type { Course, Step } from '../../../src/course/format/format';
import { makeFolder, removeFolders } from '../course/place';

const SUITE = `import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.timeout(5)
@pytest.mark.parametrize("n", [1, 2])
def test_a(n):
    """@pytest.mark.order(1)"""


@pytest.mark.timeout(9)
@pytest.mark.points(3)
@pytest.mark.flaky
def test_b():  # pytest.mark.repeat
    pass
`;

describe('Marks of plugins that the sandbox does not have', () => {
  afterEach(removeFolders);

  it('are named once with their line, but not those of pytest, of the course, or in texts', async () => {
    const directory = await makeFolder({
      'steps/01-a/test_a.py': SUITE,
      'conftest.py': 'def pytest_runtest_setup(item):\n    item.get_closest_marker("flaky")\n',
    });
    const step = { id: 'a', number: 1, folder: 'steps/01-a' } as Step;
    const found = await foreignMarks({ directory } as Course, step);
    deepEqual(
      found.map(({ ok, file, line, message }) => [ok, file, line, { ...message.args }]),
      [
        [true, 'steps/01-a/test_a.py', 3, { step: 'a', number: 1, mark: 'django_db', plugin: 'pytest-django' }],
        [true, 'steps/01-a/test_a.py', 6, { step: 'a', number: 1, mark: 'timeout', plugin: 'pytest-timeout' }],
      ],
    );
  });

  it('are named with the mark that was meant, if they are misspelt', async () => {
    const marks = ['skpi', 'parametrise', 'skipIf', 'xfial', 'skipped', 'usefixture', 'points', 'slow', 'skip', 'mine'];
    const directory = await makeFolder({
      'steps/01-a/test_a.py': marks.map((mark) => `@pytest.mark.${mark}\ndef test_${mark}(): pass\n`).join('\n'),
      'steps/01-a/conftest.py': '# mine\n',
    });
    const found = await foreignMarks({ directory } as Course, { id: 'a', number: 1, folder: 'steps/01-a' } as Step);
    deepEqual(
      found.map(({ ok, message }) =>
        message.code === 'mark-unknown' ? [ok, message.args.mark, message.args.known] : [],
      ),
      [
        [true, 'skpi', 'skip'],
        [true, 'parametrise', 'parametrize'],
        [true, 'skipIf', 'skipif'],
        [true, 'xfial', 'xfail'],
        [true, 'skipped', 'skip'],
        [true, 'usefixture', 'usefixtures'],
      ],
    );
  });
});
