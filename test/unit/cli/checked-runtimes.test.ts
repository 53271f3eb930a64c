import { deepEqual, equal, rejects } from 'node:assert/strict';
import path from 'node:path';
import { checkedRuntimes } from '../../../src/cli/checked-runtimes';
import { MAXIMUM_LIMITS } from '../../../src/contract/limits';
import { Runtimes } from '../../../src/run/runtimes';
import { ROOT } from '../../support/run';
import { courseFiles, makeFolder, removeFolders } from '../course/place';

const runtimes = new Runtimes(path.join(ROOT, 'docker'), () => ({
  engineHost: null,
  image: null,
  maxima: MAXIMUM_LIMITS,
}));

describe('The runtimes in which a course is checked', () => {
  afterEach(removeFolders);

  const checked = async (runtime: string | null, python = '>=3.11 <3.14') =>
    checkedRuntimes({ runtime }, await makeFolder(courseFiles('', { runtimes: { python } })), runtimes);

  it('are all that the course takes, the oldest first, or those that are named, each once', async () => {
    deepEqual(await checked('all'), ['python-3.11', 'python-3.12', 'python-3.13']);
    deepEqual(await checked('python-3.13,python-3.11,python-3.13'), ['python-3.13', 'python-3.11']);
    deepEqual(await checked('python-3.13,'), ['python-3.13']);
  });

  it('are not told apart where there is one check alone', async () => {
    equal(await checked(null), null);
    equal(await checked('python-3.13'), null);
  });

  it('are left to the check for a course that fits none, so that it has not passed', async () => {
    equal(await checked('all', '=3.9'), null);
  });

  it('are known before the first check begins', async () => {
    await rejects(checked('python-3.11,python-3.9'), { code: 'unknown-runtime' });
    await rejects(checked('python-3.11,all'), { code: 'unknown-runtime' });
    await rejects(checked('python-3.11,python-3.14'), { code: 'runtime-not-in-course' });
  });

  it('are left to the check for a course that cannot be read', async () => {
    equal(await checkedRuntimes({ runtime: 'all' }, await makeFolder({}), runtimes), null);
  });
});
