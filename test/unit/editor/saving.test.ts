import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { saveFolder } from '../../../src/editor/run/saving';
import { FakeWindow } from '../../support/fake-window';
import { inTemporaryFolder } from '../../support/run';

const ROOT = '/home/mia/redis';
const LEARNER = { root: ROOT, file: `${ROOT}/main.py` };

describe('Saving before a run', () => {
  const window = new FakeWindow();
  const never = new AbortController().signal;

  function unsaved(name: string, save: () => Promise<boolean>) {
    const document = window.open(`${ROOT}/${name}`);
    document.isDirty = true;
    document.save = save;
    return document;
  }

  afterEach(() => window.documents.splice(0));

  it('asks again for a file that the editor is just saving itself, and refuses', async () => {
    let asked = 0;
    const document = unsaved('main.py', async () => {
      asked += 1;
      document.isDirty = asked < 3;
      return false;
    });
    assert.deepEqual(await saveFolder(window.api, LEARNER, never), []);
    assert.equal(asked, 3);
  });

  it('does not follow a learner who types on', async () => {
    let asked = 0;
    unsaved('main.py', async () => {
      asked += 1;
      return true;
    });
    // It is dirty again: that text was typed after the run was asked for.
    await saveFolder(window.api, LEARNER, never, 1000);
    assert.equal(asked, 1);
  });

  it('names the files that cannot be saved, after a while', async () => {
    unsaved('main.py', async () => false);
    unsaved('lib/resp.py', () => Promise.reject(new Error('the disk is full')));
    unsaved('slow.py', () => new Promise(() => undefined));
    const expected = ['main.py', 'lib/resp.py', 'slow.py'].map((name) => `${ROOT}/${name}`);
    assert.deepEqual(await saveFolder(window.api, LEARNER, never, 200), expected);
  });

  it('saves the program and what it may import, and nothing else, where the file lies in no course', async () => {
    const saved: string[] = [];
    const save = (name: string, languageId = 'python') => {
      const document = window.open(`${ROOT}/${name}`, [], 'file', languageId);
      document.isDirty = true;
      document.save = async () => {
        saved.push(name);
        document.isDirty = false;
        return true;
      };
    };
    save('main.py');
    save('lib/helper.py');
    save('deploy/config.yaml', 'yaml');
    assert.deepEqual(await saveFolder(window.api, { ...LEARNER, alone: true }, never), []);
    assert.deepEqual(saved, ['main.py', 'lib/helper.py']);
  });

  it('ends when the run is cancelled', async () => {
    const stop = new AbortController();
    unsaved('main.py', () => new Promise(() => stop.abort()));
    await saveFolder(window.api, LEARNER, stop.signal);
  });

  it('saves a file that the editor calls saved although an edit of it is not on the disk, and no other', async () => {
    await inTemporaryFolder(async (root) => {
      const saved: string[] = [];
      const open = (name: string, text: string) => {
        const document = window.open(path.join(root, name), text.split('\n'));
        document.save = async () => saved.push(name) > 0;
      };
      await writeFile(path.join(root, 'main.py'), 'old\n');
      await writeFile(path.join(root, 'same.py'), '\uFEFFsame\n');
      open('main.py', 'new\n');
      open('same.py', 'same\n');
      open('gone.py', 'gone\n');
      assert.deepEqual(await saveFolder(window.api, { root, file: path.join(root, 'main.py') }, never), []);
      assert.deepEqual(saved, ['main.py']);
    });
  });
});
