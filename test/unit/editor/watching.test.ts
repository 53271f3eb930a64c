import assert from 'node:assert/strict';
import type { Api } from '../../../src/editor/base/api';
import { Watching } from '../../../src/editor/course/watching';
import { FakeDisk, FakeRelativePattern } from '../../support/fake-disk';
import { FakeUri } from '../../support/fake-values';

const OWN = ['**/course.json', '**/.codealong/progress.json', '**/steps/*/{test_*,*_test}.py'];

describe('The files that decide the view', () => {
  let disk: FakeDisk;
  let told: number;
  let watching: Watching;

  beforeEach(() => {
    disk = new FakeDisk();
    told = 0;
    const isOpen = ({ path }: FakeUri) => path.startsWith('/open/');
    const workspace = {
      createFileSystemWatcher: disk.createFileSystemWatcher,
      getWorkspaceFolder: (uri: FakeUri) => (isOpen(uri) ? { uri } : undefined),
    };
    const api = { workspace, Uri: FakeUri, RelativePattern: FakeRelativePattern } as unknown as Api;
    watching = new Watching(api, '/extension/courses', () => {
      told += 1;
    });
  });
  afterEach(() => watching.dispose());

  it('are watched in the folders of the window from the beginning', () => {
    assert.deepEqual(disk.watched, OWN);
  });

  it('are watched in their own places: folders around the window’s, and courses other than our own, each once', () => {
    const courses = [{ directory: '/extension/courses/redis' }, { directory: '/courses/echo' }];
    for (let time = 0; time < 2; time++) watching.follow({ roots: ['/open/mine', '/around'], courses });
    assert.deepEqual(disk.watched.slice(OWN.length), [
      '/around/**/.codealong/progress.json',
      '/courses/echo/**/*',
      '/courses/echo',
    ]);
  });

  it('include the folder of a course itself, which may be moved, and come back', () => {
    watching.follow({ roots: [], courses: [{ directory: '/courses/echo' }] });
    const toldOf = (file: string) => {
      told = 0;
      disk.remove(FakeUri.file(file));
      return told;
    };
    // The fake reports every file to every watcher: to those of the window, and to this one.
    assert.equal(toldOf('/courses/echo'), OWN.length + 1);
    watching.follow({ roots: [], courses: [] });
    assert.equal(toldOf('/courses/echo'), OWN.length + 1);
    assert.equal(toldOf('/courses/other'), OWN.length);
  });

  it('are reported while they are shown; files that tools leave in a course never are', () => {
    const change = (file: string) => {
      told = 0;
      disk.change(FakeUri.file(file));
      return told;
    };
    // The fake reports every file to every watcher.
    const before = change('/courses/echo/lib/words.py');
    watching.follow({ roots: [], courses: [{ directory: '/courses/echo' }] });
    assert.equal(change('/courses/echo/lib/words.py'), before + 1);
    assert.equal(change('/courses/echo/lib/__pycache__/words.pyc'), before);
    watching.follow({ roots: [], courses: [] });
    assert.equal(change('/courses/echo/lib/words.py'), before);
  });
});
