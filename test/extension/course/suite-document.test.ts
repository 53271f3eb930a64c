import { equal, notEqual, ok, rejects } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { MAIN, ours, type } from './learner';

const INSTALLED = ours('courses', 'redis', 'steps', '01-bind', 'test_bind.py');
const SUITE = vscode.Uri.parse('codealong-suite:/redis/bind/test_bind.py');

const TYPED = '# mine';

/** Uses the line ends of a document, whatever the checkout has. */
async function installed(): Promise<string> {
  return (await readFile(INSTALLED, 'utf8')).replaceAll('\r\n', '\n');
}

/** The text that a learner sees after opening a document and typing. The editor is closed again, and nothing is saved. */
async function textAfterTyping(uri: vscode.Uri): Promise<string> {
  const { document } = await vscode.window.showTextDocument(uri, { preview: false });
  try {
    await vscode.commands.executeCommand('type', { text: TYPED });
    return document.getText().replaceAll('\r\n', '\n');
  } finally {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

describe('The document of a step’s suite', () => {
  it('opens as a Python document with the text of the installed file', async () => {
    const document = await vscode.workspace.openTextDocument(SUITE);
    equal(document.languageId, 'python');
    ok(document.getText().includes('def test_a_client_can_connect()'));
    equal(document.getText().replaceAll('\r\n', '\n'), await installed());
  });

  it('does not change when a learner types into it, unlike a program', async () => {
    ok((await textAfterTyping(MAIN)).includes(TYPED));
    equal(await textAfterTyping(SUITE), await installed());
  });

  it('is never written to the installed file, whoever edits it', async () => {
    const before = await installed();
    const document = await type(SUITE, TYPED);
    equal(await document.save(), false);
    notEqual(vscode.workspace.fs.isWritableFileSystem(SUITE.scheme), true);
    await rejects(async () => vscode.workspace.fs.writeFile(SUITE, Buffer.from(TYPED)));
    equal(await installed(), before);
  });

  it('shows neither solutions nor anything else beside it', async () => {
    for (const path of ['/redis/bind/solution/main.py', '/redis/bind/../../course.json', '/redis/bind/README.md'])
      await rejects(async () => vscode.workspace.openTextDocument(SUITE.with({ path })), path);
  });
});
