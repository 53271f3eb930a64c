import { equal } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { Folder } from '../../support/folder';
import { MAIN, ROOT, runStepTests, type } from './learner';
import { withoutDocker } from './settings';

async function setAutoSave(value: 'off' | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('files').update('autoSave', value, vscode.ConfigurationTarget.Global);
}

/** Saving happens before Docker is asked anything, so this needs no Docker. */
async function run(): Promise<void> {
  await withoutDocker(runStepTests);
}

describe('An unsaved file, when the tests are run,', () => {
  // VS Code in a browser saves a second after the last key by itself.
  before(() => setAutoSave('off'));
  after(() => setAutoSave(undefined));

  it('is saved if it is the program or another file of its folder', async () => {
    const helper = vscode.Uri.file(path.join(ROOT, 'helper.py'));
    await vscode.workspace.fs.writeFile(helper, Buffer.from('# old\n'));
    try {
      const documents = [await type(MAIN, '# typed\n'), await type(helper, '# typed, too\n')];
      for (const { isDirty } of documents) equal(isDirty, true);
      await run();
      for (const { isDirty } of documents) equal(isDirty, false);
      equal(await readFile(MAIN.fsPath, 'utf8'), '# typed\n');
      equal(await readFile(helper.fsPath, 'utf8'), '# typed, too\n');
    } finally {
      await vscode.workspace.fs.delete(helper);
    }
  });

  it('is left alone if it lies outside the folder', async () => {
    const elsewhere = await Folder.make({ 'notes.py': '# old\n' });
    try {
      const document = await type(vscode.Uri.file(elsewhere.path('notes.py')), '# typed\n');
      await run();
      equal(document.isDirty, true);
      equal(await elsewhere.read('notes.py'), '# old\n');
      await document.save();
    } finally {
      await elsewhere.remove();
    }
  });
});
