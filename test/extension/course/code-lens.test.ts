import { deepEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { Folder } from '../../support/folder';
import { lensesOf, MAIN, ROOT } from './learner';

describe('The lens above a program', () => {
  it("runs the step that the learner is at, on the learner's file, opens its task, and runs the program", async () => {
    const lenses = await lensesOf(MAIN);
    const seen = lenses.map(({ title, command, arguments: given }) => ({ title, command, given: given?.map(String) }));
    const title = '$(play) Run step 1: Bind to a port';
    deepEqual(seen, [
      { title, command: 'codealong.runStepTests', given: [MAIN.toString()] },
      { title: '$(book) Task', command: 'codealong.openTask', given: undefined },
      { title: '$(terminal) Run My Program', command: 'codealong.runProgram', given: [MAIN.toString()] },
      { title: '$(eye) Run on Save', command: 'codealong.runOnSave', given: [MAIN.toString()] },
    ]);
  });

  it('is not above a file that the program only imports', async () => {
    const helper = vscode.Uri.joinPath(vscode.Uri.file(ROOT), 'imported.py');
    await vscode.workspace.fs.writeFile(helper, Buffer.from('ANSWER = 42\n'));
    try {
      deepEqual(await lensesOf(helper), []);
    } finally {
      await vscode.workspace.fs.delete(helper);
    }
  });

  it('is not above a Python file outside any course', async () => {
    const elsewhere = await Folder.make({ 'main.py': 'print("mine")\n' });
    try {
      deepEqual(await lensesOf(vscode.Uri.file(elsewhere.path('main.py'))), []);
    } finally {
      await elsewhere.remove();
    }
  });
});
