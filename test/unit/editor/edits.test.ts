import assert from 'node:assert/strict';
import { Edits } from '../../../src/editor/course/edits';
import { FakeUri } from '../../support/fake-values';
import { FakeWindow } from '../../support/fake-window';
import { FakeService, targetOf } from './make';

const MAIN = '/home/mia/redis/main.py';

describe('An edit', () => {
  let window: FakeWindow;
  let service: FakeService;
  let told: string[];

  beforeEach(() => {
    window = new FakeWindow();
    window.workspaces = ['/home/mia/redis'];
    service = new FakeService();
    told = [];
    new Edits(window.api, service).onDidEdit(({ fsPath }) => void told.push(fsPath));
  });

  it('includes typing, but not saving', () => {
    const main = window.open(MAIN);
    window.saveOnly(main);
    window.disk.change(main.uri);
    assert.deepEqual(told, []);
    window.type(main);
    assert.deepEqual(told, [MAIN]);
  });

  it('includes a change on the disk of a file that is not open', () => {
    window.disk.change(FakeUri.file(MAIN));
    assert.deepEqual(told, [MAIN]);
  });

  it('includes the removal of a file, even an open one', () => {
    window.disk.remove(window.open(MAIN).uri);
    assert.deepEqual(told, [MAIN]);
  });

  it('is noticed in the window and where a run was: in all of a learner’s folder, but only beside a file outside any course', () => {
    const lone = '/home/mia/work/app';
    for (const root of ['/home/mia/redis/sub', '/home/mia/other', '/home/mia/other'])
      service.started(targetOf({ root, file: `${root}/main.py` }));
    service.started(targetOf({ root: lone, file: `${lone}/main.py`, alone: true }));
    assert.deepEqual(window.disk.watched, ['**/*', '/home/mia/other/**/*', `${lone}/*`]);
  });
});
